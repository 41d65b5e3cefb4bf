package judge

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

// suite returns rounds of a few benchmarks with random effects and noise, in
// units of all kinds; zeros and equal values are frequent.
func suite(r *rand.Rand) []round.Round {
	var rounds []round.Round
	for b := range 1 + r.IntN(4) {
		effect := []float64{0, 0, 0.02, 0.05, 0.06, 0.3, -0.3}[r.IntN(7)]
		noise := []float64{0, 0.001, 0.01, 0.2}[r.IntN(4)]
		allocs := float64(r.IntN(3))
		more := float64(r.IntN(3))
		n := 3 + r.IntN(20)
		for i := range n {
			at := func(x float64) round.Value {
				v := x * math.Exp(noise*r.NormFloat64())
				return round.Value{Center: v, Mean: v}
			}
			whole := func(x float64) round.Value { return round.Value{Center: x, Mean: x} }
			varies := float64(r.IntN(2)) * float64(b%2)
			rounds = append(rounds, round.Round{
				Benchmark: round.Benchmark{Package: "p", Name: fmt.Sprintf("B%d-8", b)}, Index: i, Engine: "exec", Stage: round.Screen, First: round.Base, N: 1,
				Base: round.Values{"sec/op": at(1), "req/s": at(1), "allocs/op": whole(allocs), "B/op": whole(64 * allocs), "frobs": at(1)},
				Head: round.Values{"sec/op": at(1 + effect), "req/s": at(1 - effect), "allocs/op": whole(allocs + more), "B/op": whole(64*allocs + 8*varies), "frobs": at(2)},
			})
		}
	}
	return rounds
}

func swapped(rounds []round.Round) []round.Round {
	out := make([]round.Round, len(rounds))
	for i, r := range rounds {
		r.Base, r.Head = r.Head, r.Base
		out[i] = r
	}
	return out
}

func deltasOf(p Procedure, rounds []round.Round) []compare.Delta {
	var deltas []compare.Delta
	seen := map[round.Benchmark]bool{}
	for _, r := range rounds {
		if seen[r.Benchmark] {
			continue
		}
		seen[r.Benchmark] = true
		for _, unit := range []string{"sec/op", "req/s", "allocs/op", "B/op", "frobs"} {
			deltas = append(deltas, compare.Paired(r.Benchmark, unit, rounds, p.Better(r.Benchmark, unit), compare.Center))
		}
	}
	return deltas
}

// forAll runs a property on many random suites.
func forAll(t *testing.T, property func(t *testing.T, r *rand.Rand, p Procedure, rounds []round.Round)) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := with(policy.Rule{Better: map[string]compare.Direction{"req/s": compare.Higher}})
		p.Strict = r.IntN(4) == 0
		p.Thresholds["sec/op"] = []float64{0, 0.02, 0.05}[r.IntN(3)]
		property(t, r, p, suite(r))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestSwappingSidesNeverRegressesBothWays(t *testing.T) {
	regressions := 0
	forAll(t, func(t *testing.T, _ *rand.Rand, p Procedure, rounds []round.Round) {
		there := p.Judge(deltasOf(p, rounds), today)
		back := p.Judge(deltasOf(p, swapped(rounds)), today)
		for i, r := range there.Rows {
			o := back.Rows[i]
			if r.Outcome == Regression {
				regressions++
				if o.Outcome == Regression {
					t.Errorf("%s %s: %s; and back: %s", r.Benchmark, r.Unit, r.Reason, o.Reason)
				}
			}
			if there.Hypotheses != back.Hypotheses {
				t.Errorf("%d hypotheses, and back %d", there.Hypotheses, back.Hypotheses)
			}
		}
	})
	if regressions < 100 {
		t.Errorf("only %d regressions: the property was hardly tried", regressions)
	}
}

func TestTheSameValuesNeverRegress(t *testing.T) {
	forAll(t, func(t *testing.T, _ *rand.Rand, p Procedure, rounds []round.Round) {
		for i := range rounds {
			rounds[i].Head = rounds[i].Base
		}
		j := p.Judge(deltasOf(p, rounds), today)
		for _, r := range j.Rows {
			if r.Outcome == Regression || r.Outcome == Improvement {
				t.Errorf("%s %s: %s, %s", r.Benchmark, r.Unit, r.Outcome, r.Reason)
			}
		}
		if j.Verdict == VerdictRegression {
			t.Error("the run regressed")
		}
	})
}

func TestUngatedRowsChangeNothing(t *testing.T) {
	forAll(t, func(t *testing.T, r *rand.Rand, p Procedure, rounds []round.Round) {
		deltas := deltasOf(p, rounds)
		extra := paired("Other", "widgets", 1, 5, 0.1, 1e-9)
		ignored := paired("Ignored", "sec/op", 1, 5, 0.1, 1e-9)
		p.Rules = append(p.Rules, policy.Rule{Benchmark: anchored("Ignored"), Action: policy.Ignore})
		without := p.Judge(deltas, today)
		with := p.Judge(append([]compare.Delta{extra, ignored}, deltas...), today)
		if without.Verdict != with.Verdict || without.Hypotheses != with.Hypotheses {
			t.Errorf("%s over %d, with others %s over %d", without.Verdict, without.Hypotheses, with.Verdict, with.Hypotheses)
		}
		for i, row := range without.Rows {
			if got := with.Rows[i+2]; got.Outcome != row.Outcome || got.Reason != row.Reason || got.Action != row.Action {
				t.Errorf("%s %s: %s, with others %s", row.Benchmark, row.Unit, row.Reason, got.Reason)
			}
		}
	})
}

func TestOrderChangesNothing(t *testing.T) {
	forAll(t, func(t *testing.T, r *rand.Rand, p Procedure, rounds []round.Round) {
		deltas := deltasOf(p, rounds)
		j := p.Judge(deltas, today)
		order := r.Perm(len(deltas))
		shuffled := make([]compare.Delta, len(deltas))
		for to, from := range order {
			shuffled[to] = deltas[from]
		}
		k := p.Judge(shuffled, today)
		for to, from := range order {
			if a, b := j.Rows[from], k.Rows[to]; a.Outcome != b.Outcome || a.Reason != b.Reason {
				t.Errorf("%s %s: %q, shuffled %q", a.Benchmark, a.Unit, a.Reason, b.Reason)
			}
		}
		if j.Verdict != k.Verdict || !reflect.DeepEqual(j.Warnings, k.Warnings) {
			t.Errorf("%s, shuffled %s", j.Verdict, k.Verdict)
		}
	})
}

// Whatever the row, some things always hold.
func TestRowsAreConsistent(t *testing.T) {
	seen := map[Outcome]int{}
	forAll(t, func(t *testing.T, _ *rand.Rand, p Procedure, rounds []round.Round) {
		for _, r := range p.Judge(deltasOf(p, rounds), today).Rows {
			seen[r.Outcome]++
			worse := 0.0
			if r.Base != nil && r.Head != nil {
				worse = r.Head.Center - r.Base.Center
			}
			switch {
			case r.Reason == "":
				t.Errorf("%s %s: no reason", r.Benchmark, r.Unit)
			case r.Better == "" && (r.Gated || r.Outcome != Pass):
				t.Errorf("%s %s: %s, gated %v", r.Benchmark, r.Unit, r.Outcome, r.Gated)
			case r.Exact && r.Gated && r.Outcome == Inconclusive:
				t.Errorf("%s %s: exact and undecided", r.Benchmark, r.Unit)
			case r.Unit == "allocs/op" && r.Exact && worse >= 1 && r.Outcome != Regression:
				t.Errorf("%s: %v more allocations: %s", r.Benchmark, worse, r.Outcome)
			case r.Outcome == Regression && !r.Exact && !(val(r.P) <= val(r.Alpha)):
				t.Errorf("%s %s: regression with p=%v at %v", r.Benchmark, r.Unit, val(r.P), val(r.Alpha))
			case r.Outcome == Regression && val(r.Change) > 0 && r.Better == BetterHigher:
				t.Errorf("%s %s: a gain regressed", r.Benchmark, r.Unit)
			}
		}
	})
	for _, o := range []Outcome{Pass, Regression, Improvement, Inconclusive} {
		if seen[o] < 50 {
			t.Errorf("only %d rows with outcome %s", seen[o], o)
		}
	}
}
