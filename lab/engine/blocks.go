package main

import (
	"context"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// measure takes the blocks of all benchmarks, block by block in random order,
// and then looks closer at allocations that differ.
func (r *fidelityRun) measure(ctx context.Context, all []*pairing) error {
	// A plain run first tries out how many iterations fit, and a round is 200 ms
	// and the start of two processes. This is about right on a quiet machine.
	each := 0.1 + 1.5*r.benchtime.Seconds() + 0.3*float64(r.rounds)
	total := time.Duration(float64(r.runs*len(all)) * each * float64(time.Second))
	progress := r.start(r.runs*len(all), total)
	done := 0
	for range r.runs {
		for _, i := range r.coins.Perm(len(all)) {
			if err := r.block(ctx, all[i]); err != nil {
				return err
			}
			done++
			progress.done(done, total*time.Duration(done)/time.Duration(r.runs*len(all)), all[i].outcome())
		}
	}
	for _, p := range all {
		if err := r.atTurnsN(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// block takes one run of go test and some rounds, a coin saying which is first.
// After an error of one, the other still goes on: so it is known which of the
// two cannot measure the benchmark.
func (r *fidelityRun) block(ctx context.Context, p *pairing) error {
	var b block
	steps := []func() error{
		func() error { return r.plain(ctx, p, &b) },
		func() error { return r.turns(ctx, p, &b) },
	}
	first := r.coins.IntN(2)
	for _, i := range []int{first, 1 - first} {
		if err := steps[i](); err != nil {
			if ctx.Err() != nil || !concerns(err) {
				return fmt.Errorf("%s: %w", p.Benchmark, err)
			}
			if i == 0 {
				p.PlainError = err.Error()
			} else {
				p.TurnsError = err.Error()
			}
		}
	}
	if b.Plain != nil && b.Rounds != nil {
		p.Blocks = append(p.Blocks, b)
	}
	return nil
}

func (r *fidelityRun) plain(ctx context.Context, p *pairing, b *block) error {
	if p.PlainError != "" {
		return nil
	}
	// A fresh copy, as turns have one for every round.
	return r.onFresh(p.subject.plain, func(binary *gotest.Binary) error {
		results, err := goTestResults(ctx, binary, p.subject.run, 1, r.benchtime)
		if err == nil {
			b.Plain, b.N = results[0].values, results[0].n
		}
		return err
	})
}

func (r *fidelityRun) turns(ctx context.Context, p *pairing, b *block) error {
	if p.TurnsError != "" {
		return nil
	}
	var all []round.Round
	for range r.rounds {
		one, err := r.engine.Round(ctx, p.subject.same(), r.coin(), 0)
		if err != nil {
			return err
		}
		all = append(all, one)
	}
	b.Rounds = all
	return nil
}

// closer is how many runs show what go test sees with as many iterations as a
// turn has.
const closer = 3

// atTurnsN runs go test with as many iterations as a turn has, where B/op or
// allocs/op differ: what depends on n must then be equal.
func (r *fidelityRun) atTurnsN(ctx context.Context, p *pairing) error {
	if !p.measured() || p.verdict("B/op") != differs && p.verdict("allocs/op") != differs {
		return nil
	}
	n := p.Blocks[0].Rounds[0].N
	for range closer {
		out, err := p.subject.plain.Run(ctx, gotest.Call{Benchmark: p.subject.run, N: n, Silence: silence})
		if err != nil {
			return fmt.Errorf("%s with %d iterations: %w", p.Benchmark, n, err)
		}
		p.Plain = append(p.Plain, out.Results[0].Values)
	}
	return nil
}
