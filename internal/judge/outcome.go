package judge

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

// Outcomes are all outcomes of a row.
var Outcomes = []Outcome{Pass, Regression, LimitBroken, Inconclusive, Improvement, Added, Removed, Skipped, UnchangedBinary, Error}

// A Verdict is what became of the run.
type Verdict string

// The verdicts.
const (
	VerdictPass         Verdict = "pass"
	VerdictRegression   Verdict = "regression"
	VerdictInconclusive Verdict = "inconclusive"
	VerdictError        Verdict = "error"
)
