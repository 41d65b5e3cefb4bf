//go:build nightly

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/benchgate/benchgate/internal/report"
)

// TestRecordsAreMade makes every kept run again: it ends as the kept one did, of the
// same commits. What differs is what a clock says.
func TestRecordsAreMade(t *testing.T) { makeRecords(t, sameOutcome) }

func sameOutcome(ts *testscript.TestScript, run, record string) {
	made, kept := decided(ts, run), decided(ts, record)
	if made.Verdict != kept.Verdict || made.Status != kept.Status || made.Base.SHA != kept.Base.SHA || made.Head.SHA != kept.Head.SHA || len(made.Rows) != len(kept.Rows) {
		ts.Fatalf("%s ends otherwise today: %s, status %d, of %s", record, made.Verdict, made.Status, made.Head.SHA)
	}
	for i, row := range made.Rows {
		if was := kept.Rows[i]; row.Unit != was.Unit || row.Outcome != was.Outcome {
			ts.Fatalf("%s: row %d is %s %s, was %s %s", record, i+1, row.Unit, row.Outcome, was.Unit, was.Outcome)
		}
	}
}

func decided(ts *testscript.TestScript, dir string) *report.Report {
	data, err := os.ReadFile(filepath.Join(dir, "report.json"))
	ts.Check(err)
	rep, err := report.Decode(bytes.NewReader(data))
	ts.Check(err)
	return rep
}
