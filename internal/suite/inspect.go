package suite

import (
	"context"

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
	return nil
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
