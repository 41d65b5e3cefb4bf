package suite

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/benchgate/benchgate/internal/changes"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// inspect asks what the test binaries of both sides are compiled from.
func (l *loader) inspect(ctx context.Context) error {
	l.doing("looking at what is compiled")
	found := map[round.Side]*gotest.Inputs{}
	var g errgroup.Group
	results := [len(round.Sides)]*gotest.Inputs{}
	for i, side := range round.Sides {
		g.Go(func() (err error) {
			results[i], err = l.Go.Inputs(ctx, l.tree(side).Root, l.packages(side), l.BuildFlags)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, side := range round.Sides {
		found[side] = results[i]
	}
	l.inputs = found
	l.noteToolchains()
	return nil
}

// noteToolchains says which Go builds which side: where they differ, so may the
// benchmarks, whatever the change.
func (l *loader) noteToolchains() {
	l.suite.Toolchains = map[round.Side][]string{}
	differ := ""
	for _, p := range l.pairs {
		of := map[round.Side]string{}
		for side, pkg := range p.pkg {
			of[side] = l.inputs[side].Toolchain(pkg.ImportPath)
			if v := of[side]; v != "" && !slices.Contains(l.suite.Toolchains[side], v) {
				l.suite.Toolchains[side] = append(l.suite.Toolchains[side], v)
			}
		}
		if base, head := of[round.Base], of[round.Head]; differ == "" && base != "" && head != "" && base != head {
			differ = fmt.Sprintf("base is built by %s and head by %s: a difference may be the toolchain's", base, head)
		}
	}
	if differ != "" {
		l.suite.Warnings = append(l.suite.Warnings, differ)
	}
}

// packages are those of a side.
func (l *loader) packages(side round.Side) []gotest.Package {
	var pkgs []gotest.Package
	for _, p := range l.pairs {
		if pkg := p.pkg[side]; pkg != nil {
			pkgs = append(pkgs, *pkg)
		}
	}
	return pkgs
}

// graph is what one side's test binary of a pair is compiled from.
func (l *loader) graph(p *pair, side round.Side) changes.Graph {
	return l.inputs[side].Graph(p.pkg[side].ImportPath)
}
