package judge

import (
	"math"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
)

// A finding is an outcome with its reason.
type finding struct {
	outcome Outcome
	reason  string
}

// row judges one case.
func (c *testCase) row(p Procedure, heads HeadBounds) Row {
	r := RowOf(c.Delta)
	r.Alpha, r.Threshold, r.Limit = known(c.level), known(c.eff.Threshold), limitOf(c.eff.Limit)
	r.Gated, r.Action, r.Rule = c.eff.Gated(), c.eff.Action, c.eff.Action
	if c.staged != nil {
		r.Stage, r.Suspected = string(c.staged.Stage), c.staged.Suspects.Suspect()
	}
	f := c.presence()
	if f.outcome == "" {
		f = c.change(&r)
	}
	if c.Head != nil && c.eff.Limit.Set() && !math.IsNaN(c.Head.Center) {
		f = worseOf(c.limit(heads), f, held(c.eff.Threshold) && c.compared())
	}
	r.Outcome, r.Reason = f.outcome, f.reason
	c.unfinished(&r)
	c.display(&r)
	switch {
	case r.Outcome == Inconclusive && !r.Unfinished:
		r.Action = capped(p.On.Inconclusive, r.Action)
	case r.Outcome == Removed:
		r.Action = capped(p.On.Removed, r.Action)
	}
	return r
}

// display replaces the numbers of the row where others are shown than decide.
func (c *testCase) display(r *Row) {
	if c.shown != nil {
		r.show(*c.shown)
	}
	if c.onMean != nil {
		r.show(*c.onMean)
		r.OnMean = true
	}
	if r.Outcome == Improvement { // the p of the direction that the outcome speaks of
		better := c.PBetter
		if c.shown != nil {
			better = c.shown.PBetter
		}
		r.P = known(better)
	}
}

// unfinished marks a row that measuring left before it was decided. What the
// screen suspects does not pass without its test.
func (c *testCase) unfinished(r *Row) {
	if c.staged == nil || !c.staged.Unfinished || !r.Gated {
		return
	}
	suspect := c.staged.Suspects.Suspect() && (r.Outcome == Pass || r.Outcome == Improvement)
	if r.Outcome != Inconclusive && !suspect {
		return
	}
	what := "decided"
	if c.staged.Suspects.Suspect() {
		what = "confirmed or refuted"
	}
	r.Outcome, r.Unfinished = Inconclusive, true
	r.Reason += "; measuring ended before this was " + what
}

// presence is the finding on a row that is missing on a side, else empty.
func (c *testCase) presence() finding {
	switch {
	case c.lost:
		return finding{Error, "head no longer reports it, so its limit, " + c.bounds() + ", cannot be held against anything"}
	case c.silent:
		return finding{Error, "head no longer reports " + gone(c.Unit) + ", so it cannot be compared"}
	case c.compared() && c.Unit == "sec/op" && (c.Base.Center < 0 || c.Head.Center < 0):
		return finding{Error, "a time below zero cannot be compared"}
	case c.Base == nil && c.Head == nil:
		return finding{Skipped, "no values on either side"}
	case c.Base == nil:
		return finding{Added, "only head has it"}
	case c.Head == nil && c.note != "":
		return finding{Removed, c.note}
	case c.Head == nil:
		return finding{Removed, "only base has it"}
	}
	return finding{}
}

// gone names a unit that is missing.
func gone(unit string) string {
	if unit == "sec/op" {
		return "its time (sec/op)"
	}
	return unit
}

// change is the finding on the change from base to head. It completes the row
// with the threshold that was used.
func (c *testCase) change(r *Row) finding {
	if !held(c.eff.Threshold) {
		return finding{Pass, c.ungated()}
	}
	r.Threshold = known(c.floor(c.eff.Threshold))
	f := c.against(c.eff.Threshold)
	if math.IsNaN(c.waived) || c.waived <= c.eff.Threshold {
		return f
	}
	// A waiver stands in for the threshold; whether it mattered is known only
	// from what the row had been without it.
	r.Threshold = known(c.floor(c.waived))
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
func capped(c policy.Consequence, most policy.Action) policy.Action {
	a := map[policy.Consequence]policy.Action{policy.OnPass: policy.Ignore, policy.OnWarn: policy.Warn, policy.OnFail: policy.Fail}[c]
	switch {
	case a == "" || most == policy.Ignore:
		return policy.Ignore
	case most == policy.Warn && a == policy.Fail:
		return policy.Warn
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
