package suite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// match sorts what both sides of a pair hold into targets, added and removed.
// A benchmark that is missing on one side because its function failed or
// skipped there is neither: it was reported already.
func (l *loader) match(p *pair) error {
	base, head := p.benchmarks[round.Base], p.benchmarks[round.Head]
	if p.failed {
		return nil
	}
	for _, side := range round.Sides {
		if p.pkg[side] != nil && p.benchmarks[side] == nil {
			return nil // reported, or unlisted
		}
	}
	forgetAlike(base, head)
	if head != nil {
		for _, b := range head.order {
			l.matchOne(p, base, head, b)
		}
	}
	if base != nil {
		for _, b := range base.order {
			l.missing(p, head, b)
		}
	}
	return nil
}

// forgetAlike drops the failures that both sides have in common. They explain no
// difference: what base has beside such a failure and head has not, head removes.
func forgetAlike(base, head *found) {
	if base == nil || head == nil {
		return
	}
	for top, kinds := range head.troubled {
		if !slices.Contains(kinds, gotest.Skip) && slices.Equal(kinds, base.troubled[top]) {
			delete(head.troubled, top)
			delete(base.troubled, top)
		}
	}
}

// missing notes that head does not have what base has. Below a function that failed,
// each leaf failed: the policy may ignore the one and not the other.
func (l *loader) missing(p *pair, head *found, b round.Benchmark) {
	switch parent := head.failedAbove(b); {
	case head.has(b):
	case parent != "":
		l.fail(Failure{Side: round.Head, Package: p.path, Benchmark: b.Name, Stage: "run",
			Message: fmt.Sprintf("it did not run, since Benchmark%s fails", parent)})
	case !head.troubledBy(b):
		l.suite.Removed = append(l.suite.Removed, b)
	}
}

func (l *loader) matchOne(p *pair, base, head *found, b round.Benchmark) {
	s := head.results[b]
	t := measure.Target{Benchmark: b, Run: s.run, Bench: l.Bench, Procs: s.procs, Base: p.bin[round.Base], Head: p.bin[round.Head],
		Takes: 2 * s.took, Hooked: p.hooks != nil && s.own == 0, OwnN: s.own > 0}
	switch {
	case base.has(b):
		t.Takes = s.took + base.results[b].took
		if l.sameN(b, base.results[b], s) {
			l.suite.Targets = append(l.suite.Targets, t)
		}
	case !base.troubledBy(b):
		t.Base, t.Alone = t.Head, true
		l.suite.Added, l.suite.Alone = append(l.suite.Added, b), append(l.suite.Alone, t)
	}
}

// ownN is what a benchmark of which one iteration was asked set b.N to.
func ownN(r gotest.Result) int64 {
	if r.N == 1 {
		return 0
	}
	return r.N
}

// sameN tells whether both sides leave b.N alone, or both set it. Where one does, its
// operations are not the other's.
func (l *loader) sameN(b round.Benchmark, base, head seen) bool {
	switch {
	case base.own > 0 && head.own > 0:
		l.suite.Warnings = append(l.suite.Warnings, fmt.Sprintf("engine exec for %s: it sets b.N itself, to %d; go test measures that, too, but never for longer", b, head.own))
	case base.own > 0:
		l.fail(Failure{Side: round.Base, Package: b.Package, Benchmark: b.Name, Stage: "run", Message: fmt.Sprintf("it sets b.N itself, to %d, and head's does not", base.own)})
		return false
	case head.own > 0:
		l.fail(Failure{Side: round.Head, Package: b.Package, Benchmark: b.Name, Stage: "run", Message: fmt.Sprintf("it sets b.N itself, to %d, and base's does not", head.own)})
		return false
	}
	return true
}

func (f *found) has(b round.Benchmark) bool {
	if f == nil {
		return false
	}
	_, ok := f.results[b]
	return ok
}

// failedAbove returns the benchmark above b that failed, "" for none.
func (f *found) failedAbove(b round.Benchmark) string {
	if f == nil {
		return ""
	}
	for top, kinds := range f.troubled {
		if strings.HasPrefix(b.Name, top.Name+"/") && !slices.Contains(kinds, gotest.Skip) {
			return top.Name
		}
	}
	return ""
}

// troubledBy reports whether b, or a benchmark above it, failed or skipped.
func (f *found) troubledBy(b round.Benchmark) bool {
	if f == nil {
		return false
	}
	for top := range f.troubled {
		if b.Name == top.Name || strings.HasPrefix(b.Name, top.Name+"/") || strings.HasPrefix(b.Name, top.Name+"-") {
			return true
		}
	}
	return false
}
