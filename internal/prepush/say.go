package prepush

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/shell"
	"github.com/benchgate/benchgate/internal/words"
)

// conclude turns the end of a run into the end of the hook. What failed by then
// counts, even if the run was late and was ended.
func (g *push) conclude(u Update, run gate.Result, shown string, err error, late bool) error {
	if slices.ContainsFunc(rowsOf(run), stops) {
		fmt.Fprint(g.Stderr, shown)
		g.explain(u, run, late)
		return exit.Verdict(exit.Regression)
	}
	if err == nil {
		g.passed(u, run)
		return nil
	}
	if exit.Of(err) == exit.Usage {
		return err
	}
	var v exit.Verdict
	explained := errors.As(err, &v)
	if late && (!explained || v == exit.Interrupted) {
		g.letThrough(u, "not decided in the time that a push may wait, which building took most of")
		return nil
	}
	reason := err.Error()
	if explained {
		reason = "see benchgate render " + shell.Quote(run.Dir+"/report.json")
	}
	g.letThrough(u, "not all was measured: "+reason)
	return nil
}

// rowsOf are the rows of a run, none where it ended before it had a report.
func rowsOf(run gate.Result) []judge.Row {
	if run.Report == nil {
		return nil
	}
	return run.Report.Rows
}

// stops tells whether a row stops a push: for want of time alone nobody has to wait.
func stops(r judge.Row) bool { return r.Fails() && !r.Unfinished }

// passed says in a line what was found.
func (g *push) passed(u Update, run gate.Result) {
	decided, open := 0, 0
	for _, r := range rowsOf(run) {
		switch r.Outcome {
		case judge.Inconclusive:
			open++
		default:
			decided++
		}
	}
	text := fmt.Sprintf("%s: no benchmark got slower than allowed (%s decided", u.Name(), words.Count(decided, "row"))
	if open > 0 {
		text += fmt.Sprintf(", %d undecided in the time that a push may wait", open)
	}
	fmt.Fprintf(g.Stderr, "benchgate: %s)\n", text)
}

// letThrough says that the push goes on without a verdict.
func (g *push) letThrough(u Update, what string) {
	fmt.Fprintf(g.Stderr, "benchgate: %s: %s\n  the push goes on without a verdict\n", u.Name(), strings.TrimRight(what, "\n"))
}

// explain says what stopped the push, how to see more and how to go on.
func (g *push) explain(u Update, run gate.Result, late bool) {
	fmt.Fprintf(g.Stderr, "\nbenchgate: the push of %s is stopped: what fails is listed above\n", u.Name())
	if late {
		fmt.Fprintln(g.Stderr, "  the time that a push may wait was over before all was measured or explained")
	}
	fmt.Fprintf(g.Stderr, "  see more:       benchgate render %s\n", shell.Quote(run.Dir+"/report.json"))
	if again := run.Report.Reproduce; again != "" {
		fmt.Fprintf(g.Stderr, "  measure longer: %s\n", again)
	}
	fmt.Fprintf(g.Stderr, "  push anyway:    git push --no-verify, or BENCHGATE_SKIP=1 git push\n")
}
