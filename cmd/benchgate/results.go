package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/decide"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// judge turns the rounds, and what was never measured, into rows and a verdict.
func (g *gate) judge(interrupted bool) {
	var others []compare.Delta
	rows := []policy.Row{}
	if s := g.suite; s != nil {
		others = g.oneSided()
		rows = append(unmeasured(s), g.unreached()...)
	}
	failed := map[round.Benchmark]bool{}
	for _, e := range g.measured.Errors {
		failed[e.Target.Benchmark] = true
		if f := e.Failure; f != nil && f.Kind == gotest.Skip {
			rows = append(rows, row(e.Target.Benchmark, policy.Skipped, f.Message))
			continue
		}
		g.failures = append(g.failures, targetFailure(e))
	}
	j := decide.Judge(g.measured.Rounds, failed, others, g.settings.Policy, g.started)
	g.failures = append(g.failures, silenced(j.Rows)...)
	if g.unfiltered() {
		j.Warnings = append(j.Warnings, g.settings.Policy.Unmatched(g.known(j.Rows))...)
	}
	g.judged = j.Combine(counting(g.failures), rows...).LeftOut(g.leftOut)
	if g.idle && len(g.failures) == 0 {
		g.judged.Verdict = policy.VerdictPass
	}
	if interrupted && g.judged.Verdict == policy.VerdictPass {
		// It did not come to an end, and never passes what it did not measure.
		g.judged.Verdict = policy.VerdictInconclusive
	}
	g.status = g.judged.Status(counting(g.failures), interrupted)
}

// unreached are the rows of benchmarks for which there was no time at all.
func (g *gate) unreached() []policy.Row {
	had := reachedBy(g.measured.Rounds)
	var rows []policy.Row
	for _, b := range g.measured.Undecided {
		if !had[b] {
			rows = append(rows, g.settings.Policy.Unreached(b, "there was no time to measure it"))
		}
	}
	return rows
}

// unfiltered tells whether the run looked at all that the policy is about.
func (g *gate) unfiltered() bool {
	filtered := g.options.shard != nil || len(g.options.packages) > 0 || len(g.failures) > 0 || g.suite == nil || len(g.suite.Unchanged)+len(g.suite.NotSelected) > 0
	for _, o := range append(slices.Clone(g.options.applied), g.options.overrides...) {
		filtered = filtered || o.key == "bench"
	}
	return !filtered
}

// known are the benchmarks that the suite turned out to have.
func (g *gate) known(rows []policy.Row) []round.Benchmark {
	var list []round.Benchmark
	for _, r := range rows {
		list = append(list, r.Benchmark)
	}
	for _, k := range g.suite.Skipped {
		list = append(list, k.Benchmark)
	}
	return list
}

// silenced are the benchmarks whose head stopped to report its time: whether
// they got slower is not known.
func silenced(rows []policy.Row) []report.Failure {
	var list []report.Failure
	for _, d := range rows {
		if d.Unit == "sec/op" && d.Engine != "" && d.Base != nil && d.Head == nil {
			list = append(list, report.Failure{Side: string(round.Head), Package: d.Package, Benchmark: d.Name, Stage: "run",
				Message: "head no longer reports its time (sec/op), so it cannot be compared"})
		}
	}
	return list
}

// oneSided are the benchmarks that only one side has, as deltas. What was
// measured for its limits has rounds instead.
func (g *gate) oneSided() []compare.Delta {
	s, had := g.suite, reachedBy(g.measured.Rounds)
	var deltas []compare.Delta
	for _, b := range s.Removed {
		deltas = append(deltas, compare.OneSided(b, round.Base))
	}
	for _, k := range s.Skipped {
		if k.Side == round.Head {
			// Skipping is a way to remove.
			deltas = append(deltas, compare.OneSided(k.Benchmark, round.Base))
		}
	}
	for _, b := range s.Added {
		if !had[b] {
			deltas = append(deltas, compare.OneSided(b, round.Head))
		}
	}
	return deltas
}

// unmeasured are the rows of benchmarks that need no measuring or skipped it.
func unmeasured(s *suite.Suite) []policy.Row {
	var rows []policy.Row
	for _, b := range s.Unchanged {
		rows = append(rows, row(b, policy.UnchangedBinary, "both sides' test binaries are the same, and no changed file is one that the policy takes benchmarks to read"))
	}
	for _, k := range s.Skipped {
		rows = append(rows, row(k.Benchmark, policy.Skipped, skipReason(k)))
	}
	return rows
}

func skipReason(k suite.Skipped) string {
	if k.Side == "" {
		return k.Reason
	}
	return fmt.Sprintf("on %s only: %s", k.Side, k.Reason)
}

func row(b round.Benchmark, outcome policy.Outcome, reason string) policy.Row {
	nan := math.NaN()
	return policy.Row{
		Delta:   compare.Delta{Benchmark: b, Change: nan, ChangeLo: nan, ChangeHi: nan, P: nan, Detectable: nan},
		Outcome: outcome, Action: policy.Ignore, Reason: reason, Alpha: nan, Threshold: nan,
	}
}

func targetFailure(e *measure.TargetError) report.Failure {
	message := e.Error()
	if f := e.Failure; f != nil && f.Tail != "" && !strings.Contains(message, f.Tail) {
		message += "\n" + f.Tail
	}
	return report.Failure{Side: string(e.Side), Package: e.Target.Package, Benchmark: e.Target.Name, Stage: "run", Message: message}
}

// suiteFailures are what could not be listed, built or run, as the report has
// it. A base that does not build is a warning if the policy says so.
func (g *gate) suiteFailures() []report.Failure {
	var list []report.Failure
	for _, f := range g.suite.Failures {
		message := f.Message
		if f.Stage == "build" {
			message = fmt.Sprintf("build %s %s", f.Side, message)
		}
		list = append(list, report.Failure{
			Side: string(f.Side), Package: f.Package, Benchmark: f.Benchmark, Stage: f.Stage, Message: message,
			Ignored: f.Side == round.Base && f.Stage == "build" && g.settings.Policy.On.BaseBuildFailure == policy.OnWarn,
		})
	}
	return list
}

// counting is the number of failures that the policy does not forgive.
func counting(failures []report.Failure) int {
	n := 0
	for _, f := range failures {
		if !f.Ignored {
			n++
		}
	}
	return n
}

// report puts together what the steps found.
func (g *gate) report(ctx context.Context, partial bool) *report.Report {
	rep := &report.Report{
		Schema: report.Schema, Outcome: g.judged.Verdict, Status: g.status, Partial: partial,
		Base: g.refs.base, Head: g.refs.head, Seed: g.options.seed, Started: g.started.UTC(),
		Alpha: g.settings.Policy.Alpha, Hypotheses: g.judged.Hypotheses,
		Environment: g.environment(ctx),
		Shard:       g.options.shard,
		Arguments:   g.arguments(),
		Policy:      report.PolicyInfo{Source: g.source, Changes: g.changes},
		Rows:        report.FromRows(g.judged.Rows, g.position),
		Failures:    g.failures,
		Costs:       g.costs(),
		Warnings:    append(append([]string{}, g.warnings...), g.judged.Warnings...),
		Reproduce:   g.reproduce(),
		Nonce:       g.options.nonce,

		Explanations: g.explanations,
	}
	if s := g.suite; s != nil {
		rep.Added, rep.Removed = names(s.Added), names(s.Removed)
		if len(s.NotSelected) > 0 {
			rep.NotSelected = names(s.NotSelected)
		}
		rep.Warnings = append(rep.Warnings, s.Warnings...)
	}
	rep.MeasuringSeconds = g.measured.Elapsed.Seconds()
	rep.Seconds = time.Since(g.started).Seconds()
	return rep
}

func names(list []round.Benchmark) []report.Name {
	out := make([]report.Name, 0, len(list))
	for _, b := range list {
		out = append(out, report.Name{Package: b.Package, Benchmark: b.Name})
	}
	return out
}

// position finds the function of a benchmark, whose name may carry
// sub-benchmarks and a GOMAXPROCS suffix.
func (g *gate) position(b round.Benchmark) (string, int) {
	if g.suite == nil {
		return "", 0
	}
	top, _, _ := strings.Cut(b.Name, "/")
	for _, name := range []string{top, policy.Stem(top)} {
		if f, ok := g.suite.Positions[suite.Top{Package: b.Package, Name: name}]; ok {
			return f.File, f.Line
		}
	}
	return "", 0
}
