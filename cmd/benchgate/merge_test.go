package main

import (
	"fmt"
	"testing"

	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
)

// TestVerdictOfShards holds the verdict of the whole to that of one run with all
// rows: a shard without work, or with rows that decide nothing, hides nothing.
func TestVerdictOfShards(t *testing.T) {
	five := 0.05
	row := func(o policy.Outcome, a policy.Action, threshold *float64) report.Row {
		return report.Row{Benchmark: "B", Unit: "sec/op", Outcome: o, Action: a, Threshold: threshold, Stage: "screen"}
	}
	part := func(v policy.Verdict, rows ...report.Row) artifact {
		return artifact{report: &report.Report{Outcome: v, Rows: rows}}
	}
	idle := part(policy.VerdictPass)
	pass := part(policy.VerdictPass, row(policy.Pass, policy.Fail, &five))
	slow := part(policy.VerdictRegression, row(policy.Regression, policy.Fail, &five))
	warned := part(policy.VerdictPass, row(policy.Regression, policy.Warn, &five))
	added := part(policy.VerdictPass, row(policy.Added, policy.Ignore, nil))
	removed := part(policy.VerdictRegression, row(policy.Removed, policy.Fail, nil))
	undecided := part(policy.VerdictInconclusive, row(policy.Inconclusive, policy.Ignore, &five))
	skipped := part(policy.VerdictInconclusive, row(policy.Skipped, policy.Ignore, nil))
	broken := part(policy.VerdictError)
	partial := part(policy.VerdictPass)
	partial.report.Partial = true
	for name, tt := range map[string]struct {
		parts  []artifact
		want   policy.Verdict
		status int
	}{
		"all pass":                      {[]artifact{pass, pass}, policy.VerdictPass, 0},
		"one is slower":                 {[]artifact{pass, slow}, policy.VerdictRegression, 1},
		"slower with a warning":         {[]artifact{pass, warned}, policy.VerdictPass, 0},
		"one had nothing to do":         {[]artifact{pass, idle}, policy.VerdictPass, 0},
		"one decided nothing":           {[]artifact{pass, undecided}, policy.VerdictPass, 0},
		"nobody decided anything":       {[]artifact{undecided, skipped}, policy.VerdictInconclusive, 3},
		"undecided and nothing to do":   {[]artifact{undecided, idle}, policy.VerdictInconclusive, 3},
		"undecided and only added":      {[]artifact{undecided, added}, policy.VerdictInconclusive, 3},
		"all had nothing to do":         {[]artifact{idle, idle}, policy.VerdictInconclusive, 3},
		"removed where that fails":      {[]artifact{pass, removed}, policy.VerdictRegression, 1},
		"one could not measure":         {[]artifact{slow, broken}, policy.VerdictError, 3},
		"one was interrupted":           {[]artifact{pass, partial}, policy.VerdictError, 3},
		"one is slower, one undecided":  {[]artifact{slow, undecided}, policy.VerdictRegression, 1},
		"one is slower, others skipped": {[]artifact{skipped, slow, idle}, policy.VerdictRegression, 1},
	} {
		var rows []report.Row
		for _, p := range tt.parts {
			rows = append(rows, p.report.Rows...)
		}
		if got, status := verdictOfShards(tt.parts, &report.Report{Rows: rows}); got != tt.want || status != tt.status {
			t.Errorf("%s: %s, status %d; want %s, %d", name, got, status, tt.want, tt.status)
		}
	}
}

func TestArgumentsOfShards(t *testing.T) {
	part := func(args ...string) artifact { return artifact{report: &report.Report{Arguments: args}} }
	for _, tt := range []struct {
		parts []artifact
		want  string
	}{
		{[]artifact{part("--shard=1/2"), part("--shard=2/2")}, "[]"},
		{[]artifact{part("--bench=A", "--shard=1/2", "."), part("--bench=A", "--shard=2/2", ".")}, "[--bench=A .]"},
		{[]artifact{part("--shard=1/2"), part("--strict=true", "--shard=2/2")}, "[--strict=true]"},
		{[]artifact{part("--bench=A"), part("--strict=true")}, "[--bench=A --strict=true]"},
	} {
		if got := fmt.Sprint(shared(tt.parts)); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}
