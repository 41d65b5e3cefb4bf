package gate

import (
	"context"
	"errors"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/changes"
	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/shell"
	"github.com/benchgate/benchgate/internal/suite"
)

// load builds both sides and finds the benchmarks. With all, those whose binaries
// are the same on both sides are to be measured too.
func (w *workplace) load(ctx context.Context, o Options, t trees, s sides, r rules, all bool) (*suite.Suite, error) {
	changed, err := w.repo.Changed(ctx, s.base.SHA, s.tree())
	if err != nil {
		return nil, err
	}
	if changed, err = throughLinks(t, changed); err != nil {
		return nil, err
	}
	filter, err := w.filterOf(ctx, o, s, r, changed)
	if err != nil {
		return nil, err
	}
	own, err := w.own(ctx)
	if err != nil {
		return nil, err
	}
	bound := func(functions int) time.Duration { return listing(r.Budget, functions, o.Deadline) }
	if all { // calibrate takes what time it needs
		bound = nil
	}
	found, err := suite.Load(ctx, suite.Options{
		Base:     suite.Tree{Root: t.Base, Dir: filepath.Join(t.Base, w.repo.Prefix)},
		Head:     suite.Tree{Root: t.Head, Dir: filepath.Join(t.Head, w.repo.Prefix)},
		Patterns: r.Packages, Bench: r.Bench, BuildFlags: r.BuildFlags, CPU: o.CPU,
		Env: r.Env, Silence: r.Timeout, OutDir: filepath.Join(t.Dir, "bin"), TempDir: t.temp(),
		MeasureAll: len(r.Prepare) > 0 || all,
		Changed:    changed, Files: filter, Go: w.goCmd, Own: own,
		OnlyChanged: o.Changed == Yes,
		Bound:       bound,
		Hook:        r.Engine != "exec",
		Progress:    func(doing string) { w.progress.doing("%s", doing) },
	})
	if borrowed := (*gotest.BorrowedError)(nil); errors.As(err, &borrowed) {
		return found, at("list", err)
	}
	return found, err
}

// leastListing is how long listing may take however small the budget is.
const leastListing = 30 * time.Second

// listing is how long it may take to run all benchmark functions once: as long as
// measuring may, and no more than is left of a push's time.
func listing(budget time.Duration, functions int, deadline time.Time) time.Duration {
	if budget == 0 {
		budget = measure.DefaultBudget(functions)
	}
	return within(max(budget, leastListing), deadline)
}

// filterOf is the filter for a list of changed files. Where no Go file is among
// them, which directories embed files is the same on both sides, and asked of base.
func (w *workplace) filterOf(ctx context.Context, o Options, s sides, r rules, changed []string) (f changes.Filter, err error) {
	f = Filter(r.Settings, w.repo.Root, w.Absolute(o.Config))
	if !slices.ContainsFunc(changed, func(name string) bool { return path.Ext(name) == ".go" }) {
		f.Embedding, err = w.repo.Embedding(ctx, s.base.SHA)
	}
	return f, err
}

// own is the repository that the trees are held against.
func (w *workplace) own(ctx context.Context) (own *suite.Own, err error) {
	own = &suite.Own{Root: w.repo.Root}
	if own.Roots, err = w.repo.WorkTrees(ctx); err != nil {
		return nil, err
	}
	if own.Ignored, err = w.repo.Ignored(ctx); err != nil {
		return nil, err
	}
	own.Untracked, err = w.repo.Untracked(ctx)
	return own, err
}

// noneMatch is the error of a run without a benchmark.
func noneMatch(s config.Settings) error {
	return exit.Unmeasuredf(unmatchedHint(s.Bench), "no benchmark matches %q in %v", s.Bench, s.Packages)
}

// unmatchedHint says why an expression may match no benchmark: as for go test it
// is held against the whole name of the function.
func unmatchedHint(bench string) string {
	if rest, ok := strings.CutPrefix(bench, "^"); ok && !strings.HasPrefix(rest, "Benchmark") {
		return "the name of a benchmark begins with Benchmark, as for go test: did you mean -b " + shell.Quote("^Benchmark"+rest) + "?"
	}
	return "benchmarks are functions named Benchmark… in _test.go files; check the packages and --bench"
}
