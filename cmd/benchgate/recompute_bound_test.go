package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/report"
)

// As many failures as a report may have are put together in no time.
func TestManyFailures(t *testing.T) {
	var failures, more []report.Failure
	for i := range report.MaxRows {
		failures = append(failures, report.Failure{Package: "p", Benchmark: fmt.Sprintf("Failed%08d", i)})
		more = append(more, report.Failure{Package: "p", Benchmark: fmt.Sprintf("Silent%08d", i)})
	}
	more = append(more, failures[0], more[0])
	started := time.Now()
	if got := withNew(failures, more); len(got) != 2*report.MaxRows {
		t.Errorf("%d failures", len(got))
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}
