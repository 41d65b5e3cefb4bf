package main

import (
	"strings"

	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// unmatched warns of the policy's rules that match no benchmark, as far as the run
// knows what there is.
func (g *gate) unmatched(rows []policy.Row) []string {
	if g.suite == nil {
		return nil
	}
	var all []round.Benchmark
	for _, r := range rows {
		all = append(all, r.Benchmark)
	}
	for _, k := range g.suite.Skipped {
		all = append(all, k.Benchmark)
	}
	return unmatchedOf(g.settings.Policy, all, g.arguments(), g.failures, names(g.suite.NotSelected), names(g.suite.Unchanged))
}

// unmatchedAgain warns likewise of a policy that a report is decided by again.
func unmatchedAgain(rep *report.Report, p policy.Policy) []string {
	var all []round.Benchmark
	var unchanged []report.Name
	for _, r := range rep.Rows {
		all = append(all, round.Benchmark{Package: r.Package, Name: r.Benchmark})
		if r.Outcome == policy.UnchangedBinary {
			unchanged = append(unchanged, report.Name{Package: r.Package, Benchmark: r.Benchmark})
		}
	}
	return unmatchedOf(p, all, rep.Arguments, rep.Failures, rep.NotSelected, unchanged)
}

// unmatchedOf warns of rules, unless the run was asked for a part of the benchmarks
// only. In packages that failed, or that were not run, there may be others.
func unmatchedOf(p policy.Policy, all []round.Benchmark, arguments []string, failures []report.Failure, unrun ...[]report.Name) []string {
	var unknown []string
	for _, a := range arguments {
		name, _, _ := strings.Cut(a, "=")
		if a == "--" {
			break
		}
		if name == "--bench" || name == "--shard" || !strings.HasPrefix(a, "-") {
			return nil
		}
	}
	for _, f := range failures {
		if f.Package == "" {
			return nil
		}
		unknown = append(unknown, f.Package)
	}
	for _, list := range unrun {
		for _, n := range list {
			unknown = append(unknown, n.Package)
		}
	}
	return p.Unmatched(all, unknown)
}

// unmatchedInFiles warns of rules that match nothing in the files of a comparison,
// which are all that it is about.
func unmatchedInFiles(rows []report.Row, p policy.Policy) []string {
	var all []round.Benchmark
	for _, r := range rows {
		all = append(all, round.Benchmark{Package: r.Package, Name: r.Benchmark})
	}
	return p.Unmatched(all, nil)
}
