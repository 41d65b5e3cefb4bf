package suite

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/words"
)

// bounded is the time in which all benchmarks are to run once.
func (l *loader) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	functions := 0
	for _, p := range l.pairs {
		if !p.unchanged && !p.failed {
			functions += len(p.functions())
		}
	}
	l.began = time.Now()
	if l.Bound == nil {
		return context.WithCancel(ctx)
	}
	l.bound = l.Bound(functions)
	return context.WithTimeout(ctx, l.bound)
}

// unlist notes a function that there was no time to list on both sides, and forgets what
// is known of it.
func (l *loader) unlist(p *pair, top Top) {
	of := func(b round.Benchmark) bool { return b.Function().Name == round.Stem(top.Name) }
	for _, fd := range p.benchmarks {
		if fd != nil {
			fd.order = slices.DeleteFunc(fd.order, of)
		}
	}
	l.suite.Skipped = slices.DeleteFunc(l.suite.Skipped, func(s Skipped) bool { return s.Package == p.path && of(s.Benchmark) })
	l.suite.Unlisted = append(l.suite.Unlisted, round.Benchmark{Package: p.path, Name: top.Name})
}

// noteUnlisted says how many functions were not listed, and what time would have done.
func (l *loader) noteUnlisted() {
	n := len(l.suite.Unlisted)
	if n == 0 {
		return
	}
	all := n + l.listed
	l.suite.Listing = (time.Since(l.began)*time.Duration(all)/time.Duration(max(1, l.listed)) + time.Second).Round(time.Second)
	l.suite.Warnings = append(l.suite.Warnings, fmt.Sprintf("listing ended after %v, before %s listed (of %d): one iteration of each takes too long",
		l.bound, words.Plural(n, "benchmark function was", "benchmark functions were"), all))
}
