package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// maxShards bounds N of --shard I/N.
const maxShards = 1000

// setShard reads I/N.
func (o *runOptions) setShard(text string) error {
	i, n, _ := strings.Cut(text, "/")
	index, err1 := strconv.Atoi(i)
	count, err2 := strconv.Atoi(n)
	if err1 != nil || err2 != nil || index < 1 || index > count || count > maxShards {
		return fmt.Errorf("%q is no part I/N, such as 2/3", text)
	}
	o.shard = &report.Shard{Index: index, Count: count}
	return nil
}

// takeShard leaves in the suite what this shard is to measure, and takes its
// share of alpha. Benchmarks are dealt out by their functions in order, which
// every runner finds alike; failures of whole packages stay in every shard.
func (g *gate) takeShard() {
	sh := g.options.shard
	if sh == nil {
		return
	}
	g.settings.Policy.Alpha /= float64(sh.Count)
	s := g.suite
	other := others(s, *sh)
	for _, list := range []*[]measure.Target{&s.Targets, &s.Alone} {
		*list = slices.DeleteFunc(*list, func(t measure.Target) bool { return other(t.Benchmark) })
	}
	for _, list := range []*[]round.Benchmark{&s.Unchanged, &s.Added, &s.Removed} {
		*list = slices.DeleteFunc(*list, other)
	}
	s.Skipped = slices.DeleteFunc(s.Skipped, func(k suite.Skipped) bool { return other(k.Benchmark) })
	s.Failures = slices.DeleteFunc(s.Failures, func(f suite.Failure) bool {
		return f.Benchmark != "" && other(round.Benchmark{Package: f.Package, Name: f.Benchmark})
	})
}

// others returns what tells the benchmarks of other shards.
func others(s *suite.Suite, sh report.Shard) func(round.Benchmark) bool {
	var tops []suite.Top
	add := func(b round.Benchmark) { tops = append(tops, topOf(b)) }
	for _, t := range s.Targets {
		add(t.Benchmark)
	}
	for _, list := range [][]round.Benchmark{s.Unchanged, s.Added, s.Removed} {
		for _, b := range list {
			add(b)
		}
	}
	for _, k := range s.Skipped {
		add(k.Benchmark)
	}
	for _, f := range s.Failures {
		add(round.Benchmark{Package: f.Package, Name: f.Benchmark})
	}
	slices.SortFunc(tops, func(a, b suite.Top) int { return strings.Compare(a.Package+"\n"+a.Name, b.Package+"\n"+b.Name) })
	tops = slices.Compact(tops)
	mine := map[suite.Top]bool{}
	for i := sh.Index - 1; i < len(tops); i += sh.Count {
		mine[tops[i]] = true
	}
	return func(b round.Benchmark) bool { return !mine[topOf(b)] }
}

// topOf is the function of a benchmark, whatever its sub-benchmark and suffix.
func topOf(b round.Benchmark) suite.Top {
	top, _, _ := strings.Cut(b.Name, "/")
	return suite.Top{Package: b.Package, Name: policy.Stem(top)}
}
