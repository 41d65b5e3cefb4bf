package judge

import (
	"slices"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
)

// verdictOf is the verdict of a run.
//
//   - error: something failed to be measured.
//   - regression: a row is slower than allowed, breaks its limit, or is gone
//     although the policy forbids it.
//   - inconclusive: not enough was decided to pass. See tally.openEnded. Nor is it
//     where nothing was but benchmarks failed, even if the policy forgives that.
//   - regression, too: noise left a row undecided and on.inconclusive is fail.
//   - pass: none of these, and there was something to pass.
//
// So a fact that is worse never turns what fails into a pass, and an interrupted
// run never passes.
func verdictOf(rows []Row, failures []Failure, f *facts, rec *record.Record) Verdict {
	n := tally{}
	for _, r := range rows {
		n.add(r)
	}
	switch {
	case unforgiven(failures) > 0 || n.errors > 0:
		return VerdictError
	case n.definite > 0:
		return VerdictRegression
	case n.openEnded() || rec.Partial || n.decided == 0 && unmeasured(failures):
		return VerdictInconclusive
	case n.failed > 0:
		return VerdictRegression
	case len(rows) == 0 && !f.nothingToDo(rec):
		return VerdictInconclusive
	}
	return VerdictPass
}

// unmeasured tells whether a benchmark failed to run, whether the policy forgives it
// or not.
func unmeasured(failures []Failure) bool {
	return slices.ContainsFunc(failures, func(f Failure) bool { return f.Stage == "run" })
}

// nothingToDo tells whether a run without rows was one that had nothing to
// measure, and not one that measured nothing: the run was asked to leave out all,
// or it is a shard to which no benchmark was assigned.
func (f *facts) nothingToDo(rec *record.Record) bool {
	return f.left > 0 || rec.Shard != nil && len(rec.Entries) == 0
}

// statusOf is the exit status. A run that was interrupted says so whatever it
// found.
func statusOf(v Verdict, partial bool) int {
	switch {
	case partial:
		return exit.Interrupted
	case v == VerdictPass:
		return exit.Pass
	case v == VerdictRegression:
		return exit.Regression
	}
	return exit.Unmeasured
}

// A tally counts rows by what they mean for the verdict.
type tally struct {
	errors   int // could not be compared
	definite int // fail the run, whatever else is undecided
	failed   int // fail the run
	// decided and undecided count gated rows, and benchmarks that needed no measuring
	// or skipped it.
	decided, undecided int
	// unfinished counts rows that could have failed the run, had there been time.
	unfinished int
	// tests count the rows that need a test and that can fail the run; decidedTests
	// those that were decided, hopeless those that had too few values.
	tests, decidedTests, hopeless int
	// compared counts rows with values on both sides, gated those that the policy
	// holds to something, exempt those that it says to ignore.
	compared, gated, exempt int
}

func (n *tally) add(r Row) {
	undecided := r.Outcome == Inconclusive
	n.errors += count(r.Outcome == Error && r.Action != policy.Ignore && r.Action != policy.Warn)
	n.failed += count(r.Fails())
	n.definite += count(r.Fails() && !undecided)
	n.unfinished += count(r.Unfinished && r.Rule == policy.Fail)
	switch r.Outcome {
	case UnchangedBinary:
		n.decided++
	case Skipped:
		n.undecided++
	case Inconclusive, Removed:
		// Where all that was gated is gone, there is nothing left to pass.
		n.undecided += count(r.Gated)
	case Pass, Improvement, Regression, LimitBroken:
		n.decided += count(r.Gated)
	}
	if r.tested() && r.Rule == policy.Fail {
		n.tests++
		n.decidedTests += count(!undecided)
		n.hopeless += count(r.hopeless())
	}
	n.compared += count(r.Base != nil && r.Head != nil)
	n.gated += count(r.Gated)
	n.exempt += count(!r.Gated && r.held())
}

// openEnded tells whether too little was decided for a pass.
func (n *tally) openEnded() bool {
	switch {
	case n.unfinished > 0: // time ran out
		return true
	case n.decided == 0 && n.undecided > 0: // nothing was decided
		return true
	case n.tests > 0 && (n.decidedTests == 0 || n.hopeless == n.tests): // no test was, or could ever be
		return true
	}
	// A gate that cannot fail does not pass, unless the policy says to ignore.
	return n.compared > 0 && n.gated == 0 && n.exempt == 0 && n.decided == 0
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}
