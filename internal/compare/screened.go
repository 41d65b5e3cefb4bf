package compare

import (
	"math"

	"github.com/aclements/go-moremath/stats"

	"github.com/benchgate/benchgate/internal/round"
)

// The probabilities under the upper end of Student's intervals.
const (
	upper90  = 0.90
	upper975 = 0.975
	upper995 = 0.995
)

// Screened is Paired for the few rounds of the screen, where the exact test has
// no interval and no power yet: intervals, bounds and p-values are Student's, on
// the same log-ratios or differences and around the same estimate. Where the
// exact bound is there and is the nearer one, WorseHi is that one.
//
// A screen only decides what to look at more closely. That its p-values assume
// what the noise of a machine does not keep costs time or power, and never makes
// a false regression.
func Screened(b round.Benchmark, unit string, rounds []round.Round, better Direction, s Statistic) Delta {
	d, t := paired(b, unit, rounds, better, s)
	if len(t.values) > 1 {
		d.student(t)
	}
	d.HeadLo, d.HeadHi = studentInterval(t.head)
	return d
}

// Confirmed is Paired for confirming rounds: the p-values are the exact test's.
// Where there are too few rounds for its intervals they are Student's, and WorseHi
// is the nearer bound of both, as in Screened: a suspect that turns out to be
// none leaves after as few rounds.
func Confirmed(b round.Benchmark, unit string, rounds []round.Round, better Direction, s Statistic) Delta {
	d, t := paired(b, unit, rounds, better, s)
	d.HeadLo, d.HeadHi = CenterInterval(t.head, 1-2*tail99)
	screened := d
	if len(t.values) > 1 {
		screened.student(t)
	}
	d.WorseHi, d.WorseDiffHi = screened.WorseHi, screened.WorseDiffHi
	for _, fill := range []struct {
		lo, hi       *float64
		fromLo, toHi float64
	}{
		{&d.ChangeLo, &d.ChangeHi, screened.ChangeLo, screened.ChangeHi},
		{&d.DiffLo, &d.DiffHi, screened.DiffLo, screened.DiffHi},
	} {
		if math.IsNaN(*fill.lo) || math.IsNaN(*fill.hi) {
			*fill.lo, *fill.hi = fill.fromLo, fill.toHi
		}
	}
	if math.IsNaN(d.Detectable) {
		d.Detectable = screened.Detectable
	}
	return d
}

// student replaces the intervals, the p-values and, unless the exact ones are
// nearer, the bounds.
func (d *Delta) student(t tested) {
	m, se := meanAndError(t.values)
	df := float64(len(t.values) - 1)
	d.studentTest(m, se, df)
	half95, half99, half80 := quantile(df, upper975)*se, quantile(df, upper995)*se, quantile(df, upper90)*se
	if !t.fractions {
		d.DiffLo, d.DiffHi = d.Diff-half95, d.Diff+half95
		d.WorseDiffHi = nearer(d.WorseDiffHi, d.Better.worse(d.Diff-half99, d.Diff+half99))
		d.WorseDiffLo = d.Better.worse(d.Diff+half80, d.Diff-half80)
		return
	}
	c := math.Log1p(d.Change)
	d.ChangeLo, d.ChangeHi = fraction(c-half95), fraction(c+half95)
	d.WorseHi = nearer(d.WorseHi, d.Better.worse(fraction(c-half99), fraction(c+half99)))
	d.WorseLo = d.Better.worse(fraction(c+half80), fraction(c-half80))
	d.Detectable = d.Better.worse(fraction(-half99), fraction(half99))
}

// studentTest sets the one-sided p-values of a mean over its standard error.
func (d *Delta) studentTest(mean, se, df float64) {
	more := 0.5
	switch {
	case se > 0:
		more = stats.TDist{V: df}.CDF(-mean / se)
	case mean > 0:
		more = 0
	case mean < 0:
		more = 1
	}
	switch d.Better {
	case Lower:
		d.P, d.PBetter = more, 1-more
	case Higher:
		d.P, d.PBetter = 1-more, more
	}
}

// studentInterval is the two-sided 99 % interval of the mean of values.
func studentInterval(values []float64) (lo, hi float64) {
	if len(values) < 2 {
		return math.NaN(), math.NaN()
	}
	m, se := meanAndError(values)
	half := quantile(float64(len(values)-1), upper995) * se
	return m - half, m + half
}

// meanAndError returns the mean of at least two values and its standard error.
func meanAndError(values []float64) (mean, se float64) {
	n := float64(len(values))
	for _, x := range values {
		mean += x / n
	}
	squares := 0.0
	for _, x := range values {
		squares += (x - mean) * (x - mean)
	}
	return mean, math.Sqrt(squares / (n - 1) / n)
}

// nearer returns the smaller of two bounds, the known one where one is NaN.
func nearer(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}
