// Package reporttest makes the reports that the formats are tested on.
package reporttest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
)

// Token is as good as random to the reports of the corpus.
const Token = "T0kenForTheCorpus0123456789"

// Num is a number that is known.
func Num(x float64) *float64 { return &x }

// Corpus returns the reports of the corpus by name, for a test of a format.
func Corpus(t testing.TB) map[string]*report.Report {
	t.Helper()
	return CorpusIn(t, "../testdata/corpus")
}

// CorpusIn returns the reports in a directory by name.
func CorpusIn(t testing.TB, dir string) map[string]*report.Report {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	reports := map[string]*report.Report{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rep, err := report.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		reports[strings.TrimSuffix(filepath.Base(file), ".json")] = rep
	}
	return reports
}

// Lines are rows as they are shown.
func Lines(rows ...judge.Row) []*report.Line {
	return report.ViewOf(&report.Report{Judgement: judge.Judgement{Rows: rows}}, report.Setting{}).Rows
}

// Line is one row as it is shown.
func Line(row judge.Row) *report.Line { return Lines(row)[0] }

// Hostile is a report with every hostile string in every place that a stranger fills.
func Hostile(names []string) *report.Report {
	rep := &report.Report{Schema: report.Schema, Judgement: judge.Judgement{Verdict: judge.VerdictError, Status: 3}}
	for _, s := range names {
		rep.Rows = append(rep.Rows, judge.Row{Package: s, Benchmark: s, Unit: s, Engine: s, File: s, Line: 1, Reason: s,
			Outcome: judge.Regression, Action: policy.Fail, Better: judge.BetterLower, Threshold: Num(.05), Change: Num(.2),
			Base: &judge.Summary{Center: 1e-6}, Head: &judge.Summary{Center: 1.2e-6}})
		rep.Failures = append(rep.Failures, judge.Failure{Side: "head", Package: s, Benchmark: s, Stage: "run", Message: s}, judge.Failure{Side: "base", Package: s, Benchmark: s, Stage: "build", Message: s, Ignored: true})
		rep.Warnings = append(rep.Warnings, s)
		rep.Added, rep.Removed = append(rep.Added, record.Name{Package: s, Benchmark: s + "+"}), append(rep.Removed, record.Name{Package: s, Benchmark: s + "-"})
		rep.Policy.Changes = append(rep.Policy.Changes, s)
		rep.Base.Ref, rep.Head.Ref, rep.Environment.CPU, rep.Policy.Source, rep.Reproduce = s, s, s, s, s
	}
	return rep
}
