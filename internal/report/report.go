// Package report holds the one Report: its schema, how it is written and read, and
// how it is worded. The packages below it render it, one for each format, and
// package formats has the list of them. They are given a View: what a stranger
// said is in it as Text, which only this package makes, in ViewOf.
//
// The package is pure. report.json (schema benchgate.report/v1) joins judging
// to publishing and is the trust boundary between them: fields may be added to
// it, never renamed.
package report

import (
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
)

// Schema names the version of the JSON document.
const Schema = "benchgate.report/v1"

// A Report is what a run found and what was judged of it. Of makes one.
type Report struct {
	Schema string `json:"schema"`
	judge.Judgement
	record.Record
	// Added, Removed and NotSelected repeat what Entries say of benchmarks that one
	// side has, and of functions that were left out: nothing that they are compiled
	// from changed. They are for readers that know no entries.
	Added       record.List[record.Name, record.Many] `json:"added"`
	Removed     record.List[record.Name, record.Many] `json:"removed"`
	NotSelected record.List[record.Name, record.Many] `json:"not_selected,omitempty"`
	// Explanations tell where the regressions come from, worst first.
	Explanations []Explanation `json:"explanations,omitempty"`
	// Reproduce is the command that runs the same comparison again: one benchgate
	// command line whose special characters stand in single quotes. People are
	// asked to paste it, so any other text is not shown.
	Reproduce string `json:"reproduce"`
}

// Of is the report on a record and what was judged of it.
func Of(rec *record.Record, j judge.Judgement) *Report {
	rep := &Report{Schema: Schema, Record: *rec, Judgement: j}
	rep.list()
	return rep
}

// list repeats what the entries say.
func (rep *Report) list() {
	rep.Added, rep.Removed = rep.In(record.Added), rep.In(record.Removed)
	rep.NotSelected = rep.In(record.NotSelected)
}
