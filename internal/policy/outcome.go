package policy

import (
	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

// An Outcome is what became of one row.
type Outcome string

// The outcomes of a row.
const (
	Pass            Outcome = "pass"
	Regression      Outcome = "regression"
	LimitBroken     Outcome = "limit-broken"
	Inconclusive    Outcome = "inconclusive"
	Improvement     Outcome = "improvement"
	Added           Outcome = "added"
	Removed         Outcome = "removed"
	Skipped         Outcome = "skipped"
	UnchangedBinary Outcome = "unchanged-binary"
	Error           Outcome = "error"
)

// A Verdict is what became of the run.
type Verdict string

// The verdicts.
const (
	VerdictPass         Verdict = "pass"
	VerdictRegression   Verdict = "regression"
	VerdictInconclusive Verdict = "inconclusive"
	VerdictError        Verdict = "error"
)

// A Row is a delta with what the policy makes of it.
type Row struct {
	compare.Delta
	Outcome Outcome
	// Action is what the outcome does to the run: fail, warn or ignore. For an
	// inconclusive or a removed row it is what Policy.On says, but never more
	// than what the rules say; for all others it is what the rules say.
	Action Action
	// Reason says in words why the outcome is what it is.
	Reason string
	// Alpha is the level that P was held against, after correction for the size
	// of the family; NaN where there was no test.
	Alpha float64
	// Threshold is the tolerated worse change as a fraction; NaN where the unit
	// is not gated. With a waiver it is the waiver's.
	Threshold float64
	// Gated tells whether the row can fail the run at all.
	Gated bool
	// Limit is the bound in force, the zero value where there is none.
	Limit Limit
	// Stage is whose rounds the row is about; empty for files.
	Stage round.Stage
	// OnMean is set where the means decided a regression that the centres forget:
	// the delta is that of the means.
	OnMean bool
	// Waived is set when a waiver that is in force decided the row: it would
	// have been a regression without it.
	Waived bool
}

// Fails reports whether the row fails the run by itself.
func (r Row) Fails() bool { return r.counts() && r.Action == Fail }

// Warns reports whether the row is a warning: it would fail the run if the
// policy did not say warn.
func (r Row) Warns() bool { return r.counts() && r.Action == Warn }

func (r Row) counts() bool {
	switch r.Outcome {
	case Regression, LimitBroken, Inconclusive, Removed:
		return r.Gated
	}
	return false
}

// A Judgement is everything the policy has to say about a run.
type Judgement struct {
	Rows []Row
	// Verdict follows from the rows alone, as VerdictOf says; failures to measure
	// are added by the caller through Combine.
	Verdict Verdict
	// Alpha is the family-wise error rate, and Hypotheses the size of the family
	// over which it was shared: the tests of gated rows, and the limits.
	Alpha      float64
	Hypotheses int
	Warnings   []string
}
