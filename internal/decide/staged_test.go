package decide

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// A world makes the rounds of one benchmark.
type world struct {
	name   string
	change float64 // true change of the estimate
	mean   float64 // of the mean, beyond that of the estimate
	noise  float64 // relative, of the log-ratio of a round
	allocs [2]float64
	rng    *rand.Rand
}

func (w *world) round(stage round.Stage, index int) round.Round {
	noise := func() float64 { return 1 + w.noise/1.42*w.rng.NormFloat64() }
	base, head := 100e-9*noise(), 100e-9*(1+w.change)*noise()
	r := round.Round{
		Benchmark: round.Benchmark{Package: "p", Name: w.name}, Index: index, Engine: "turns", Stage: stage, First: round.Base, N: 1000,
		Base: round.Values{"sec/op": {Center: base, Mean: base * 1.01}},
		Head: round.Values{"sec/op": {Center: head, Mean: head * (1.01 + w.mean)}},
	}
	r.Base["allocs/op"] = round.Value{Center: w.allocs[0], Mean: w.allocs[0]}
	r.Head["allocs/op"] = round.Value{Center: w.allocs[1], Mean: w.allocs[1]}
	return r
}

// play takes rounds of all worlds as measuring does, with no bound of time.
func play(t *testing.T, p policy.Policy, worlds ...*world) []round.Round {
	t.Helper()
	d := Staged(judge.ProcedureOf(p, nil))
	var all []round.Round
	byName := map[string]*world{}
	for _, w := range worlds {
		byName[w.name] = w
		var mine []round.Round
		for s := (measure.Standing{}); s.State == measure.More; s = d.Screen(mine) {
			mine = append(mine, w.round(round.Screen, len(mine)))
			if len(mine) > 1000 {
				t.Fatalf("no end of screening %s", w.name)
			}
		}
		all = append(all, mine...)
	}
	c := d.Confirm(all)
	for _, b := range c.Suspects() {
		var mine []round.Round
		for s := (measure.Standing{}); s.State == measure.More; s = c.Standing(mine) {
			mine = append(mine, byName[b.Name].round(round.Confirm, len(mine)))
			if len(mine) > 1000 {
				t.Fatalf("no end of confirming %s", b.Name)
			}
		}
		all = append(all, mine...)
	}
	return all
}

func outcomes(j judge.Judgement) map[string]judge.Outcome {
	got := map[string]judge.Outcome{}
	for _, r := range j.Rows {
		got[r.Benchmark+" "+r.Unit] = r.Outcome
	}
	return got
}

func TestOutcomesOfTheStages(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	p := policy.Default()
	rounds := play(t, p,
		&world{name: "Same", noise: 0.01, rng: rng},
		&world{name: "Noisy", noise: 0.06, rng: rng},
		&world{name: "Slow", change: 0.10, noise: 0.03, rng: rng},
		&world{name: "Fast", change: -0.2, noise: 0.01, rng: rng},
		&world{name: "Rare", mean: 0.3, noise: 0.01, rng: rng},
		&world{name: "Allocs", allocs: [2]float64{2, 3}, noise: 0.01, rng: rng},
	)
	j := judge.Judge(&record.Record{Rounds: rounds}, p, time.Now())
	want := map[string]judge.Outcome{
		"Same sec/op": judge.Pass, "Noisy sec/op": judge.Pass, "Slow sec/op": judge.Regression, "Fast sec/op": judge.Improvement,
		"Rare sec/op": judge.Regression, "Allocs sec/op": judge.Pass,
		"Same allocs/op": judge.Pass, "Noisy allocs/op": judge.Pass, "Slow allocs/op": judge.Pass, "Fast allocs/op": judge.Pass,
		"Rare allocs/op": judge.Pass, "Allocs allocs/op": judge.Regression,
	}
	if d := cmp.Diff(want, outcomes(j)); d != "" {
		t.Errorf("outcomes (-want +got):\n%s", d)
	}
	if j.Verdict != judge.VerdictRegression {
		t.Errorf("verdict %s", j.Verdict)
	}
	// The change and the mean of Slow, the mean of Rare, the allocations.
	if j.Hypotheses != 4 {
		t.Errorf("%d hypotheses", j.Hypotheses)
	}
	for _, r := range j.Rows {
		if r.OnMean != (r.Benchmark == "Rare" && r.Unit == "sec/op") {
			t.Errorf("%s %s on the mean: %v", r.Benchmark, r.Unit, r.OnMean)
		}
		confirmed := r.Outcome == judge.Regression
		if (r.Stage == string(round.Confirm)) != confirmed {
			t.Errorf("%s %s: stage %s, %s", r.Benchmark, r.Unit, r.Stage, r.Outcome)
		}
	}
}

// TestSelectionAndTestUseDifferentRounds: whatever the screening rounds say, a
// regression comes from confirming rounds alone.
func TestSelectionAndTestUseDifferentRounds(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	slow, same := &world{name: "A", change: 0.5, noise: 0.01, rng: rng}, &world{name: "A", noise: 0.01, rng: rng}
	var rounds []round.Round
	for i := range 30 {
		rounds = append(rounds, slow.round(round.Screen, i))
	}
	p := policy.Default()
	for n, want := range map[int]judge.Outcome{0: judge.Inconclusive, 2: judge.Inconclusive, 12: judge.Pass} {
		all := slices.Clone(rounds)
		for i := range n {
			all = append(all, same.round(round.Confirm, 30+i))
		}
		r := judge.Judge(&record.Record{Rounds: all}, p, time.Now()).Rows[1]
		if r.Unit != "sec/op" || r.Outcome != want {
			t.Errorf("%d confirming rounds: %s %s, %s; want %s", n, r.Unit, r.Outcome, r.Reason, want)
		}
	}
}

// TestFamilyIsFixed: the size of the family follows from the screening rounds,
// also where a suspect is given up later or is confirmed by more rounds.
func TestFamilyIsFixed(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	p := policy.Default()
	rounds := play(t, p, &world{name: "A", change: 0.2, noise: 0.01, rng: rng}, &world{name: "B", change: 0.2, noise: 0.01, rng: rng})
	whole := judge.Judge(&record.Record{Rounds: rounds}, p, time.Now())
	without := judge.Judge(&record.Record{Rounds: rounds, Entries: []record.Entry{{Package: "p", Benchmark: "A", State: record.Failed}}}, p, time.Now())
	if whole.Hypotheses == 0 || whole.Hypotheses != without.Hypotheses {
		t.Errorf("%d hypotheses, and %d without one benchmark", whole.Hypotheses, without.Hypotheses)
	}
	for _, r := range without.Rows {
		if r.Benchmark == "A" {
			t.Errorf("a row of what was given up: %+v", r)
		}
		if r.Unit == "sec/op" && !strings.Contains(r.Reason, "p=") {
			t.Errorf("reason %q", r.Reason)
		}
	}
}

// TestOrderOfRoundsOfOthersChangesNothing holds the decision to be a function of
// each benchmark's rounds, however benchmarks are mixed.
func TestOrderOfRoundsOfOthersChangesNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	p, now := policy.Default(), time.Now()
	rounds := play(t, p, &world{name: "A", change: 0.07, noise: 0.02, rng: rng}, &world{name: "B", noise: 0.02, rng: rng})
	mixed := slices.Clone(rounds)
	slices.SortStableFunc(mixed, func(a, b round.Round) int { return a.Index - b.Index })
	one, two := judge.Judge(&record.Record{Rounds: rounds}, p, now), judge.Judge(&record.Record{Rounds: mixed}, p, now)
	for i := range one.Rows {
		if one.Rows[i].Outcome != two.Rows[i].Outcome || one.Rows[i].Reason != two.Rows[i].Reason {
			t.Errorf("row %d: %s (%s) against %s (%s)", i, one.Rows[i].Outcome, one.Rows[i].Reason, two.Rows[i].Outcome, two.Rows[i].Reason)
		}
	}
}

// TestUnrelatedBenchmarksDoNotDecide: one more benchmark that is no suspect
// changes nothing about another.
func TestUnrelatedBenchmarksDoNotDecide(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	p, now := policy.Default(), time.Now()
	rounds := play(t, p, &world{name: "A", change: 0.1, noise: 0.02, rng: rng})
	more := append(slices.Clone(rounds), play(t, p, &world{name: "B", noise: 0.005, rng: rng})...)
	alone, beside := judge.Judge(&record.Record{Rounds: rounds}, p, now), judge.Judge(&record.Record{Rounds: more}, p, now)
	for i, r := range alone.Rows {
		if b := beside.Rows[i]; b.Benchmark != "A" || b.Reason != r.Reason || b.Outcome != r.Outcome {
			t.Errorf("%s: %s beside another: %s", r.Unit, r.Reason, b.Reason)
		}
	}
}

// TestShardsAreDecidedApart: what two shards decided on their own at half of
// alpha is decided again in the same way when their rounds are together; all in
// one family, with all of alpha, would be another decision.
func TestShardsAreDecidedApart(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	whole, half, now := policy.Default(), policy.Default(), time.Now()
	half.Alpha /= 2
	var together []round.Round
	var apart []judge.Row
	hypotheses := 0
	for i, names := range [][]string{{"A", "B", "C"}, {"D"}} {
		var worlds []*world
		for _, name := range names {
			worlds = append(worlds, &world{name: name, change: 0.08, noise: 0.02, rng: rng})
		}
		rounds := play(t, half, worlds...)
		j := judge.Judge(&record.Record{Rounds: rounds}, half, now)
		apart, hypotheses = append(apart, j.Rows...), hypotheses+j.Hypotheses
		for _, r := range rounds {
			r.Shard = i + 1
			together = append(together, r)
		}
	}
	// Mixed, as a file may have them.
	slices.SortStableFunc(together, func(a, b round.Round) int { return a.Index - b.Index })
	j := judge.Judge(&record.Record{Rounds: together, Shards: 2}, whole, now)
	if j.Alpha != whole.Alpha || j.Hypotheses != hypotheses || len(j.Rows) != len(apart) {
		t.Fatalf("alpha %v, %d hypotheses of %d, %d rows of %d", j.Alpha, j.Hypotheses, hypotheses, len(j.Rows), len(apart))
	}
	for i, r := range j.Rows {
		if r.Outcome != apart[i].Outcome || r.Reason != apart[i].Reason {
			t.Errorf("%s: %s (%s); its shard said %s (%s)", r.Benchmark, r.Outcome, r.Reason, apart[i].Outcome, apart[i].Reason)
		}
	}
	pooled := slices.Clone(together)
	for i := range pooled {
		pooled[i].Shard = 0
	}
	one := judge.Judge(&record.Record{Rounds: pooled}, whole, now)
	if slices.EqualFunc(one.Rows, j.Rows, func(a, b judge.Row) bool { return a.Reason == b.Reason }) {
		t.Error("the families make no difference: the test shows nothing")
	}
}

// A unit that is too noisy ever to be decided does not keep the others from it.
func TestGivingUpOneUnitLeavesTheOthersOpen(t *testing.T) {
	d := Staged(judge.ProcedureOf(policy.Default(), nil))
	rounds := func(n int, noisy bool) (list []round.Round) {
		for i := range n {
			swing := []float64{-1, 0, 1, 0}[i%4]
			same := func(v float64) round.Value { return round.Value{Center: v, Mean: v} }
			r := round.Round{Benchmark: round.Benchmark{Package: "p", Name: "A"}, Index: i, Engine: "turns", Stage: round.Screen, First: round.Base, N: 1000,
				Base: round.Values{"sec/op": same(100e-9)}, Head: round.Values{"sec/op": same(100e-9 * (1.04 + .06*swing))}}
			if noisy {
				r.Base["B/op"], r.Head["B/op"] = same(1e6), same(1e6*(1+.6*swing))
			}
			list = append(list, r)
		}
		return list
	}
	alone, both := d.Screen(rounds(enoughToTell, false)), d.Screen(rounds(enoughToTell, true))
	if alone.State != measure.More || alone != both {
		t.Errorf("%+v alone, %+v beside a noisy unit", alone, both)
	}
}

// enoughToTell and mostScreened are the bounds of the screen, as docs/design.md has
// them.
const enoughToTell, mostScreened = 12, 100

// TestTooNoisyIsSaid: what no reasonable number of rounds decides is told apart
// from what is decided, in both stages.
func TestTooNoisyIsSaid(t *testing.T) {
	d := Staged(judge.ProcedureOf(policy.Default(), nil))
	swinging := func(stage round.Stage, n int, change, swing float64) (list []round.Round) {
		for i := range n {
			center := 100e-9 * (1 + change + swing*[]float64{-1, 0.4, 1, -0.4}[i%4])
			list = append(list, round.Round{Benchmark: round.Benchmark{Package: "p", Name: "A"}, Index: i, Engine: "turns", Stage: stage, First: round.Base, N: 1,
				Base: round.Values{"sec/op": {Center: 100e-9, Mean: 100e-9}}, Head: round.Values{"sec/op": {Center: center, Mean: center}}})
		}
		return list
	}
	if s := d.Screen(swinging(round.Screen, enoughToTell, 0, 0.6)); s.State != measure.TooNoisy {
		t.Errorf("hopeless noise in the screen: %+v", s)
	}
	if s := d.Screen(swinging(round.Screen, mostScreened, 0.02, 0.3)); s.State != measure.TooNoisy {
		t.Errorf("noise after the last round of the screen: %+v", s)
	}
	if s := d.Screen(swinging(round.Screen, 4, 0, 0.001)); s.State != measure.Done {
		t.Errorf("quiet in the screen: %+v", s)
	}
	c := d.Confirm(swinging(round.Screen, 4, 0.6, 0.01))
	if len(c.Suspects()) != 1 {
		t.Fatal("no suspect")
	}
	for n, want := range map[int]measure.State{5: measure.More, 100: measure.TooNoisy} {
		if s := c.Standing(swinging(round.Confirm, n, 0.06, 0.6)); s.State != want {
			t.Errorf("%d noisy confirming rounds: %+v", n, s)
		}
	}
	if s := c.Standing(swinging(round.Confirm, 100, 0.6, 0.01)); s.State != measure.Done {
		t.Errorf("a confirmed slowdown: %+v", s)
	}
}
