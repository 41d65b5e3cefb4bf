package decide

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// suites plays many small random suites and hands their rounds to a property.
func suites(t *testing.T, property func(t *testing.T, p policy.Policy, rounds []round.Round)) {
	for seed := range uint64(150) {
		rng := rand.New(rand.NewPCG(seed, 9))
		p := policy.Default()
		p.Strict = rng.IntN(4) == 0
		var worlds []*world
		for i := range 1 + rng.IntN(4) {
			allocs := float64(rng.IntN(3))
			worlds = append(worlds, &world{name: fmt.Sprint("B", i), rng: rng,
				change: []float64{0, 0, 0.02, 0.05, 0.08, 0.3, -0.3}[rng.IntN(7)],
				mean:   []float64{0, 0, 0, 0.2}[rng.IntN(4)],
				noise:  []float64{0, 0.002, 0.02, 0.06}[rng.IntN(4)],
				allocs: [2]float64{allocs, allocs + float64(rng.IntN(2))}})
		}
		property(t, p, play(t, p, worlds...))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestSwappedSidesNeverRegressBothWays: the same rounds, read the other way
// round, do not regress as well.
func TestSwappedSidesNeverRegressBothWays(t *testing.T) {
	regressions := 0
	suites(t, func(t *testing.T, p policy.Policy, rounds []round.Round) {
		swapped := make([]round.Round, len(rounds))
		for i, r := range rounds {
			r.Base, r.Head = r.Head, r.Base
			swapped[i] = r
		}
		there, back := outcomes(judge.Judge(&record.Record{Rounds: rounds}, p, time.Time{})), outcomes(judge.Judge(&record.Record{Rounds: swapped}, p, time.Time{}))
		for name, outcome := range there {
			if outcome == judge.Regression {
				regressions++
				if back[name] == judge.Regression {
					t.Errorf("%s regresses both ways", name)
				}
			}
		}
	})
	if regressions < 50 {
		t.Errorf("only %d regressions: the property was hardly tried", regressions)
	}
}

// TestTheSameValuesNeverRegress holds for every stage, and for every split of the
// rounds among the stages.
func TestTheSameValuesNeverRegress(t *testing.T) {
	suites(t, func(t *testing.T, p policy.Policy, rounds []round.Round) {
		for i := range rounds {
			rounds[i].Head = rounds[i].Base
		}
		for _, r := range judge.Judge(&record.Record{Rounds: rounds}, p, time.Time{}).Rows {
			if r.Outcome != judge.Pass {
				t.Errorf("%s %s: %s, %s", r.Benchmark, r.Unit, r.Outcome, r.Reason)
			}
		}
	})
}

// TestRegressionsAreConfirmed: a regression's p and estimate are those
// of its confirming rounds alone.
func TestRegressionsAreConfirmed(t *testing.T) {
	suites(t, func(t *testing.T, p policy.Policy, rounds []round.Round) {
		confirming := map[string]int{}
		for _, r := range rounds {
			if r.Stage == round.Confirm {
				confirming[r.Name]++
			}
		}
		j := judge.Judge(&record.Record{Rounds: rounds}, p, time.Time{})
		for _, r := range j.Rows {
			if r.Outcome != judge.Regression {
				continue
			}
			if r.Stage != string(round.Confirm) || r.Rounds != confirming[r.Benchmark] || j.Hypotheses == 0 {
				t.Errorf("%s %s: %d rounds of stage %s, %d confirming ones", r.Benchmark, r.Unit, r.Rounds, r.Stage, confirming[r.Benchmark])
			}
			if !r.Exact && !(*r.P <= *r.Alpha && *r.Alpha <= p.Alpha/float64(j.Hypotheses)) {
				t.Errorf("%s %s: p %v at level %v of %d hypotheses", r.Benchmark, r.Unit, r.P, r.Alpha, j.Hypotheses)
			}
		}
	})
}
