package gate

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/record"
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
	o.shard = &record.Shard{Index: index, Count: count}
	return nil
}

// takeShard leaves in the suite what this shard is to measure. Failures of whole packages stay in every shard, and so does
// what belongs to no function that the source has: nothing is left to nobody.
func (g *gate) takeShard() {
	sh := g.options.shard
	if sh == nil {
		return
	}
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
