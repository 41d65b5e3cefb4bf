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

// recompute decides a run from its rounds and a policy, whatever its report
// says of the outcome. From the report come only the lists of what was never
// measured, which rounds cannot tell; the rest of it is replaced.
func recompute(rep *report.Report, rounds []round.Round, s config.Settings, now time.Time) {
	failures := forgiven(rep.Failures, s.Policy)
	if rep.Shard != nil {
		s.Policy.Alpha /= float64(rep.Shard.Count)
	}
	j := decide.JudgeShards(rounds, rep.Shards, givenUp(failures, rep.Rows), oneSidedOf(rep, rounds), s.Policy, now)
	failures = withNew(failures, silenced(j.Rows))
	j = j.Combine(counting(failures), unmeasuredOf(rep, rounds, s.Policy)...)
	if rep.Shard == nil { // one part of a suite may be empty where others are not
		j = j.LeftOut(len(rep.NotSelected))
	}
	rep.Rows = report.FromRows(j.Rows, positionsOf(rep.Rows))
	if rep.Failures = failures; rep.Idle() {
		j.Verdict = policy.VerdictPass
	}
	rep.Outcome, rep.Status = j.Verdict, j.Status(counting(failures), rep.Partial)
	rep.Hypotheses, rep.Alpha = j.Hypotheses, s.Policy.Alpha
	rep.Warnings = appendNew(rep.Warnings, append(j.Warnings, unmatchedAgain(rep, s.Policy)...))
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

// withNew appends the failures of benchmarks that have none yet. Both lists may
// come from a stranger, and be as long as a report may be.
func withNew(failures, more []report.Failure) []report.Failure {
	have := map[round.Benchmark]bool{}
	of := func(f report.Failure) round.Benchmark { return round.Benchmark{Package: f.Package, Name: f.Benchmark} }
	for _, f := range failures {
		have[of(f)] = true
	}
	for _, f := range more {
		if !have[of(f)] {
			have[of(f)] = true
			failures = append(failures, f)
		}
	}
	return failures
}

// givenUp are the benchmarks whose rounds decide nothing, since a later one
// failed or skipped.
func givenUp(failures []report.Failure, rows []report.Row) map[round.Benchmark]bool {
	failed := map[round.Benchmark]bool{}
	for _, f := range failures {
		if f.Stage == "run" && f.Benchmark != "" {
			failed[round.Benchmark{Package: f.Package, Name: f.Benchmark}] = true
		}
	}
	for _, r := range rows {
		if r.Outcome == policy.Skipped {
			failed[round.Benchmark{Package: r.Package, Name: r.Benchmark}] = true
		}
	}
	return failed
}

// reachedBy are the benchmarks that have rounds.
func reachedBy(rounds []round.Round) map[round.Benchmark]bool {
	had := map[round.Benchmark]bool{}
	for _, r := range rounds {
		had[r.Benchmark] = true
	}
	return had
}

// oneSidedOf are the benchmarks that only one side has and that have no rounds.
func oneSidedOf(rep *report.Report, rounds []round.Round) []compare.Delta {
	had := reachedBy(rounds)
	var deltas []compare.Delta
	add := func(list []report.Name, side round.Side) {
		for _, n := range list {
			if b := (round.Benchmark{Package: n.Package, Name: n.Benchmark}); !had[b] {
				deltas = append(deltas, compare.OneSided(b, side))
			}
		}
	}
	add(rep.Removed, round.Base)
	add(rep.Added, round.Head)
	return deltas
}

// unmeasuredOf are the report's rows that needed no measuring, skipped it, or had
// no time for it.
func unmeasuredOf(rep *report.Report, rounds []round.Round, p policy.Policy) []policy.Row {
	had := reachedBy(rounds)
	var rows []policy.Row
	for _, r := range rep.Rows {
		b := round.Benchmark{Package: r.Package, Name: r.Benchmark}
		switch {
		case r.Outcome == policy.UnchangedBinary, r.Outcome == policy.Skipped:
			rows = append(rows, row(b, r.Outcome, r.Reason))
		case r.Outcome == policy.Inconclusive && !had[b]:
			rows = append(rows, p.Unreached(b, r.Reason))
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
