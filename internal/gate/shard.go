package gate

import (
	"maps"
	"slices"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// assign leaves in the suite what this shard is to measure, and returns the shard
// with the checksum of the assignment. Failures of whole packages stay in every
// shard, and so does what belongs to no function that the source has: nothing is
// left unassigned. nil is the whole suite.
func assign(of *record.Shard, s *suite.Suite, took map[suite.Top]float64) *record.Shard {
	if of == nil {
		return nil
	}
	sh := *of
	a := assigned(slices.Collect(maps.Keys(s.Positions)), took, idleTops(s), sh.Count)
	sh.Assignment = a.sum
	other := func(b round.Benchmark) bool {
		shard, ok := a.shard[topOf(b)]
		return ok && shard != sh.Index
	}
	for _, list := range []*[]measure.Target{&s.Targets, &s.Alone} {
		*list = slices.DeleteFunc(*list, func(t measure.Target) bool { return other(t.Benchmark) })
	}
	for _, list := range []*[]round.Benchmark{&s.Unchanged, &s.Unlisted, &s.Added, &s.Removed} {
		*list = slices.DeleteFunc(*list, other)
	}
	s.Skipped = slices.DeleteFunc(s.Skipped, func(k suite.Skipped) bool { return other(k.Benchmark) })
	s.Failures = slices.DeleteFunc(s.Failures, func(f suite.Failure) bool {
		return f.Benchmark != "" && other(round.Benchmark{Package: f.Package, Name: f.Benchmark})
	})
	maps.DeleteFunc(s.Positions, func(t suite.Top, _ gotest.Func) bool { return a.shard[t] != sh.Index })
	return &sh
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
