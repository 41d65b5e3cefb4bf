package report

import (
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/words"
)

// FailureLine says in one line what could not be measured, and the first of its
// message's lines that says why.
func FailureLine(f judge.Failure) string {
	what := stageFault(f)
	if f.Stage == "run" && f.Benchmark != "" {
		what = f.Package + " " + f.Benchmark + " fails"
		if f.Both {
			what += " on both sides"
		}
		if f.Side != "" {
			what += " on " + f.Side
		}
	}
	if why := telling(f.Message); why != "" {
		return what + ": " + why
	}
	return what
}

// telling picks the first line of a message that is not a heading: the go
// command begins with one that names the package.
func telling(message string) string {
	first := ""
	for _, line := range strings.Split(message, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "go: downloading ") {
			continue
		}
		if first == "" {
			first = line
		}
		if !strings.HasPrefix(line, "# ") && !strings.Contains(line, ": # ") {
			return words.Visible(line)
		}
	}
	return words.Visible(first)
}

// failureTitle says where a failure happened.
func failureTitle(f judge.Failure) string {
	parts := []string{f.Stage}
	if f.Side != "" {
		parts = []string{f.Side, f.Stage}
	}
	for _, s := range []string{f.Package, f.Benchmark} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	title := strings.Join(parts, " ")
	if f.Both {
		title += " fails on both sides"
	}
	if f.Ignored {
		title += " (does not count, by the policy)"
	}
	return title
}
