package main

import (
	"fmt"
	"os/exec"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
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
	{"missing go.sum entry", "go mod tidy"},
	{"updates to go.mod needed", "go mod tidy"},
	{"signal: killed", "the system ended it, most likely for its memory: give it more, or build fewer packages at once"},
}

// stageHints are what to do where the cause is not known.
var stageHints = map[string]string{
	"list":    "go vet %s says the same, in the tree of that commit",
	"build":   "go vet %s says the same, in the tree of that commit",
	"prepare": "the policy's prepare commands run in each tree before the build",
	"run":     "go test -run '^$' -bench . %s shows it alone",
}

// complain says on stderr, behind the report, in one line why the gate could
// not measure, and what to do. A report without failures says enough itself.
func (g *gate) complain(rep *report.Report) {
	if rep.Status != statusUnmeasured {
		return
	}
	n, first := 0, report.Failure{}
	for _, f := range rep.Failures {
		if f.Ignored {
			continue
		}
		if n++; n == 1 {
			first = f
		}
	}
	if n == 0 {
		g.program.report(unmeasuredf("see the rows above; more time helps where they vary: --budget", "nothing could be decided"))
		return
	}
	line := first.Line()
	if n > 1 {
		line += fmt.Sprintf(" (and %d more)", n-1)
	}
	g.program.report(unmeasuredf(hintFor(first), "%s", line))
}

func hintFor(f report.Failure) string {
	if f.Hint != "" {
		return f.Hint
	}
	for _, c := range causes {
		if strings.Contains(f.Message, c.said) {
			return c.hint
		}
	}
	if f.Side == "base" && f.Stage == "build" {
		return "on: {base-build-failure: warn} in the policy lets what base cannot build pass as new"
	}
	pkg := f.Package
	if pkg == "" {
		pkg = "./..."
	}
	if hint := stageHints[f.Stage]; strings.Contains(hint, "%s") {
		return fmt.Sprintf(hint, quote(pkg))
	}
	return stageHints[f.Stage]
}

// needGo says at once that there is no go command.
func needGo() error {
	if _, err := exec.LookPath("go"); err != nil {
		return unmeasuredf("install Go, and see that it is in PATH: https://go.dev/dl", "find go: %w", err)
	}
	return nil
}
