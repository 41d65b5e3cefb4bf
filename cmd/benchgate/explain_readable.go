package main

import (
	"bytes"
	"fmt"

	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
)

// readable refuses an explanation that a report could not be read with again. The
// profile that it comes from is the benchmark's to write, and must not keep the
// verdict from being published.
func readable(e report.Explanation) error {
	var text bytes.Buffer
	err := report.Encode(&text, &report.Report{Schema: report.Schema, Outcome: policy.VerdictRegression,
		Status: statusRegression, Explanations: []report.Explanation{e}})
	if err == nil {
		_, err = report.Decode(&text)
	}
	if err != nil {
		return fmt.Errorf("its %s profile holds what no report can: %w", e.Kind, err)
	}
	return nil
}
