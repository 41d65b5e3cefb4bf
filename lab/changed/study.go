package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/suite"
)

// A study is the experiment on one module.
type study struct {
	dir, module string
	base, head  string // the two trees
	say         func(format string, args ...any)

	functions  map[string][]*function // by file
	executes   map[*function][]suite.Top
	packages   []string // with benchmarks
	benchmarks int      // that ran with a profile
	leftOut    int      // benchmarks that did not
	mutants    []mutant
}

// A mutant is one changed function, and what the product would measure for it.
type mutant struct {
	*function
	kind     string
	executes []suite.Top
	selected map[string]bool // packages
}

// studyOf changes up to n functions of the module in the directory source, each
// at most once. It works in dir, which must be empty.
func studyOf(ctx context.Context, source, dir string, n int, coins *rand.Rand, say func(string, ...any)) (*study, error) {
	s := &study{dir: dir, base: filepath.Join(dir, "base"), head: filepath.Join(dir, "head"), say: say, executes: map[*function][]suite.Top{}}
	for _, tree := range []string{s.base, s.head} {
		if err := copyTree(tree, source); err != nil {
			return nil, err
		}
	}
	var err error
	if s.functions, err = functionsOf(s.base); err != nil {
		return nil, err
	}
	packages, problems, err := s.goCmd().List(ctx, s.base, s.base, []string{"./..."}, nil)
	if err != nil || len(problems) > 0 || len(packages) == 0 {
		return nil, fmt.Errorf("%d packages with benchmarks, problems %v: %w", len(packages), problems, err)
	}
	for _, p := range packages {
		s.packages = append(s.packages, p.ImportPath)
	}
	first := packages[0]
	s.module = strings.TrimSuffix(strings.TrimSuffix(first.ImportPath, first.RelDir), "/")
	if first.RelDir == "." {
		s.module = first.ImportPath
	}
	if err := s.cover(ctx, packages); err != nil {
		return nil, err
	}
	return s, s.change(ctx, n, coins)
}

func (s *study) goCmd() gotest.Go { return gotest.Go{Env: goEnv()} }

// change makes the mutants.
func (s *study) change(ctx context.Context, n int, coins *rand.Rand) error {
	functions := make([]*function, 0, len(s.executes))
	for fn := range s.executes {
		functions = append(functions, fn)
	}
	slices.SortFunc(functions, func(a, b *function) int { return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.from, b.from)) })
	coins.Shuffle(len(functions), func(i, j int) { functions[i], functions[j] = functions[j], functions[i] })
	for i, fn := range functions[:min(n, len(functions))] {
		s.say("mutant %d, %s in %s", i+1, fn.name, fn.file)
		if err := s.one(ctx, fn, coins); err != nil {
			return err
		}
	}
	return nil
}

func (s *study) one(ctx context.Context, fn *function, coins *rand.Rand) error {
	kind, undo, err := fn.mutate(s.head, coins)
	if err != nil {
		return err
	}
	selected, err := s.selects(ctx, fn.file)
	if err != nil {
		return err
	}
	s.mutants = append(s.mutants, mutant{fn, kind, s.executes[fn], selected})
	return undo()
}

// errSelected ends what loads a suite when the packages are selected.
var errSelected = errors.New("what comes next is built")

// selects returns the packages that benchgate run --changed would build for a changed
// file, but builds none of them.
func (s *study) selects(ctx context.Context, changed string) (map[string]bool, error) {
	ctx, enough := context.WithCancelCause(ctx)
	defer enough(nil)
	found, err := suite.Load(ctx, suite.Options{
		Base: suite.Tree{Root: s.base, Dir: s.base}, Head: suite.Tree{Root: s.head, Dir: s.head},
		Patterns: []string{"./..."}, Bench: ".", Changed: []string{changed}, OnlyChanged: true, Go: s.goCmd(),
		OutDir: filepath.Join(s.dir, "binaries"), TempDir: s.dir,
		Progress: func(doing string) {
			if strings.HasPrefix(doing, "building ") {
				enough(errSelected)
			}
		},
	})
	if err != nil && !errors.Is(context.Cause(ctx), errSelected) {
		return nil, err
	}
	selected := map[string]bool{}
	for _, p := range s.packages {
		selected[p] = true
	}
	for _, b := range found.NotSelected {
		delete(selected, b.Package)
	}
	return selected, nil
}

// missed names the benchmarks that execute a changed function and would not have
// been measured.
func (s *study) missed() []string {
	var list []string
	for _, m := range s.mutants {
		for _, top := range m.executes {
			if !m.selected[top.Package] {
				list = append(list, fmt.Sprintf("%s.%s for %s of %s in %s", top.Package, top.Name, m.kind, m.name, m.file))
			}
		}
	}
	return list
}

// row is the study's line of the table.
func (s *study) row(name string) string {
	pairs, executing, selected := 0, 0, 0
	for _, m := range s.mutants {
		pairs += len(m.executes)
		selected += len(m.selected)
		packages := map[string]bool{}
		for _, top := range m.executes {
			packages[top.Package] = true
		}
		executing += len(packages)
	}
	n := float64(max(1, len(s.mutants)))
	return fmt.Sprintf("| %s | %d | %d of %d | %d | %d | %d | %d | %.1f | %.1f |", name, len(s.packages), s.benchmarks, s.benchmarks+s.leftOut,
		len(s.executes), len(s.mutants), pairs, len(s.missed()), float64(executing)/n, float64(selected)/n)
}
