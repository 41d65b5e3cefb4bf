package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/turns"
	"github.com/benchgate/benchgate/internal/round"
)

// A fidelityRun is the settings of the experiment.
type fidelityRun struct {
	*lab
	runs, rounds int
	benchtime    time.Duration
	oneBinary    bool
	engine       *turns.Engine
}

// A pairing is what go test and the turns engine measured of one benchmark, in
// blocks that each hold one run of go test and some rounds.
type pairing struct {
	round.Benchmark
	Note   string  `json:"note,omitempty"`
	Blocks []block `json:"blocks"`
	// Plain are runs of go test with as many iterations as a turn has; only
	// where B/op or allocs/op were not equal.
	Plain []map[string]float64 `json:"plain_at_n,omitempty"`
	// PlainError and TurnsError say why it was not measured.
	PlainError string `json:"plain_error,omitempty"`
	TurnsError string `json:"turns_error,omitempty"`

	subject subject
}

// A block is what was measured one right after the other.
type block struct {
	Plain  map[string]float64 `json:"plain"` // by unit
	N      int64              `json:"n"`     // iterations of the plain run
	Rounds []round.Round      `json:"rounds"`
}

// fidelity compares what turns measure with what go test measures.
func fidelity(f *flags) func(context.Context, *lab) (report, error) {
	list := f.String("list", "", "file with the benchmarks; default fidelity.txt in --dir")
	runs := f.Int("runs", 10, "runs of go test a benchmark")
	rounds := f.Int("rounds", 2, "rounds of turns after each run")
	benchtime := f.Duration("benchtime", time.Second, "go test's -benchtime")
	oneBinary := f.Bool("one-binary", false, "run go test with the binary of turns, whose hooks are dormant there, so that both have one layout")
	from := fromFlag(f)
	return func(ctx context.Context, l *lab) (report, error) {
		file := or(*list, filepath.Join(l.dir, "fidelity.txt"))
		if *from != "" {
			all, earlier, err := l.poolPairings(*from, file)
			if err != nil {
				return report{}, err
			}
			return report{tables: fidelityTables(all), earlier: earlier}, nil
		}
		if err := errors.Join(atLeast("runs", *runs, 2), atLeast("rounds", *rounds, 1)); err != nil {
			return report{}, err
		}
		r := fidelityRun{lab: l, runs: *runs, rounds: *rounds, benchtime: *benchtime, oneBinary: *oneBinary}
		r.engine = l.turns()
		r.engine.Warn = r.warn
		all, err := r.prepare(ctx, file)
		if err != nil {
			return report{}, err
		}
		if err := r.measure(ctx, all); err != nil {
			return report{}, err
		}
		return report{tables: fidelityTables(all), trials: all}, nil
	}
}

func (r *fidelityRun) warn(t measure.Target, message string) { r.say("%s: %s", t.Benchmark, message) }

// prepare builds every package of the list.
func (r *fidelityRun) prepare(ctx context.Context, list string) ([]*pairing, error) {
	entries, err := r.readList(list)
	if err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(filepath.Join(r.dir, "public"))
	if err != nil {
		return nil, err
	}
	packages, err := r.locate(ctx, dir, entries)
	if err != nil {
		return nil, err
	}
	builds := map[string]*pairing{}
	var all []*pairing
	for _, e := range entries {
		if builds[e.Package] == nil {
			r.say("building %s", e.Package)
			if builds[e.Package], err = r.build(ctx, packages[e.Package], len(builds)); err != nil {
				return nil, err
			}
		}
		p := *builds[e.Package]
		p.Benchmark, p.Note = e.Benchmark, e.note
		p.subject.Benchmark, p.subject.run = e.Benchmark, e.Name
		all = append(all, &p)
	}
	return all, nil
}

// build builds a package both ways. One that builds plainly but not with the
// hooks is a defect of the hooks.
func (r *fidelityRun) build(ctx context.Context, pkg gotest.Package, index int) (*pairing, error) {
	k, err := r.kit(ctx, pkg)
	if err != nil {
		return nil, err
	}
	p := &pairing{}
	if p.subject.plain, err = k.build(ctx, fmt.Sprintf("plain%03d", index), false, ""); err != nil {
		return nil, err
	}
	p.subject.hooked, err = k.build(ctx, fmt.Sprintf("hooked%03d", index), true, "")
	var bad *gotest.BuildError
	if errors.As(err, &bad) {
		p.TurnsError, err = err.Error(), nil
	}
	if r.oneBinary && p.TurnsError == "" {
		p.subject.plain = p.subject.hooked
	}
	return p, err
}

// outcome is a pairing in a few words.
func (p *pairing) outcome() string {
	switch {
	case p.PlainError != "":
		return p.Benchmark.String() + " by go test: " + p.PlainError
	case p.TurnsError != "":
		return p.Benchmark.String() + " by turns: " + p.TurnsError
	}
	return fmt.Sprintf("%s: bias %s over %d", p.Benchmark, signed(p.bias(p.Blocks, center)), len(p.Blocks))
}
