package publish

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/publish/github"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/formats"
	"github.com/benchgate/benchgate/internal/report/markdown"
)

// summaryBytes bounds the step summary, of which GitHub takes 1 MiB.
const summaryBytes = 1_000_000

// leave writes what stays with the step, whatever GitHub said: the summary, the
// outputs, the annotations, and the warnings.
func (pub *publication) leave() error {
	summary, err := pub.markdown(summaryBytes)
	if err != nil {
		return err
	}
	if err := pub.appendTo("GITHUB_STEP_SUMMARY", summary); err != nil {
		return err
	}
	if err := pub.leaveOwn(); err != nil {
		return err
	}
	if err := pub.appendTo("GITHUB_OUTPUT", github.FormatOutputs(pub.outputs())); err != nil {
		return err
	}
	if !pub.InActions() {
		return pub.tell()
	}
	for _, w := range pub.warnings {
		if _, err := io.WriteString(pub.Stdout, github.Warning(w)); err != nil {
			return err
		}
	}
	if pub.options.Untrusted {
		// Annotations of this run would stand at lines of another commit.
		return nil
	}
	return formats.Render(pub.Stdout, formats.GitHub, pub.report, formats.Options{})
}

// tell says at a terminal what was done.
func (pub *publication) tell() error {
	for _, w := range pub.warnings {
		pub.Warn(w)
	}
	text := report.Title(pub.report) + "\n"
	if url := pub.result.CommentURL; url != "" {
		text += url + "\n"
	}
	_, err := io.WriteString(pub.Stdout, text)
	return err
}

// markdown is the report for people in at most so many bytes; 0 means those of
// a comment.
func (pub *publication) markdown(limit int) (string, error) {
	var b bytes.Buffer
	err := formats.Render(&b, formats.Markdown, pub.report,
		formats.Options{Setting: report.Setting{RunURL: pub.runURL()}, Markdown: markdown.Options{MaxBytes: limit, Untrusted: pub.options.Untrusted}})
	return b.String(), err
}

// appendTo adds text to one of the step's command files, if there is one. An
// earlier command of the step may have written to it.
func (pub *publication) appendTo(variable, text string) error {
	path, _ := pub.Lookup(variable)
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return exit.Unmeasuredf("", "%s: %w", variable, err)
	}
	_, err = io.WriteString(f, text)
	if err := errors.Join(err, f.Close()); err != nil {
		return exit.Unmeasuredf("", "%s: %w", variable, err)
	}
	return nil
}

// leaveOwn writes a report that was made here to a place of its own, and sets
// where the report is: what steps read later must be what was published, and not
// what a stranger left.
func (pub *publication) leaveOwn() error {
	pub.reportPath = pub.Absolute(pub.options.Path)
	if output, _ := pub.Lookup("GITHUB_OUTPUT"); output == "" || !pub.own {
		return nil
	}
	temp, _ := pub.Lookup("RUNNER_TEMP")
	dir, err := os.MkdirTemp(temp, "benchgate-published-")
	if err != nil {
		return exit.Unmeasuredf("", "leave the report that is published: %w", err)
	}
	var b bytes.Buffer
	if err := report.Encode(&b, pub.report); err != nil {
		return err
	}
	pub.reportPath = filepath.Join(dir, "report.json")
	return os.WriteFile(pub.reportPath, b.Bytes(), 0o644)
}

// outputs are the step's outputs, the same for every verdict.
func (pub *publication) outputs() []github.Output {
	rep := pub.report
	regressions, inconclusive := 0, 0
	for _, r := range rep.Rows {
		switch r.Outcome {
		case judge.Regression, judge.LimitBroken:
			if r.Action == policy.Fail {
				regressions++
			}
		case judge.Inconclusive:
			inconclusive++
		}
	}
	return []github.Output{
		{Name: "verdict", Value: string(rep.Verdict)},
		{Name: "regressions", Value: strconv.Itoa(regressions)},
		{Name: "inconclusive", Value: strconv.Itoa(inconclusive)},
		{Name: "report", Value: pub.reportPath},
		{Name: "comment-url", Value: pub.result.CommentURL},
	}
}
