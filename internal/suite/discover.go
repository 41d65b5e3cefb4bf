package suite

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// found is what one side of a pair turned out to hold.
type found struct {
	runs     map[string]gotest.Func // the functions that the binary lists, by name without Benchmark
	results  map[round.Benchmark]seen
	order    []round.Benchmark
	troubled map[Top][]gotest.Kind // benchmarks that failed or skipped here, without suffix
}

type seen struct {
	run   string // without the GOMAXPROCS suffix
	procs int    // value for -test.cpu, 0 for none
	took  time.Duration
	own   int64 // what it sets b.N to itself, 0 where it leaves that alone
}

// discover runs one iteration of every benchmark, since sub-benchmarks appear
// only by running, and matches the two sides. It runs one process at a time:
// two benchmarks of one package may want the same port.
func (l *loader) discover(ctx context.Context) error {
	bounded, cancel := l.bounded(ctx)
	defer cancel()
	for _, p := range l.pairs {
		if p.unchanged {
			l.listUnchanged(p)
			continue
		}
		if !p.failed {
			l.find(bounded, p)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := l.match(p); err != nil {
			return err
		}
	}
	l.noteUnlisted()
	return nil
}

func (l *loader) listUnchanged(p *pair) {
	for _, f := range p.pkg[round.Head].Benchmarks {
		l.suite.Unchanged = append(l.suite.Unchanged, round.Benchmark{Package: p.path, Name: topName(f.Name)})
	}
}

// find runs the functions of a pair, each on both sides in turn. What ctx does not leave
// time for is unlisted on both.
func (l *loader) find(ctx context.Context, p *pair) {
	for _, side := range round.Sides {
		if p.bin[side] == nil {
			continue
		}
		if p.benchmarks[side] = l.declared(ctx, p, side); p.benchmarks[side] == nil && ctx.Err() == nil {
			return // reported
		}
	}
	for _, top := range p.functions() {
		l.doing("looking for benchmarks in %s (Benchmark%s)", p.path, top.Name)
		for _, side := range round.Sides {
			if fd := p.benchmarks[side]; fd != nil && ctx.Err() == nil {
				if fn, ok := fd.runs[top.Name]; ok {
					l.findTop(ctx, p, side, fn, fd)
				}
			}
		}
		if ctx.Err() != nil {
			l.unlist(p, top)
			continue
		}
		l.listed++
	}
}

// functions are the benchmark functions of both sides, in head's order and then base's.
func (p *pair) functions() []Top {
	var all []Top
	for _, side := range []round.Side{round.Head, round.Base} {
		if p.pkg[side] == nil {
			continue
		}
		for _, fn := range p.pkg[side].Benchmarks {
			if top := (Top{p.path, topName(fn.Name)}); !slices.Contains(all, top) {
				all = append(all, top)
			}
		}
	}
	return all
}

// declared asks a side's binary for its functions. It is nil where the binary does not
// say, which is reported unless ctx ended.
func (l *loader) declared(ctx context.Context, p *pair, side round.Side) *found {
	fd := &found{results: map[round.Benchmark]seen{}, troubled: map[Top][]gotest.Kind{}, runs: map[string]gotest.Func{}}
	listed, err := p.bin[side].List(ctx, "^Benchmark", l.Silence)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		l.fail(Failure{Side: side, Package: p.path, Stage: "list", Message: message(err)})
		return nil
	}
	for _, fn := range p.pkg[side].Benchmarks {
		if !slices.Contains(listed, fn.Name) {
			l.fail(Failure{Side: side, Package: p.path, Benchmark: topName(fn.Name), Stage: "list",
				Message: "the test binary does not list it: does TestMain return or exit without calling m.Run?"})
			fd.trouble(Top{p.path, topName(fn.Name)}, gotest.NoResult)
			continue
		}
		fd.runs[topName(fn.Name)] = fn
	}
	return fd
}

// findTop runs one top-level benchmark for one iteration per GOMAXPROCS value.
func (l *loader) findTop(ctx context.Context, p *pair, side round.Side, fn gotest.Func, fd *found) {
	for _, procs := range l.cpus() {
		results, err := p.bin[side].Discover(ctx, fn.Name, procs, l.Bench, l.Silence)
		if p.bin[side].Trimmed && l.mayMissFiles(p, side, err) && l.untrim(ctx, p, side, fn, procs) {
			results, err = p.bin[side].Discover(ctx, fn.Name, procs, l.Bench, l.Silence)
		}
		if ctx.Err() != nil {
			return
		}
		l.trouble(p, side, fn, err, fd)
		for _, r := range results {
			b := round.Benchmark{Package: p.path, Name: fullName(r.Name, r.Procs)}
			if have, ok := fd.results[b]; ok {
				l.fail(Failure{Side: side, Package: p.path, Benchmark: b.Name, Stage: "list", Message: fmt.Sprintf(
					"%s with -cpu=%d and %s with -cpu=%d have the same name", have.run, have.procs, r.Name, procs)})
				continue
			}
			fd.order = append(fd.order, b)
			fd.results[b] = seen{run: r.Name, procs: procs, took: r.Took, own: ownN(r)}
		}
	}
}

func (l *loader) cpus() []int {
	if len(l.CPU) == 0 {
		return []int{0}
	}
	return l.CPU
}

func fullName(name string, procs int) string {
	if procs <= 1 {
		return name
	}
	return fmt.Sprintf("%s-%d", name, procs)
}

// trouble notes what went wrong with which benchmarks, without the word Benchmark and
// without a GOMAXPROCS suffix.
func (l *loader) trouble(p *pair, side round.Side, fn gotest.Func, err error, fd *found) {
	for _, err := range each(err) {
		b, kind := round.Benchmark{Package: p.path, Name: topName(fn.Name)}, gotest.Kind("")
		var f *gotest.Failure
		if errors.As(err, &f) {
			b.Name, kind = cmp.Or(f.Benchmark, b.Name), f.Kind
		}
		fd.trouble(Top{p.path, b.Name}, kind)
		if kind == gotest.Skip {
			l.skip(Skipped{Benchmark: b, Side: side, Reason: f.Message})
			continue
		}
		l.fail(Failure{Side: side, Package: p.path, Benchmark: b.Name, Stage: "run", Message: message(err), Kind: kind})
	}
}

func (f *found) trouble(t Top, kind gotest.Kind) { f.troubled[t] = append(f.troubled[t], kind) }

// each takes apart what errors.Join joined; nil gives none.
func each(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// onlySkips reports whether nothing failed: benchmarks may have called Skip.
func onlySkips(err error) bool {
	for _, err := range each(err) {
		var f *gotest.Failure
		if !errors.As(err, &f) || f.Kind != gotest.Skip {
			return false
		}
	}
	return true
}

// skip notes a skipped benchmark once, whether one side skipped it or both.
func (l *loader) skip(s Skipped) {
	for i, have := range l.suite.Skipped {
		if have.Benchmark == s.Benchmark {
			if have.Side != s.Side {
				l.suite.Skipped[i].Side = ""
			}
			return
		}
	}
	l.suite.Skipped = append(l.suite.Skipped, s)
}

// message is the error with the tail of what the process printed.
func message(err error) string {
	var f *gotest.Failure
	if errors.As(err, &f) && !strings.Contains(f.Error(), strings.TrimSpace(f.Tail)) {
		return f.Error() + "\n" + f.Tail
	}
	return err.Error()
}
