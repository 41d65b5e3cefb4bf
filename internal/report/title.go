package report

import (
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// Title returns the verdict in words and counts, on one line and without any
// text that the pull request could have chosen: "2 of 500 benchmarks got slower
// than allowed".
func Title(rep *Report) string {
	t := tallyOf(rep)
	var parts []string
	if rep.Verdict == judge.VerdictError {
		parts = append(parts, "Not measured: "+obstacle(rep))
	}
	if n := rep.hopeless(); n > 0 {
		parts = append(parts, rep.hopelessTitle(n))
		t.undecided = set{}
	}
	parts = append(parts, t.faults(rep)...)
	if len(parts) == 0 {
		parts = append(parts, t.calm(rep))
	}
	title := strings.Join(parts, "; ")
	title = strings.ToUpper(title[:1]) + title[1:]
	if rep.Partial && !strings.Contains(title, interrupted) {
		title += " (partial: " + interrupted + ")"
	}
	if s := rep.Shard; s != nil && !rep.Idle() {
		title += fmt.Sprintf(" (shard %d of %d)", s.Index, s.Count)
	}
	return title
}

// Idle reports whether it is the report of a shard to which no benchmark fell. Such
// a shard passes, and says nothing about the whole.
func (rep *Report) Idle() bool {
	return rep.Shard != nil && !rep.Partial && len(rep.Rows)+len(rep.Failures) == 0
}

const interrupted = "the run was interrupted"

// faults lists what fails the run.
func (t *tally) faults(rep *Report) []string {
	var parts []string
	of := fmt.Sprintf(" of %s ", words.Count(len(t.checked), "benchmark"))
	if n := len(t.slower); n > 0 {
		word := "worse"
		if t.timeOnly {
			word = "slower"
		}
		parts = append(parts, fmt.Sprint(n)+of+"got "+word+" than allowed")
	}
	if n := len(t.broken); n > 0 {
		parts = append(parts, fmt.Sprint(n)+of+"broke a limit")
	}
	parts = append(parts, t.untimely(rep)...)
	if n := len(t.undecided); n > 0 && rep.Verdict == judge.VerdictInconclusive {
		parts = append(parts, fmt.Sprint(n)+of+"could not be decided")
	}
	if n := len(t.removed); n > 0 {
		parts = append(parts, words.Count(n, "benchmark")+" removed")
	}
	if n := len(t.silenced); n > 0 {
		parts = append(parts, words.Count(n, "benchmark")+" no longer reported in a unit")
	}
	if n := len(t.failed); n > 0 && rep.Verdict != judge.VerdictError {
		parts = append(parts, words.Count(n, "benchmark")+" not measured")
	}
	return parts
}

// untimely says what time did not suffice for.
func (t *tally) untimely(rep *Report) []string {
	var parts []string
	ended := "the budget ended"
	if rep.Partial {
		ended = "the run ended"
	}
	if n := len(t.unconfirmed); n > 0 {
		parts = append(parts, ended+" before "+words.Plural(n, "suspected regression was", "suspected regressions were")+" confirmed")
	}
	if n := len(t.unfinished); n > 0 {
		parts = append(parts, ended+" before "+words.Plural(n, "benchmark was", "benchmarks were")+" decided")
	}
	return parts
}

// calm says what a run without faults did.
func (t *tally) calm(rep *Report) string {
	switch {
	case rep.Idle() && rep.Verdict == judge.VerdictPass:
		return fmt.Sprintf("Nothing to do: no benchmark is assigned to shard %d of %d", rep.Shard.Index, rep.Shard.Count)
	case rep.Verdict == judge.VerdictRegression:
		return "The policy fails this run"
	case rep.Verdict == judge.VerdictInconclusive && len(t.checked)+len(t.unchanged) == 0 && len(t.ungated) > 0:
		return fmt.Sprintf("Nothing is gated (%s compared and not judged)", words.Count(len(t.ungated), "benchmark"))
	case rep.Verdict == judge.VerdictInconclusive && len(t.checked)+len(t.unchanged) == 0 && onlyFailing(rep) != "":
		return "Nothing else was decided: " + onlyFailing(rep)
	case rep.Verdict == judge.VerdictInconclusive:
		return "Nothing could be decided"
	case len(t.checked)+len(t.unchanged)+len(t.ungated) == 0 && len(rep.NotSelected) > 0:
		return fmt.Sprintf("Nothing to measure: --changed selected none of %s", words.Count(len(rep.NotSelected), "benchmark function"))
	case len(t.checked) == 0 && len(t.unchanged) > 0:
		return fmt.Sprintf("Nothing to measure: the binaries of %s are unchanged", words.Count(len(t.unchanged), "benchmark"))
	case len(t.checked) == 0 && len(t.ungated) > 0:
		return fmt.Sprintf("Nothing is gated (%s compared and not judged)", words.Count(len(t.ungated), "benchmark"))
	case len(t.checked) == 0:
		return "Nothing to compare"
	}
	counts := []string{fmt.Sprintf("%d checked", len(t.checked))}
	for _, c := range []struct {
		benchmarks set
		word       string
	}{{t.undecided, "undecided"}, {t.warned, "worse with a warning only"}, {t.waived, "waived"}} {
		if n := len(c.benchmarks); n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, c.word))
		}
	}
	both, ignored := forgiven(rep.Failures)
	if both > 0 {
		counts = append(counts, fmt.Sprintf("%d failing on both sides", both))
	}
	if ignored > 0 {
		counts = append(counts, fmt.Sprintf("%d failing and ignored", ignored))
	}
	if n := len(rep.NotSelected); n > 0 {
		counts = append(counts, fmt.Sprintf("%d not selected", n))
	}
	if rep.Partial {
		return "No benchmark got worse than allowed so far (" + strings.Join(counts, ", ") + ")"
	}
	return "No benchmark got worse than allowed (" + strings.Join(counts, ", ") + ")"
}

// obstacle says in general what kept the run from measuring.
func obstacle(rep *Report) string {
	failures := counting(rep.Failures)
	if len(failures) == 0 {
		if rep.Partial {
			return interrupted
		}
		if n := len(tallyOf(rep).failed); n > 0 {
			return words.Plural(n, "benchmark", "benchmarks") + " cannot be compared"
		}
		if len(rep.Rows) == 0 {
			return "no benchmark was compared"
		}
		return "nothing could be decided"
	}
	first := failures[0]
	what := stageFault(first)
	if more := len(failures) - 1; more > 0 {
		what += " and " + words.Count(more, "more failure")
	}
	return what
}

// onlyFailing says what fails and does not count; "" for nothing.
func onlyFailing(rep *Report) string {
	both, ignored := forgiven(rep.Failures)
	switch {
	case both > 0:
		return words.Plural(both, "benchmark fails", "benchmarks fail") + " on both sides"
	case ignored > 0:
		return words.Plural(ignored, "benchmark that is ignored fails", "benchmarks that are ignored fail")
	}
	return ""
}

// forgiven counts the benchmarks that fail and do not count: on both sides, and for
// what a rule says.
func forgiven(failures []judge.Failure) (both, ignored int) {
	for _, f := range failures {
		switch {
		case !f.Ignored || f.Stage != "run":
		case f.Both:
			both++
		default:
			ignored++
		}
	}
	return both, ignored
}

// counting returns the failures that the policy does not set aside.
func counting(failures []judge.Failure) []judge.Failure {
	var out []judge.Failure
	for _, f := range failures {
		if !f.Ignored {
			out = append(out, f)
		}
	}
	return out
}

// stageFault says which side failed at what.
func stageFault(f judge.Failure) string {
	side := f.Side
	if f.Both {
		return "a benchmark fails on both sides"
	}
	if side == "" {
		side = "a side"
	}
	switch f.Stage {
	case "resolve":
		return side + " cannot be resolved"
	case "prepare":
		return side + " cannot be prepared"
	case "list":
		if f.Side == "" {
			side = "both sides"
		}
		return "the benchmarks of " + side + " cannot be listed"
	case "build":
		return side + " does not build"
	case "read":
		return "the results of " + side + " cannot be read"
	}
	return "a benchmark of " + side + " fails"
}
