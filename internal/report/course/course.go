// Package course tells how the rows of a report came about: what every round
// said, and how the estimate tightened from one to the next. It is pure, and
// decides nothing.
package course

import (
	"math"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/round"
)

// A Course is how one row came about, stage by stage in the order measured. The
// zero value is that of a row without rounds.
type Course struct {
	Legs []Leg
	// Planned are the rounds after which the confirming stage tested, as far as
	// the report tells them.
	Planned []int
	// Decided is after how many rounds of its stage the row was.
	Decided int
}

// A Leg is the part of a course that belongs to one stage. Base and Head are the
// values of its rounds, in the row's unit and statistic.
type Leg struct {
	Stage      round.Stage
	Base, Head []float64
	Steps      []Step
	// Cut counts the rounds that are left out, since nobody sees that many.
	Cut int
}

// A Step is the estimate after so many rounds of a leg: the change as a
// fraction, with its 95 % interval, NaN where there is none.
type Step struct {
	Rounds         int
	Change, Lo, Hi float64
}

const (
	mostRounds = 400 // of one leg
	mostSteps  = 24  // of one leg
)

// An Index finds the rounds of a benchmark. The zero value has none.
type Index map[round.Benchmark][]round.Round

// Of sorts rounds by benchmark, in the order measured.
func Of(rounds []round.Round) Index {
	x := Index{}
	for _, r := range rounds {
		x[r.Benchmark] = append(x[r.Benchmark], r)
	}
	return x
}

// Row returns the course of one row, of a report that has so many hypotheses and
// this alpha. Rows that are exact, or of one side only, have none.
func (x Index) Row(alpha float64, hypotheses int, r *judge.Row) Course {
	all := x[round.Benchmark{Package: r.Package, Name: r.Benchmark}]
	if len(all) == 0 || r.Exact || r.Base == nil || r.Head == nil {
		return Course{}
	}
	stat := compare.Center
	if r.OnMean {
		stat = compare.Mean
	}
	var c Course
	for _, stage := range []round.Stage{round.Screen, round.Confirm} {
		if leg := legOf(all, stage, r.Unit, stat); len(leg.Base) > 0 {
			c.Legs = append(c.Legs, leg)
		}
	}
	c.Decided = r.Rounds
	for _, l := range compare.Looks(alpha, hypotheses) {
		c.Planned = append(c.Planned, l.Rounds)
		if rejecting(r, l) {
			c.Decided = l.Rounds
		}
	}
	return c
}

// rejecting reports whether the row was decided by this look. A row may have
// more rounds, which another unit of its benchmark needed.
func rejecting(r *judge.Row, l compare.Look) bool {
	return r.Stage == string(round.Confirm) && r.P != nil && r.Alpha != nil && *r.P <= *r.Alpha &&
		*r.Alpha == l.Level && l.Rounds <= r.Rounds
}

func legOf(all []round.Round, stage round.Stage, unit string, stat compare.Statistic) Leg {
	leg := Leg{Stage: stage}
	var rounds []round.Round
	for _, r := range all {
		base, head, ok := pair(r, unit, stat)
		switch {
		case r.Stage != stage || !ok:
		case len(rounds) == mostRounds:
			leg.Cut++
		default:
			rounds = append(rounds, r)
			leg.Base, leg.Head = append(leg.Base, base), append(leg.Head, head)
		}
	}
	leg.Steps = steps(rounds, stage, unit, stat)
	return leg
}

// pair returns the values of a round that has the unit on both sides.
func pair(r round.Round, unit string, stat compare.Statistic) (base, head float64, ok bool) {
	b, okBase := r.Base[unit]
	h, okHead := r.Head[unit]
	if stat == compare.Mean {
		return b.Mean, h.Mean, okBase && okHead
	}
	return b.Center, h.Center, okBase && okHead
}

// steps estimates after ever more rounds, by the comparison of the stage.
func steps(rounds []round.Round, stage round.Stage, unit string, stat compare.Statistic) []Step {
	how := compare.Screened
	if stage == round.Confirm {
		how = compare.Confirmed
	}
	var list []Step
	for _, n := range stepCounts(len(rounds)) {
		d := how(rounds[0].Benchmark, unit, rounds[:n], compare.Unknown, stat)
		if !math.IsNaN(d.Change) {
			list = append(list, Step{n, d.Change, d.ChangeLo, d.ChangeHi})
		}
	}
	return list
}

// stepCounts returns at most mostSteps numbers from 2 to n: all of the first, in
// which an estimate moves most, then ever fewer, and always n.
func stepCounts(n int) []int {
	var counts []int
	for k := 2; k < n && len(counts) < mostSteps-1; {
		counts = append(counts, k)
		left := float64(mostSteps - 1 - len(counts))
		k = max(k+1, int(float64(k)*math.Pow(float64(n)/float64(k), 1/(left+1))))
	}
	if n >= 2 {
		counts = append(counts, n)
	}
	return counts
}
