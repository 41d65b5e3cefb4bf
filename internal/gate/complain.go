package gate

import (
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"
)

// causes are what is behind failures that children report in their own words,
// with what to do about it. The first that is said counts.
var causes = []struct{ said, hint string }{
	{"no space left on device", "free some space, or let TMPDIR name a directory with more"},
	{"disk quota exceeded", "free some space, or let TMPDIR name a directory with more"},
	{"build cache", "let GOCACHE name a directory that can be written to"},
	{"GOCACHE", "let GOCACHE name a directory that can be written to"},
	{"GOTOOLCHAIN=local", "install that Go, or let the go command fetch it: GOTOOLCHAIN=auto"},
	{"toolchain not available", "install that Go, or let the go command fetch it: GOTOOLCHAIN=auto"},
	{"signal: killed", "the system ended it, most likely for its memory: give it more, or build fewer packages at once"},
}

// untidy is what the go command says of a go.mod file that it could mend. Only in the
// user's own tree is there something to mend: base is a commit.
var untidy = []string{"missing go.sum entry", "updates to go.mod needed"}

// complain says on stderr, behind the report, in one line why the gate could
// not measure, and what to do. A report without failures says enough itself.
func (w *workplace) complain(o Options, f *findings, rep *report.Report) {
	if rep.Status != exit.Unmeasured {
		return
	}
	first, n := firstFailure(rep)
	if first == nil {
		w.Report(undecided(f, rep, w.showing(o, f)))
		return
	}
	line := report.FailureLine(*first)
	if n > 1 {
		line += fmt.Sprintf(" (and %d more)", n-1)
	}
	w.Report(exit.Unmeasuredf(hintFor(rep, *first, w.showing(o, f)), "%s", line))
}

// undecided says why a run that measured did not decide.
func undecided(f *findings, rep *report.Report, how showing) error {
	m := f.measured
	for _, r := range rep.Rows {
		if r.Outcome == judge.Error && r.Action == policy.Fail {
			return exit.Unmeasuredf("see the row above", "%s.%s: %s", r.Package, r.Benchmark, r.Reason)
		}
	}
	if f.suite != nil && len(f.suite.Unlisted) > 0 {
		return exit.Unmeasuredf(fmt.Sprintf("select fewer with --bench, or give it more time: --budget %s", words.ShortDuration(f.suite.Listing)),
			"there was no time to list %s", words.Count(len(f.suite.Unlisted), "benchmark function"))
	}
	title := report.Title(rep)
	title = strings.ToLower(title[:1]) + title[1:]
	if command, _ := how.first(rep); len(m.undecided()) == 0 && command != "" {
		return exit.Unmeasuredf(command, "%s", title)
	}
	if len(m.undecided()) == 0 {
		return exit.Unmeasuredf("see the rows above; more time helps where they vary: --budget", "nothing could be decided")
	}
	return exit.Unmeasuredf("give it more time: --budget "+words.ShortDuration(m.enough()), "%s", title)
}

// firstFailure is the first failure that counts, nil for none, and how many do.
func firstFailure(rep *report.Report) (first *judge.Failure, n int) {
	for i := range rep.Failures {
		if rep.Failures[i].Ignored {
			continue
		}
		if n++; n == 1 {
			first = &rep.Failures[i]
		}
	}
	return first, n
}

// hintFor says what to do about the first failure: what is known of its cause, or
// else the command that shows one. No hint makes the gate pass what it did not measure.
func hintFor(rep *report.Report, f judge.Failure, how showing) string {
	if f.Hint != "" {
		return f.Hint
	}
	for _, c := range causes {
		if strings.Contains(f.Message, c.said) {
			return c.hint
		}
	}
	for _, said := range untidy {
		if strings.Contains(f.Message, said) && f.Side == "head" {
			return "go mod tidy"
		}
	}
	if command, _ := how.first(rep); command != "" {
		return command
	}
	if f.Stage == "prepare" {
		return "the policy's prepare commands run in each tree before the build"
	}
	return "log.txt in the output directory has all that was done"
}
