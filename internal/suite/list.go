package suite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/round"
)

// A loader carries the state of one Load from step to step.
type loader struct {
	Options
	suite  *Suite
	pairs  []*pair
	inputs map[round.Side]*gotest.Inputs // what the pairs' binaries are compiled from
	// workspaces are the user's that the trees lack, by side and module; nil for none.
	workspaces map[string]*gotest.Workspace
	// bound is how long listing may take, and began when it did; listed counts the
	// functions that it got to.
	bound  time.Duration
	began  time.Time
	listed int
	// patches are the hooks for each toolchain, made once.
	patches map[string]hooks.Patch
}

// A pair is one package on both sides; a side that lacks it is nil.
type pair struct {
	path        string
	pkg         map[round.Side]*gotest.Package
	bin         map[round.Side]*gotest.Binary
	index       int                        // names its binaries
	errs        map[round.Side]error       // of building
	failed      bool                       // a side did not build
	hooksFailed error                      // why a side did not build with the hooks
	hooks       map[round.Side]hooks.Patch // nil where they do not fit both sides
	unchanged   bool
	untrimmed   map[round.Side]*gotest.Binary // built without -trimpath; nil before it was tried
	benchmarks  map[round.Side]*found
}

func (l *loader) doing(format string, args ...any) {
	if l.Progress != nil {
		l.Progress(fmt.Sprintf(format, args...))
	}
}

func (l *loader) fail(f Failure) { l.suite.Failures = append(l.suite.Failures, f) }

// list fills l.pairs with the packages that declare a benchmark that the
// pattern could select, on either side.
func (l *loader) list(ctx context.Context) error {
	l.doing("listing packages")
	byPath := map[string]*pair{}
	var noMatch *gotest.NoMatchError
	missing := 0
	for _, side := range round.Sides {
		tree := l.tree(side)
		pkgs, problems, err := l.Go.List(ctx, tree.Root, tree.Dir, l.Patterns, l.BuildFlags)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if errors.As(err, &noMatch) {
				// The other side may have it: then all of it is added or removed.
				missing++
				continue
			}
			l.fail(Failure{Side: side, Stage: "list", Message: err.Error()})
			continue
		}
		for _, p := range problems {
			l.suite.Packages[side][p.Package] = p.At
			l.failLacking(ctx, Failure{Side: side, Package: p.Package, Stage: "list", Message: p.Message}, p.At)
		}
		for i := range pkgs {
			if err := l.note(byPath, side, &pkgs[i]); err != nil {
				return err
			}
		}
	}
	if missing == len(round.Sides) {
		return noMatch
	}
	l.matchRenamed(byPath)
	for _, p := range byPath {
		l.pairs = append(l.pairs, p)
	}
	sort.Slice(l.pairs, func(i, j int) bool { return l.pairs[i].path < l.pairs[j].path })
	for i, p := range l.pairs {
		p.index = i
	}
	return nil
}

func (l *loader) tree(s round.Side) Tree {
	if s == round.Base {
		return l.Base
	}
	return l.Head
}

func (l *loader) note(byPath map[string]*pair, side round.Side, pkg *gotest.Package) error {
	var err error
	if pkg.Benchmarks, err = gotest.Select(l.Bench, pkg.Benchmarks); err != nil {
		return err
	}
	l.refuseTwins(side, pkg)
	if len(pkg.Benchmarks) == 0 {
		return nil
	}
	p := byPath[pkg.ImportPath]
	if p == nil {
		p = &pair{path: pkg.ImportPath, pkg: map[round.Side]*gotest.Package{}, bin: map[round.Side]*gotest.Binary{}, benchmarks: map[round.Side]*found{}}
		byPath[pkg.ImportPath] = p
	}
	if other := p.pkg[side]; other != nil {
		l.fail(Failure{Side: side, Package: p.path, Stage: "list", Message: fmt.Sprintf(
			"%s and %s have the same import path: give their modules different paths, or name one of them", other.RelDir, pkg.RelDir)})
		return nil
	}
	p.pkg[side] = pkg
	l.suite.Packages[side][p.path] = *pkg
	for _, f := range pkg.Benchmarks {
		// Base is noted first, so that head's position replaces it.
		l.suite.Positions[Top{pkg.ImportPath, topName(f.Name)}] = f
	}
	return nil
}

// refuseTwins leaves out functions of one name, as failures: one in the package and
// one in its external tests run under the same name, so that their results cannot be
// told apart.
func (l *loader) refuseTwins(side round.Side, pkg *gotest.Package) {
	places := map[string][]string{}
	for _, f := range pkg.Benchmarks {
		places[f.Name] = append(places[f.Name], fmt.Sprintf("%s:%d", f.File, f.Line))
	}
	for _, f := range pkg.Benchmarks {
		if at := places[f.Name]; len(at) > 1 {
			delete(places, f.Name) // said once
			l.suite.Packages[side][pkg.ImportPath] = *pkg
			l.fail(Failure{Side: side, Package: pkg.ImportPath, Benchmark: topName(f.Name), Stage: "list",
				Message: fmt.Sprintf("two functions are called %s, one in the package and one in its external tests: %s", f.Name, strings.Join(at, " and ")),
				Hint:    fmt.Sprintf("rename one of %s", strings.Join(at, " and "))})
		}
	}
	seen := map[string]int{}
	for _, f := range pkg.Benchmarks {
		seen[f.Name]++
	}
	pkg.Benchmarks = slices.DeleteFunc(pkg.Benchmarks, func(f gotest.Func) bool { return seen[f.Name] > 1 })
}

func topName(fn string) string { return strings.TrimPrefix(fn, "Benchmark") }
