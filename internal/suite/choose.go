package suite

import (
	"context"
	"slices"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// choose leaves out the pairs that did not change, if that is asked for. A
// package that only one side has is never left out.
func (l *loader) choose(ctx context.Context) error {
	if !l.OnlyChanged {
		return nil
	}
	if l.MeasureAll {
		l.suite.Warnings = append(l.suite.Warnings, "--changed selects everything: what prepare commands leave in the trees is in no list of changes")
		return nil
	}
	l.doing("looking for packages that changed")
	var kept []*pair
	for _, p := range l.pairs {
		if why := l.why(p); why != "" {
			l.doing("selected %s: %s", p.path, why)
			kept = append(kept, p)
			continue
		}
		for _, f := range p.pkg[round.Head].Benchmarks {
			l.suite.NotSelected = append(l.suite.NotSelected, round.Benchmark{Package: p.path, Name: topName(f.Name)})
		}
	}
	l.pairs = kept
	return nil
}

// why says why the benchmarks of a pair are to be measured where only what changed
// is; "" where nothing changed that they could notice.
func (l *loader) why(p *pair) string {
	for _, side := range round.Sides {
		if p.pkg[side] == nil {
			return "only " + string(side.Other()) + " has it"
		}
	}
	if p.pkg[round.Base].RelDir != p.pkg[round.Head].RelDir {
		return "it is in another directory"
	}
	if !slices.EqualFunc(p.pkg[round.Base].Benchmarks, p.pkg[round.Head].Benchmarks, func(a, b gotest.Func) bool { return a.Name == b.Name }) {
		return "its benchmarks are others"
	}
	return l.filter(p).Why(l.graph(p, round.Base), l.graph(p, round.Head), l.Changed, p.pkg[round.Head].RelDir)
}
