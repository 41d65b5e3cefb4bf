package policy

import (
	"math"

	"github.com/benchgate/benchgate/internal/compare"
)

// A finding is an outcome with its reason.
type finding struct {
	outcome Outcome
	reason  string
}

// row judges one case.
func (c *testCase) row(p Policy, heads HeadBounds) Row {
	r := Row{Delta: c.Delta, Alpha: c.level, Threshold: c.eff.Threshold,
		Gated: c.eff.Gated(), Limit: c.eff.Limit, Action: c.eff.Action}
	f := c.presence()
	if f.outcome == "" {
		f = c.change(&r)
	}
	if c.Head != nil && c.eff.Limit.set() {
		f = worseOf(c.limit(heads), f, held(c.eff.Threshold) && c.compared())
	}
	r.Outcome, r.Reason = f.outcome, f.reason
	if c.shown != nil {
		r.Delta = *c.shown
	}
	if c.onMean != nil {
		r.Delta, r.OnMean = *c.onMean, true
	}
	switch r.Outcome {
	case Inconclusive:
		r.Action = capped(p.On.Inconclusive, r.Action)
	case Removed:
		r.Action = capped(p.On.Removed, r.Action)
	}
	return r
}

// presence is the finding on a row that is missing on a side, else empty.
func (c *testCase) presence() finding {
	switch {
	case c.lost:
		return finding{Error, "head no longer reports it, so its limit, " + c.bounds() + ", cannot be held against anything"}
	case c.Base == nil && c.Head == nil:
		return finding{Skipped, "no values on either side"}
	case c.Base == nil:
		return finding{Added, "only head has it"}
	case c.Head == nil:
		return finding{Removed, "only base has it"}
	}
	return finding{}
}

// change is the finding on the change from base to head. It completes the row
// with the threshold that was used.
func (c *testCase) change(r *Row) finding {
	if !held(c.eff.Threshold) {
		return finding{Pass, c.ungated()}
	}
	r.Threshold = c.floor(c.eff.Threshold)
	f := c.against(c.eff.Threshold)
	if math.IsNaN(c.waived) || c.waived <= c.eff.Threshold {
		return f
	}
	// A waiver stands in for the threshold; whether it mattered is known only
	// from what the row had been without it.
	r.Threshold = c.floor(c.waived)
	if f.outcome != Regression && f.outcome != Inconclusive {
		return f
	}
	with := c.against(c.waived)
	switch {
	case with.outcome == Regression:
		with.reason += " (a waiver is in force)"
	case f.outcome == Regression:
		r.Waived = true
		with.reason += "; waived: " + f.reason
	}
	return with
}

// against judges the change by a threshold.
func (c *testCase) against(threshold float64) finding {
	switch {
	case c.Exact && c.staged != nil:
		return c.judgedExact(threshold)
	case c.Exact:
		return c.exact(threshold)
	case c.staged != nil:
		return c.judged(threshold)
	}
	return c.tested(threshold)
}

// worseOf joins the finding on a limit with that on the change, which counts
// only where there is a threshold.
func worseOf(limit, change finding, judged bool) finding {
	if !judged && change.outcome != Added {
		return limit
	}
	rank := map[Outcome]int{LimitBroken: 3, Regression: 2, Inconclusive: 1}
	switch {
	case change.outcome == Added && limit.outcome != LimitBroken:
		return finding{Added, change.reason + "; " + limit.reason}
	case rank[limit.outcome] > rank[change.outcome]:
		return finding{limit.outcome, limit.reason + "; " + change.reason}
	}
	return finding{change.outcome, change.reason + "; " + limit.reason}
}

// capped turns a consequence into an action that is no harder than the rules'.
func capped(c Consequence, most Action) Action {
	a := map[Consequence]Action{OnPass: Ignore, OnWarn: Warn, OnFail: Fail}[c]
	switch {
	case a == "" || most == Ignore:
		return Ignore
	case most == Warn && a == Fail:
		return Warn
	}
	return a
}

func (c *testCase) ungated() string {
	if c.Better == compare.Unknown {
		return "not gated: which way is better is not known"
	}
	if c.Unit == "B/s" {
		return "not gated: mirrors sec/op, and no threshold names it"
	}
	return "not gated: an indicator, and no threshold names it"
}
