package compare

import (
	"math"
	"slices"

	"golang.org/x/perf/benchmath"

	"github.com/benchgate/benchgate/internal/round"
)

// OneSided returns the delta of a benchmark that only one side has: nothing of
// it was measured. Its unit is that of every benchmark, time.
func OneSided(b round.Benchmark, side round.Side) Delta {
	d := unknown(b, "sec/op", "", Lower)
	empty := &Summary{Center: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
	if side == round.Base {
		d.Base = empty
	} else {
		d.Head = empty
	}
	return d
}

// Unmeasured returns the delta of a benchmark that has no values yet. Its unit is
// that of every benchmark, time.
func Unmeasured(b round.Benchmark) Delta { return unknown(b, "sec/op", "", Lower) }

// CenterInterval returns the two-sided interval of the median of values at the
// given confidence, from order statistics; NaN where there are too few values.
func CenterInterval(values []float64, confidence float64) (lo, hi float64) {
	if len(values) == 0 {
		return math.NaN(), math.NaN()
	}
	thresholds := benchmath.DefaultThresholds
	s := benchmath.AssumeNothing.Summary(benchmath.NewSample(slices.Clone(values), &thresholds), confidence)
	if math.IsInf(s.Lo, 0) || math.IsInf(s.Hi, 0) {
		return math.NaN(), math.NaN()
	}
	return s.Lo, s.Hi
}
