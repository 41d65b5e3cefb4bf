package profiles

import (
	"bytes"
	"fmt"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
)

// readable refuses an explanation that a report could not be read with again. The
// profile that it comes from is the benchmark's to write, and must not keep the
// verdict from being published.
func readable(e report.Explanation) error {
	var text bytes.Buffer
	rep := report.Of(&record.Record{}, judge.Judgement{Verdict: judge.VerdictRegression, Status: exit.Regression})
	rep.Explanations = []report.Explanation{e}
	err := report.Encode(&text, rep)
	if err == nil {
		_, err = report.Decode(&text)
	}
	if err != nil {
		return fmt.Errorf("its %s profile holds what no report can: %w", e.Kind, err)
	}
	return nil
}
