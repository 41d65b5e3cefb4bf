package policy

// The exit statuses of a run. When several apply, the first of 130, 2, 3, 1, 0
// is taken, so that a failure to measure never hides behind a pass.
const (
	StatusPass        = 0   // pass, or nothing to do
	StatusRegression  = 1   // a regression, a limit broken, or what the policy treats alike
	StatusUsage       = 2   // command line or policy file; nothing was measured
	StatusUnmeasured  = 3   // something could not be measured, or nothing be decided
	StatusInterrupted = 130 // stopped by the user
)

// VerdictOf returns the verdict that follows from rows alone.
//
//   - error: a row has the outcome error (unless its action is not fail).
//   - inconclusive: nothing at all could be decided. That is so where there are
//     no rows, and where all that is gated is inconclusive or was skipped. It is
//     so, too, where every test had too few values ever to find anything and
//     nothing else regressed: a gate that cannot fail must not pass.
//   - regression: a row fails the run.
//   - pass: none of these.
func VerdictOf(rows []Row) Verdict {
	var n tally
	for _, r := range rows {
		if r.Outcome == Error && r.Action != Ignore && r.Action != Warn {
			return VerdictError
		}
		n.add(r)
	}
	switch {
	case len(rows) == 0, n.decided == 0 && n.undecided > 0:
		return VerdictInconclusive
	case n.regressed == 0 && n.tested > 0 && n.hopeless == n.tested:
		return VerdictInconclusive
	case n.failed > 0:
		return VerdictRegression
	}
	return VerdictPass
}

// A tally counts rows by what they mean for the verdict.
type tally struct {
	decided, undecided int
	failed, regressed  int // of the failed, regressed were decided so
	tested, hopeless   int // hopeless tests had too few values
}

func (n *tally) add(r Row) {
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
	n.failed += count(r.Fails())
	n.regressed += count(r.Fails() && (r.Outcome == Regression || r.Outcome == LimitBroken))
	n.tested += count(r.tested())
	n.hopeless += count(r.tested() && r.hopeless())
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// tested reports whether statistics can fail the row.
func (r Row) tested() bool {
	return r.Gated && !r.Exact && r.Base != nil && r.Head != nil && held(r.Threshold)
}

// hopeless reports whether a sample of this size could never have reached the
// row's level. Where there is no test at all, there is no hope either. Rounds are
// taken until a row is decided, so few of them may be all it took.
func (r Row) hopeless() bool { return r.Stage == "" && !(r.MinP <= r.Alpha) }

// Combine adds what was never compared: rows that were skipped, unchanged or
// failed, and the number of other failures to measure that count. The rows are
// kept, so an error hides no regression.
func (j Judgement) Combine(failures int, rows ...Row) Judgement {
	j.Rows = append(j.Rows[:len(j.Rows):len(j.Rows)], rows...)
	j.Verdict = VerdictOf(j.Rows)
	if failures > 0 {
		j.Verdict = VerdictError
	}
	return j
}

// LeftOut is the judgement on a run that was asked to leave out n benchmarks:
// where it left out all, there was nothing to do, which is a pass and not the
// silence of a run without rows. Where anything else is there, that decides.
func (j Judgement) LeftOut(n int) Judgement {
	if n > 0 && len(j.Rows) == 0 && j.Verdict == VerdictInconclusive {
		j.Verdict = VerdictPass
	}
	return j
}

// Status returns the exit status of a run that ended with the judgement and
// so many failures to measure that count.
func (j Judgement) Status(failures int, interrupted bool) int {
	switch {
	case interrupted:
		return StatusInterrupted
	case failures > 0, j.Verdict == VerdictError, j.Verdict == VerdictInconclusive:
		return StatusUnmeasured
	case j.Verdict == VerdictRegression:
		return StatusRegression
	case j.Verdict == VerdictPass:
		return StatusPass
	}
	return StatusUnmeasured // a judgement that nobody made
}
