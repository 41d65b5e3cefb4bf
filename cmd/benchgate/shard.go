package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// setShard reads I/N.
func (o *runOptions) setShard(text string) error {
	i, n, _ := strings.Cut(text, "/")
	index, err1 := strconv.Atoi(i)
	count, err2 := strconv.Atoi(n)
	if err1 != nil || err2 != nil || index < 1 || index > count || count > round.MaxShards {
		return fmt.Errorf("%q is no part I/N, such as 2/3, of at most %d", text, round.MaxShards)
	}
	o.shard = &report.Shard{Index: index, Count: count}
	return nil
}

// takeShard leaves in the suite what this shard is to measure, and takes its
// share of alpha. Failures of whole packages stay in every shard, and so does
// what belongs to no function that the source has: nothing is left to nobody.
func (g *gate) takeShard() {
	sh := g.options.shard
	if sh == nil {
		return
	}
	g.settings.Policy.Alpha /= float64(sh.Count)
	s := g.suite
	d := deal(slices.Collect(maps.Keys(s.Positions)), g.lastCosts, idleTops(s), sh.Count)
	sh.Deal = d.sum
	other := func(b round.Benchmark) bool {
		shard, ok := d.shard[topOf(b)]
		return ok && shard != sh.Index
	}
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
	maps.DeleteFunc(s.Positions, func(t suite.Top, _ gotest.Func) bool { return d.shard[t] != sh.Index })
	g.idle = selected(s) == 0 && g.leftOut == 0
}

// idleTops are the functions that need no measuring: their binaries are the same
// on both sides, or --changed did not select them.
func idleTops(s *suite.Suite) map[suite.Top]bool {
	idle := map[suite.Top]bool{}
	for _, b := range slices.Concat(s.Unchanged, s.NotSelected) {
		idle[topOf(b)] = true
	}
	return idle
}

// maxRoundsEach bounds the rounds of one benchmark: far more than a run takes,
// and far fewer than what it would take hours to compare.
const maxRoundsEach = 256

// check holds the rounds of a report to what a run can have, and to what it says of
// its shards. The worst that an invented shard could do is to take a share of
// alpha, so there is a bound to them; no benchmark can be in two.
func (a artifact) check() error {
	home, count := map[suite.Top]int{}, map[round.Benchmark]int{}
	for _, r := range a.rounds {
		switch {
		case a.report.Shards == 0 && r.Shard != 0:
			return fmt.Errorf("a round of shard %d in a run that was not put together of shards", r.Shard)
		case a.report.Shards > 0 && (r.Shard < 1 || r.Shard > a.report.Shards):
			return fmt.Errorf("a round of shard %d in a run of %d", r.Shard, a.report.Shards)
		}
		if count[r.Benchmark]++; count[r.Benchmark] > maxRoundsEach {
			return fmt.Errorf("more than %d rounds of %s", maxRoundsEach, r.Benchmark)
		}
		top := topOf(r.Benchmark)
		if have, ok := home[top]; ok && have != r.Shard {
			return fmt.Errorf("%s.%s has rounds in shard %d and in shard %d", top.Package, top.Name, have, r.Shard)
		}
		home[top] = r.Shard
	}
	return nil
}
