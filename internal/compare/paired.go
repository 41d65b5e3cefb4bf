package compare

import (
	"errors"
	"math"
	"slices"

	"golang.org/x/perf/benchmath"

	"github.com/benchgate/benchgate/internal/round"
)

var (
	errBase   = errors.New("base is not positive: the change has no percentage")
	errFinite = errors.New("values that are not finite numbers were left out")
)

// A Statistic is what is taken of each side of a round.
type Statistic int

// The statistics. An estimate forgets costs that only a few turns pay, so the mean
// is a hypothesis of its own.
const (
	Center Statistic = iota
	Mean
)

func (s Statistic) of(v round.Value) float64 {
	if s == Mean {
		return v.Mean
	}
	return v.Center
}

// Paired compares base and head of one benchmark in a canonical unit by a
// statistic of its rounds. Rounds of other benchmarks are passed over; rounds of
// different stages must not be mixed.
//
// Rounds in which both sides have the unit are pairs. Their log-ratios, or
// their differences when some value is not positive, go through the exact
// signed-rank test; Change is the median of their Walsh averages and the
// intervals invert the same test. With differences Change is Diff over base's
// estimate and its interval is left to DiffLo and DiffHi. Base and Head are
// summaries of all rounds of a side, as benchstat shows base.txt and head.txt.
func Paired(b round.Benchmark, unit string, rounds []round.Round, better Direction, s Statistic) Delta {
	d, t := paired(b, unit, rounds, better, s)
	d.HeadLo, d.HeadHi = CenterInterval(t.head, 1-2*tail99)
	return d
}

// paired returns also what was tested, which is nothing where there are no pairs
// or the values are exact.
func paired(b round.Benchmark, unit string, rounds []round.Round, better Direction, stat Statistic) (Delta, tested) {
	d := unknown(b, unit, "", better)
	s := d.collect(rounds, stat.of)
	d.Base = d.summary(newSample(s.base), benchmath.AssumeNothing)
	d.Head = d.summary(newSample(s.head), benchmath.AssumeNothing)
	t := tested{head: s.head}
	if d.Base == nil || d.Head == nil {
		return d, t
	}
	d.Rounds = len(s.pairs)
	if allocation(unit) && steady(s.base) && steady(s.head) {
		d.Exact = true
		d.estimates()
		return d, t
	}
	if len(s.pairs) > 0 {
		t.values, t.fractions = d.pairs(s.pairs)
	}
	return d, t
}

// sides holds what rounds give: the values of each side and those that pair.
type sides struct {
	base, head []float64
	pairs      [][2]float64 // base, head
}

// collect takes the unit's values out of the rounds.
func (d *Delta) collect(rounds []round.Round, of func(round.Value) float64) (s sides) {
	for _, r := range rounds {
		if r.Benchmark != d.Benchmark {
			continue
		}
		d.Engine = r.Engine
		base, okBase := d.value(r.Base, of)
		head, okHead := d.value(r.Head, of)
		if okBase {
			s.base = append(s.base, base)
		}
		if okHead {
			s.head = append(s.head, head)
		}
		if okBase && okHead {
			s.pairs = append(s.pairs, [2]float64{base, head})
		}
	}
	return s
}

func (d *Delta) value(values round.Values, of func(round.Value) float64) (float64, bool) {
	v, ok := values[d.Unit]
	if !ok {
		return 0, false
	}
	x := of(v)
	if !round.Finite(x) {
		d.warn([]error{errFinite})
		return 0, false
	}
	return x, true
}

// tested is what the paired test was made on, in the order of the rounds.
type tested struct {
	values    []float64
	fractions bool      // they are log-ratios
	head      []float64 // head's values, tested or not
}

// pairs completes the delta by the paired test.
func (d *Delta) pairs(pairs [][2]float64) (tested []float64, fractions bool) {
	diffs := make([]float64, len(pairs))
	ratios := make([]float64, len(pairs))
	positive := true
	for i, p := range pairs {
		diffs[i] = p[1] - p[0]
		// Not log(head/base): this form changes its sign, and nothing else, when
		// the sides are swapped.
		ratios[i] = math.Log(p[1]) - math.Log(p[0])
		positive = positive && p[0] > 0 && p[1] > 0
	}
	tested = slices.Clone(ratios)
	if !positive {
		tested = slices.Clone(diffs)
	}
	d.MinP = math.Ldexp(1, -len(pairs))
	d.test(tested)
	d.estimate(diffs, ratios, positive)
	return tested, positive
}

// test sets the p-values. There is none without a worse direction.
func (d *Delta) test(differences []float64) {
	more, less := signedRank(differences)
	switch d.Better {
	case Lower:
		d.P, d.PBetter = more, less
	case Higher:
		d.P, d.PBetter = less, more
	}
}

// estimate sets change, difference and their intervals. It sorts its arguments.
func (d *Delta) estimate(diffs, ratios []float64, positive bool) {
	slices.Sort(diffs)
	byDiff, c := walsh(diffs), rankCritical(len(diffs))
	d.Diff = finite(byDiff.median())
	if positive {
		slices.Sort(ratios)
		byRatio := walsh(ratios)
		d.Change = fraction(byRatio.median())
		d.bounds(byDiff, byRatio, c)
		return
	}
	d.bounds(byDiff, nil, c)
	switch {
	case d.Base.Center > 0:
		d.Change = finite(d.Diff / d.Base.Center)
	case d.Diff == 0:
		d.Change = 0
	default:
		d.warn([]error{errBase})
	}
}
