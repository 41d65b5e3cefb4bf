package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/round"
)

// A subject is one benchmark with the binaries that hold it. Both are of the
// same source; plain has no hooks.
type subject struct {
	round.Benchmark
	run           string // name without the GOMAXPROCS suffix
	hooked, plain *gotest.Binary
}

// target pairs two binaries with hooks.
func (s subject) target(base, head *gotest.Binary) measure.Target {
	return measure.Target{Benchmark: s.Benchmark, Run: s.run, Base: base, Head: head, Hooked: true}
}

// same is the target whose sides are the same code.
func (s subject) same() measure.Target { return s.target(s.hooked, s.hooked) }

// A kit builds binaries of one package.
type kit struct {
	l     *lab
	patch hooks.Patch
	pkg   gotest.Package
	env   []string // that its binaries run with beside the lab's
}

// kit prepares to build a package.
func (l *lab) kit(ctx context.Context, pkg gotest.Package) (kit, error) {
	patch, err := l.hooks(ctx, pkg.ModuleDir)
	return kit{l: l, patch: patch, pkg: pkg}, err
}

// build builds a test binary. An empty ldflags leaves the layout to the linker.
func (k kit) build(ctx context.Context, name string, hooked bool, ldflags string) (*gotest.Binary, error) {
	dir, err := k.l.room("bin")
	if err != nil {
		return nil, err
	}
	g, o := k.l.goCmd, gotest.BuildOptions{Trim: true, Ldflags: ldflags}
	if hooked {
		o.Overlay = k.patch.Overlay
		// The go command takes the last of two variables of one name.
		g.Env = append(append([]string(nil), g.Env...), k.patch.Env...)
	}
	b, err := g.Build(ctx, k.pkg, filepath.Join(dir, name+".test"), o)
	if err != nil {
		return nil, fmt.Errorf("build %s: %w", k.pkg.ImportPath, err)
	}
	b.Env = slices.Concat(k.l.goCmd.Env, k.env)
	return b, nil
}

// mixed builds the mixed set, without hooks only if plain is set, and returns
// its benchmarks as far as --only selects them.
func (l *lab) mixed(ctx context.Context, plain bool) ([]subject, kit, error) {
	return l.set(ctx, "mixed", plain)
}

// set is mixed for any set of benchmarks by its name.
func (l *lab) set(ctx context.Context, name string, plain bool) ([]subject, kit, error) {
	dir, err := filepath.Abs(filepath.Join(l.dir, name))
	if err != nil {
		return nil, kit{}, err
	}
	k, err := l.kitIn(ctx, dir)
	if err != nil {
		return nil, kit{}, err
	}
	l.say("building the %s set", name)
	some, err := k.subjects(ctx, plain)
	if err == nil && len(some) == 0 {
		err = wrong("--only %q matches none of the %d benchmarks", l.only, len(k.pkg.Benchmarks))
	}
	return some, k, err
}

// kitIn finds the one package of the module in dir.
func (l *lab) kitIn(ctx context.Context, dir string) (kit, error) {
	pkgs, problems, err := l.goCmd.List(ctx, dir, dir, []string{"."}, nil)
	switch {
	case err != nil:
		return kit{}, fmt.Errorf("list the package in %s (run it in lab, or give --dir): %w", dir, err)
	case len(problems) > 0:
		return kit{}, problems[0]
	case len(pkgs) != 1:
		return kit{}, fmt.Errorf("list the package in %s: %d packages with benchmarks instead of one", dir, len(pkgs))
	}
	return l.kit(ctx, pkgs[0])
}

// subjects builds the package and returns its benchmark functions that --only
// selects, under their names without a GOMAXPROCS suffix. They have no
// sub-benchmarks.
func (k kit) subjects(ctx context.Context, plain bool) ([]subject, error) {
	var both subject
	var err error
	if both.hooked, err = k.build(ctx, "hooked", true, ""); err != nil {
		return nil, err
	}
	if plain {
		if both.plain, err = k.build(ctx, "plain0", false, ""); err != nil {
			return nil, err
		}
	}
	var some []subject
	for _, f := range k.pkg.Benchmarks {
		s := both
		s.run = strings.TrimPrefix(f.Name, "Benchmark")
		s.Benchmark = round.Benchmark{Package: k.pkg.ImportPath, Name: s.run}
		if k.l.selected.MatchString(s.run) {
			some = append(some, s)
		}
	}
	return some, nil
}
