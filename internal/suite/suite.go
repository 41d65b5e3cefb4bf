// Package suite finds out what there is to measure: it lists the packages of
// both sides, builds their test binaries, and matches the benchmarks that
// appear on each side.
//
//	list both trees → match packages → choose those that changed, if asked to →
//	build both sides → leave out unchanged binaries → one iteration of each
//	benchmark → targets
//
// Whatever cannot be listed, built or run becomes a Failure; nothing is left
// out silently.
package suite

import (
	"context"
	"sort"
	"time"

	"github.com/benchgate/benchgate/internal/changes"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// A Tree is one side's work tree.
type Tree struct {
	Root string // top of the tree
	Dir  string // where patterns are relative to, inside Root
}

// Options say what to look for and how to build it.
type Options struct {
	Base, Head Tree
	Patterns   []string // packages, as for the go command
	Bench      string   // as for go test -bench
	BuildFlags []string
	CPU        []int             // values for -test.cpu; none leaves GOMAXPROCS alone
	Env        map[string]string // for the benchmarks
	Silence    time.Duration     // one benchmark's longest silence
	// Bound is how long it may take to run all of a number of functions once; nil for
	// ever.
	Bound   func(functions int) time.Duration
	OutDir  string // receives the binaries
	TempDir string // for the benchmarks' own temporary files
	// Changed lists the files that differ between the sides; Files says which of
	// them a benchmark might read.
	Changed []string
	Files   changes.Filter
	// MeasureAll lets no binary count as unchanged: commands have put files into the
	// trees that Changed does not know of, or both sides are the same on purpose.
	MeasureAll bool
	// OnlyChanged leaves out packages whose compiled inputs are the same on both
	// sides and whose benchmarks can read nothing that changed.
	OnlyChanged bool
	Go          gotest.Go
	// Own is what the trees are held against; nil for nothing.
	Own *Own
	// Hook builds the binaries with the hooks of the turns engine where they fit.
	Hook bool
	// Progress is told what is being done, in a few words. It may be nil.
	Progress func(doing string)
}

// A Suite is what was found. Lists are sorted by package and name.
type Suite struct {
	Targets []measure.Target // benchmarks on both sides, to be measured
	// Alone are the targets of the benchmarks in Added, for those that are held to a
	// limit; see measure.Target.
	Alone []measure.Target
	// Unchanged are top-level benchmarks whose binaries are the same on both
	// sides while nothing they might read changed.
	Unchanged []round.Benchmark
	// NotSelected are the top-level benchmarks that OnlyChanged left out; nothing was
	// built for them.
	NotSelected []round.Benchmark
	// Unlisted are the top-level benchmarks that listing had no time for, and Listing is
	// about how long it would have taken.
	Unlisted []round.Benchmark
	Listing  time.Duration
	// Added and Removed exist on one side only. Whole packages that do are listed
	// by their top-level benchmarks.
	Added, Removed []round.Benchmark
	Skipped        []Skipped
	Failures       []Failure
	Positions      map[Top]gotest.Func // of top-level functions, head's where it has one
	// Packages are those of each side by the names that failures have for them.
	Packages map[round.Side]map[string]gotest.Package
	Warnings []string
	// Toolchains are the versions of Go that build each side's packages: one, unless the
	// modules of a side ask for several.
	Toolchains map[round.Side][]string
}

// A Top is a top-level benchmark function, without the word Benchmark.
type Top struct{ Package, Name string }

// Skipped is a benchmark that called Skip.
type Skipped struct {
	round.Benchmark
	Side   round.Side // empty where both sides skipped it
	Reason string
}

// A Failure is something that could not be listed, built or run. Package and
// Benchmark are empty where it concerns more than one.
type Failure struct {
	Side               round.Side
	Package, Benchmark string
	Stage              string // list, build or run
	Message            string
	Hint               string      // what to do, where it is known
	Kind               gotest.Kind // of stage run
}

// Empty reports whether there is no benchmark at all, on either side, whether
// measurable or not.
func (s *Suite) Empty() bool {
	return len(s.Targets)+len(s.Unchanged)+len(s.Added)+len(s.Removed)+len(s.Skipped)+len(s.Failures)+len(s.NotSelected)+len(s.Unlisted) == 0
}

// Load finds and builds the suite. The error is non-nil only when the context
// ended or nothing sensible can be said at all.
func Load(ctx context.Context, o Options) (*Suite, error) {
	l := newLoader(o)
	steps := []func(context.Context) error{l.list, l.inspect, l.check, l.choose, l.hook, l.build, l.discover}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return l.suite, err
		}
		if err := ctx.Err(); err != nil {
			return l.suite, err
		}
	}
	l.suite.sort()
	return l.suite, nil
}

func newLoader(o Options) *loader {
	s := &Suite{Positions: map[Top]gotest.Func{}, Packages: map[round.Side]map[string]gotest.Package{}}
	for _, side := range round.Sides {
		s.Packages[side] = map[string]gotest.Package{}
	}
	return &loader{Options: o, suite: s}
}

func (s *Suite) sort() {
	sort.SliceStable(s.Targets, func(i, j int) bool { return before(s.Targets[i].Benchmark, s.Targets[j].Benchmark) })
	for _, list := range [][]round.Benchmark{s.Unchanged, s.Added, s.Removed, s.NotSelected, s.Unlisted} {
		sort.SliceStable(list, func(i, j int) bool { return before(list[i], list[j]) })
	}
	sort.SliceStable(s.Skipped, func(i, j int) bool { return before(s.Skipped[i].Benchmark, s.Skipped[j].Benchmark) })
}

func before(a, b round.Benchmark) bool {
	if a.Package != b.Package {
		return a.Package < b.Package
	}
	return a.Name < b.Name
}
