package main

import (
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/decide"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// decided is the one place where the rounds of a finished run are decided once
// more: more are deltas that no rounds exist for.
func decided(rounds []round.Round, p policy.Policy, now time.Time, more []compare.Delta) (policy.Judgement, []report.Failure) {
	deltas := decide.Deltas(rounds, p)
	failures := silenced(deltas)
	return decide.Judge(append(deltas, more...), rounds, p, now), failures
}

// recompute decides a run from its rounds and a policy, whatever its report
// says of the outcome. From the report come only the lists of what was never
// measured, which rounds cannot tell; the rest of it is replaced.
func recompute(rep *report.Report, rounds []round.Round, s config.Settings, now time.Time) {
	failures := forgiven(rep.Failures, s.Policy)
	j, more := decided(measuredWhole(rounds, failures), s.Policy, now, oneSidedOf(rep))
	for _, f := range more {
		if !containsFailure(failures, f) {
			failures = append(failures, f)
		}
	}
	j = j.Combine(counting(failures), unmeasuredOf(rep)...)
	rep.Rows = report.FromRows(j.Rows, positionsOf(rep.Rows))
	rep.Outcome, rep.Status = j.Verdict, j.Status(counting(failures), rep.Partial)
	rep.Failures, rep.Hypotheses, rep.Alpha = failures, j.Hypotheses, s.Policy.Alpha
	rep.Warnings = append(rep.Warnings, j.Warnings...)
}

// forgiven marks the failures that this policy sets aside, and no others.
func forgiven(list []report.Failure, p policy.Policy) []report.Failure {
	out := make([]report.Failure, len(list))
	for i, f := range list {
		f.Ignored = f.Side == string(round.Base) && f.Stage == "build" && p.On.BaseBuildFailure == policy.OnWarn
		out[i] = f
	}
	return out
}

func containsFailure(list []report.Failure, f report.Failure) bool {
	for _, have := range list {
		if have.Benchmark == f.Benchmark && have.Package == f.Package {
			return true
		}
	}
	return false
}

// measuredWhole leaves out the rounds of benchmarks that were given up.
func measuredWhole(rounds []round.Round, failures []report.Failure) []round.Round {
	failed := map[round.Benchmark]bool{}
	for _, f := range failures {
		failed[round.Benchmark{Package: f.Package, Name: f.Benchmark}] = f.Stage == "run"
	}
	var kept []round.Round
	for _, r := range rounds {
		if !failed[r.Benchmark] {
			kept = append(kept, r)
		}
	}
	return kept
}

func oneSidedOf(rep *report.Report) []compare.Delta {
	var deltas []compare.Delta
	for _, n := range rep.Removed {
		deltas = append(deltas, compare.OneSided(round.Benchmark{Package: n.Package, Name: n.Benchmark}, round.Base))
	}
	for _, n := range rep.Added {
		deltas = append(deltas, compare.OneSided(round.Benchmark{Package: n.Package, Name: n.Benchmark}, round.Head))
	}
	return deltas
}

// unmeasuredOf are the report's rows that needed no measuring or skipped it.
func unmeasuredOf(rep *report.Report) []policy.Row {
	var rows []policy.Row
	for _, r := range rep.Rows {
		if r.Outcome == policy.UnchangedBinary || r.Outcome == policy.Skipped {
			rows = append(rows, row(round.Benchmark{Package: r.Package, Name: r.Benchmark}, r.Outcome, r.Reason))
		}
	}
	return rows
}

// positionsOf tells where the rows of a report say that their functions stand.
func positionsOf(rows []report.Row) func(round.Benchmark) (string, int) {
	type place struct {
		file string
		line int
	}
	places := map[round.Benchmark]place{}
	for _, r := range rows {
		places[round.Benchmark{Package: r.Package, Name: r.Benchmark}] = place{r.File, r.Line}
	}
	return func(b round.Benchmark) (string, int) { return places[b].file, places[b].line }
}
