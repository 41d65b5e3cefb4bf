package course

import (
	"math"
	"slices"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/round"
)

func rounds(stage round.Stage, n int, ratio float64) []round.Round {
	var list []round.Round
	for i := range n {
		noise := 1 + 0.01*math.Sin(float64(3*i))
		list = append(list, round.Round{
			Benchmark: round.Benchmark{Package: "p", Name: "A"}, Index: i, Engine: "turns", Stage: stage, First: round.Base, N: 1,
			Base: round.Values{"sec/op": {Center: 100 * noise, Mean: 200}},
			Head: round.Values{"sec/op": {Center: 100 * ratio, Mean: 300}},
		})
	}
	return list
}

func row() *judge.Row {
	return &judge.Row{Package: "p", Benchmark: "A", Unit: "sec/op", Base: &judge.Summary{Center: 1}, Head: &judge.Summary{Center: 1}}
}

func TestCourseHasAllRoundsAndTightens(t *testing.T) {
	x := Of(append(rounds(round.Screen, 5, 1.1), rounds(round.Confirm, 30, 1.2)...))
	c := x.Row(.01, 1, row())
	if len(c.Legs) != 2 || len(c.Legs[0].Base) != 5 || len(c.Legs[1].Head) != 30 {
		t.Fatalf("got %+v", c)
	}
	confirm := c.Legs[1].Steps
	first, last := confirm[0], confirm[len(confirm)-1]
	if last.Rounds != 30 || math.Abs(last.Change-.2) > .01 {
		t.Errorf("last step is %+v", last)
	}
	if !(last.Hi-last.Lo < first.Hi-first.Lo) {
		t.Errorf("the interval went from %+v to %+v", first, last)
	}
	if len(c.Planned) == 0 || c.Planned[0] > 15 {
		t.Errorf("planned %v", c.Planned)
	}
}

func TestCourseOfMeans(t *testing.T) {
	r := row()
	r.OnMean = true
	c := Of(rounds(round.Screen, 4, 1)).Row(0, 0, r)
	if got := c.Legs[0].Head[0]; got != 300 {
		t.Errorf("head is %v, want the mean", got)
	}
	if got := c.Legs[0].Steps[0].Change; math.Abs(got-.5) > 1e-9 {
		t.Errorf("change is %v", got)
	}
}

func TestRowsWithoutACourse(t *testing.T) {
	exact, oneSided, other := row(), row(), row()
	exact.Exact, oneSided.Base, other.Benchmark = true, nil, "B"
	for name, r := range map[string]*judge.Row{"exact": exact, "one side": oneSided, "other": other} {
		if c := Of(rounds(round.Screen, 4, 1)).Row(0, 0, r); len(c.Legs) > 0 {
			t.Errorf("%s: got %+v", name, c)
		}
	}
}

func TestCourseIsBounded(t *testing.T) {
	c := Of(rounds(round.Screen, mostRounds+7, 1)).Row(0, 0, row())
	if leg := c.Legs[0]; len(leg.Base) != mostRounds || leg.Cut != 7 || len(leg.Steps) > mostSteps {
		t.Errorf("%d rounds, %d cut, %d steps", len(leg.Base), leg.Cut, len(leg.Steps))
	}
}

func TestStepCounts(t *testing.T) {
	for n := range 500 {
		counts := stepCounts(n)
		if len(counts) > mostSteps || !slices.IsSorted(counts) || len(slices.Compact(slices.Clone(counts))) != len(counts) {
			t.Fatalf("%d: %v", n, counts)
		}
		if n >= 2 && (counts[0] != 2 || counts[len(counts)-1] != n) && n > 2 {
			t.Fatalf("%d: %v", n, counts)
		}
	}
}

func TestWhereARowWasDecided(t *testing.T) {
	x := Of(append(rounds(round.Screen, 5, 1.1), rounds(round.Confirm, 20, 1.2)...))
	look := compare.Looks(.01, 1)[1]
	p := look.Level / 2
	r := row()
	r.Stage, r.Rounds, r.P, r.Alpha = "confirm", 20, &p, &look.Level
	if got := x.Row(.01, 1, r).Decided; got != look.Rounds {
		t.Errorf("rejected: decided after %d rounds, want %d", got, look.Rounds)
	}
	p = 1
	if got := x.Row(.01, 1, r).Decided; got != 20 {
		t.Errorf("not rejected: decided after %d rounds, want all 20", got)
	}
}
