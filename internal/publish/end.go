package publish

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report"
)

// A runEnd is how the step that measured ended: the exit status that its shell
// saw, and the word that its report must repeat.
type runEnd struct {
	status int
	nonce  string
}

var runEndForm = regexp.MustCompile(`^(0|[1-9][0-9]{0,2}) ([0-9A-Za-z]{16,64})\n$`)

// parseRunEnd reads what the step that measured left: "STATUS NONCE" on a line.
func parseRunEnd(text string) (runEnd, error) {
	m := runEndForm.FindStringSubmatch(text)
	if m == nil {
		return runEnd{}, fmt.Errorf("%.80q is not STATUS NONCE", text)
	}
	status, err := strconv.Atoi(m[1])
	return runEnd{status, m[2]}, err
}

func readRunEnd(path string) (runEnd, error) {
	f, err := os.Open(path)
	if err != nil {
		return runEnd{}, exit.Unmeasuredf("", "the step that measures left no status: %w", err)
	}
	defer f.Close() // only read
	text, err := io.ReadAll(io.LimitReader(f, 1024))
	if err != nil {
		return runEnd{}, exit.Unmeasuredf("", "the status of the step that measures: %w", err)
	}
	e, err := parseRunEnd(string(text))
	if err != nil {
		return runEnd{}, exit.Unmeasuredf("", "the status of the step that measures: %s: %w", path, err)
	}
	return e, nil
}

// ended is nil for a status with which a run says that its report is whole.
func (e runEnd) ended() error {
	switch e.status {
	case exit.Pass, exit.Regression, exit.Unmeasured:
		return nil
	case exit.Usage:
		return exit.Usagef(seeStep, "the command or the policy file has a mistake (status 2)")
	case exit.Interrupted:
		return exit.Unmeasuredf("", "the run was interrupted (status 130)")
	}
	return exit.Unmeasuredf(seeStep, "the run did not end by itself (status %d)", e.status)
}

const seeStep = "see the log of the measuring step"

// matches is nil where a report is the one of that run, and says what its status
// does. Without an end, nil, any report does.
func (e *runEnd) matches(rep *report.Report) error {
	switch {
	case e == nil:
		return nil
	case rep.Nonce != e.nonce:
		return exit.Unmeasuredf(seeStep, "the report is not from this run, which ended with status %d", e.status)
	case rep.Status != e.status:
		return exit.Unmeasuredf(seeStep, "the run ended with status %d, but its report says %d", e.status, rep.Status)
	case (e.status == exit.Pass) != (rep.Verdict == judge.VerdictPass), rep.Partial:
		return exit.Unmeasuredf(seeStep, "the run ended with status %d, but its report says %s", e.status, rep.Verdict)
	}
	return nil
}
