package compare

import (
	"fmt"
	"math"
	"slices"

	"golang.org/x/perf/benchmath"

	"github.com/benchgate/benchgate/internal/robust"
)

// confidence of the intervals around an estimate, as benchstat's default.
const confidence = 0.95

// newSample makes a sample of a copy of the values, since it sorts them.
func newSample(values []float64) *benchmath.Sample {
	thresholds := benchmath.DefaultThresholds
	return benchmath.NewSample(slices.Clone(values), &thresholds)
}

// summary describes a sample, nil if it is empty, and keeps what benchmath
// remarks on it.
func (d *Delta) summary(s *benchmath.Sample, a benchmath.Assumption) *Summary {
	if len(s.Values) == 0 {
		return nil
	}
	sum := a.Summary(s, confidence)
	d.warn(sum.Warnings)
	return &Summary{Center: finite(sum.Center), Lo: finite(sum.Lo), Hi: finite(sum.Hi), N: len(s.Values)}
}

// warn adds remarks that are not there yet.
func (d *Delta) warn(remarks []error) {
	for _, r := range remarks {
		if text := r.Error(); !slices.Contains(d.Warnings, text) {
			d.Warnings = append(d.Warnings, text)
		}
	}
}

// unpaired completes a delta from the values of files.
func (d *Delta) unpaired(base, head []float64, a benchmath.Assumption) {
	b, h := newSample(base), newSample(head)
	d.Base, d.Head = d.summary(b, a), d.summary(h, a)
	if d.Base == nil || d.Head == nil {
		return
	}
	d.estimates()
	declared := a == benchmath.AssumeExact
	d.Exact = declared && robust.Constant(base) && robust.Constant(head) || allocation(d.Unit) && steady(base) && steady(head)
	switch {
	case d.Exact:
		return
	case declared:
		d.varying(base, head)
		return
	}
	c := a.Compare(b, h)
	d.warn(c.Warnings)
	d.P, d.PBetter, d.MinP = c.P, c.P, uMinP(c.N1, c.N2)
	if lopsided(b.Values, h.Values) {
		d.sound(tiedP(b.Values, h.Values))
	}
	d.bounds(differences(b.Values, h.Values), logDifferences(b.Values, h.Values), uCritical(c.N1, c.N2))
}

// varying completes a delta of which the unit was declared exact and is not:
// what decides comes from the test that any other unit would have had.
func (d *Delta) varying(base, head []float64) {
	s := unknown(d.Benchmark, d.Unit, d.Engine, d.Better)
	s.unpaired(base, head, benchmath.AssumeNothing)
	p, _ := s.SoundP()
	d.Decisive, d.PSound, d.MinP, d.Detectable = &s, &p, s.MinP, s.Detectable
	d.ChangeLo, d.ChangeHi, d.WorseHi = s.ChangeLo, s.ChangeHi, s.WorseHi
	d.DiffLo, d.DiffHi, d.WorseDiffHi = s.DiffLo, s.DiffHi, s.WorseDiffHi
	d.warn([]error{fmt.Errorf("%s was declared exact but its values vary: it is tested like any other unit", d.Unit)})
}

// sound sets the p that holds in place of benchmath's.
func (d *Delta) sound(p float64) {
	d.PSound = &p
	d.warn([]error{fmt.Errorf("ties in samples of different sizes: benchstat's p=%.3f does not hold, the exact one is p=%.3f", d.P, p)})
}

// estimates sets the change and the difference of the estimates.
func (d *Delta) estimates() {
	base, head := d.Base.Center, d.Head.Center
	d.Diff = finite(head - base)
	switch {
	case head == base:
		d.Change = 0
	case base > 0:
		d.Change = finite(head/base - 1)
	default:
		d.warn([]error{errBase})
	}
}

// bounds sets all intervals. ratios is nil where values are not positive.
func (d *Delta) bounds(diffs, ratios *shifts, c critical) {
	lo, hi := diffs.bounds(c.k95)
	d.DiffLo, d.DiffHi = finite(lo), finite(hi)
	lo, hi = diffs.bounds(c.k99)
	d.WorseDiffHi = finite(d.Better.worse(lo, hi))
	if ratios == nil {
		return
	}
	lo, hi = ratios.bounds(c.k95)
	d.ChangeLo, d.ChangeHi = fraction(lo), fraction(hi)
	lo, hi = ratios.bounds(c.k99)
	d.WorseHi = d.Better.worse(fraction(lo), fraction(hi))
	half := hi/2 - lo/2
	d.Detectable = d.Better.worse(fraction(-half), fraction(half))
}

// worse returns the upper bound of what is worse from the bounds of what is
// more.
func (b Direction) worse(lo, hi float64) float64 {
	switch b {
	case Lower:
		return hi
	case Higher:
		return -lo
	}
	return math.NaN()
}

// logDifferences returns the shifts between the logarithms of two ascending
// samples, nil if a value has none.
func logDifferences(x, y []float64) *shifts {
	if x[0] <= 0 || y[0] <= 0 {
		return nil
	}
	return differences(logs(x), logs(y))
}

func logs(x []float64) []float64 {
	l := make([]float64, len(x))
	for i, v := range x {
		l[i] = math.Log(v)
	}
	return l
}

// fraction turns a log-ratio into a change.
func fraction(logRatio float64) float64 { return finite(math.Expm1(logRatio)) }

// finite replaces infinities by NaN: "no bound" and "cannot be computed" look
// the same in a report, and JSON has neither.
func finite(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}
