package judge

import (
	"fmt"
	"math"

	"github.com/benchgate/benchgate/internal/policy"
)

// LimitOutcome judges head alone: limit-broken when the 99 % interval from lo
// to hi lies wholly beyond a bound, pass when it lies wholly within all bounds,
// else inconclusive, as where the interval is not known (NaN). Equal to a bound
// is within it.
func LimitOutcome(l policy.Limit, lo, hi float64) Outcome {
	if math.IsNaN(lo) || math.IsNaN(hi) {
		return Inconclusive
	}
	switch {
	case l.Max != nil && above(lo, *l.Max), l.Min != nil && above(*l.Min, hi):
		return LimitBroken
	case l.Max != nil && above(hi, *l.Max), l.Min != nil && above(*l.Min, lo):
		return Inconclusive
	}
	return Pass
}

// above is a > b, but for the error of arithmetic.
func above(a, b float64) bool { return a > b+slack*max(math.Abs(a), math.Abs(b)) }

func (c *testCase) limit(heads HeadBounds) finding {
	lo, hi := math.NaN(), math.NaN()
	switch {
	case c.Exact:
		lo, hi = c.Head.Center, c.Head.Center
	case heads != nil:
		lo, hi = heads(c.Delta)
	}
	outcome := LimitOutcome(c.eff.Limit, lo, hi)
	text := fmt.Sprintf("head's %s", quantity(c.Head.Center, c.Unit))
	if lo != hi && !math.IsNaN(lo+hi) {
		text += fmt.Sprintf(" (%s to %s)", quantity(lo, c.Unit), quantity(hi, c.Unit))
	}
	switch {
	case outcome == LimitBroken:
		text += " is beyond the limit, " + c.bounds()
	case outcome == Pass:
		text += " is within the limit, " + c.bounds()
	case math.IsNaN(lo + hi):
		text += ": too few values for a 99 % interval to hold against the limit, " + c.bounds()
	default:
		text += " is on both sides of the limit, " + c.bounds()
	}
	return finding{outcome, text}
}

// bounds says the limit in words.
func (c *testCase) bounds() string {
	l := c.eff.Limit
	switch {
	case l.Min == nil:
		return "at most " + quantity(*l.Max, c.Unit)
	case l.Max == nil:
		return "at least " + quantity(*l.Min, c.Unit)
	}
	return "from " + quantity(*l.Min, c.Unit) + " to " + quantity(*l.Max, c.Unit)
}
