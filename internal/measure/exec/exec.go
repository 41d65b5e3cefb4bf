// Package exec measures with plain test binaries, one process a sample. Every
// platform and every benchmark can be measured so.
package exec

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// The times of an engine, shortened by tests.
const (
	standardSample  = 100 * time.Millisecond
	standardLongest = time.Second
)

// An Engine is the engine that runs plain test binaries: one process a sample, the
// two sides one after the other with the same fixed number of iterations.
//
// The number is calibrated in the first round of a target and stays the same
// for all its rounds, since allocs/op is truncated and the truncation depends
// on it. An Engine is not safe for concurrent use: processes at the same time
// would disturb each other. Use New.
type Engine struct {
	// sample is the time that a sample of the faster side is meant to take.
	sample time.Duration
	// longest bounds the time that a sample of the slower side is meant to take,
	// stopped timers included, unless a single iteration takes longer.
	longest time.Duration
	silence time.Duration

	copies copies
	counts map[round.Benchmark]int64
	run    func(context.Context, *gotest.Binary, gotest.Call) (gotest.Output, error)
}

// New returns the engine. Scratch is an existing
// directory, for the engine alone, in which binaries are copied; it should lie
// outside both trees. Silence is the longest time in which a process may finish
// nothing; 0 means for ever.
func New(scratch string, silence time.Duration) *Engine {
	return &Engine{
		sample: standardSample, longest: standardLongest, silence: silence,
		copies: copies{dir: scratch},
		counts: map[round.Benchmark]int64{},
		run: func(ctx context.Context, b *gotest.Binary, c gotest.Call) (gotest.Output, error) {
			return b.Run(ctx, c)
		},
	}
}

// Name implements Engine.
func (e *Engine) Name() string { return "exec" }

// Round implements Engine. A result that cannot be read for certain is asked
// for once more, with the whole round: that is an accident of what else the
// benchmark prints. Every other failure counts at once.
func (e *Engine) Round(ctx context.Context, t measure.Target, first round.Side, layout uint64) (round.Round, error) {
	r, err := e.attempt(ctx, t, first)
	if garbled(err) && ctx.Err() == nil {
		r, err = e.attempt(ctx, t, first)
	}
	r.Layout = layout
	return r, err
}

// Shares implements Engine: every target has processes of its own, since the number
// of iterations is one for a whole process, and each target has its own.
func (e *Engine) Shares(measure.Target) bool { return false }

// Rounds implements Engine.
func (e *Engine) Rounds(ctx context.Context, visits []measure.Visit, layout uint64) []measure.Outcome {
	return measure.Each(ctx, e, visits, layout)
}

// garbled reports whether err tells of a result that cannot be read for certain.
func garbled(err error) bool {
	var f *gotest.Failure
	return errors.As(err, &f) && f.Kind == gotest.Garbled
}

// attempt measures the two sides, after calibrating if that is still to do.
func (e *Engine) attempt(ctx context.Context, t measure.Target, first round.Side) (round.Round, error) {
	n, err := e.count(ctx, t, first)
	if err != nil {
		return round.Round{}, err
	}
	r := round.Round{Benchmark: t.Benchmark, Engine: e.Name(), First: first, N: n}
	for _, s := range [2]round.Side{first, first.Other()} {
		out, err := e.take(ctx, t, s, n)
		if err != nil {
			return round.Round{}, err
		}
		if s == round.Base {
			r.Base = values(out.Results[0])
		} else {
			r.Head = values(out.Results[0])
		}
	}
	return r, nil
}

// values turns the one sample of a process into a round's values.
func values(r gotest.Result) round.Values {
	vs := round.Values{}
	for unit, v := range r.Values {
		vs[unit] = round.Value{Center: v, Mean: v}
	}
	return vs
}

// count returns the target's number of iterations.
func (e *Engine) count(ctx context.Context, t measure.Target, first round.Side) (int64, error) {
	if t.OwnN {
		return 1, nil
	}
	if n := e.counts[t.Benchmark]; n > 0 {
		return n, nil
	}
	n, err := e.calibrate(ctx, t, first)
	if err == nil {
		e.counts[t.Benchmark] = n
	}
	return n, err
}

// take runs one process of one side. Its output has exactly one result, of n
// iterations. The process gets a fresh copy of the binary: where the pages of a
// file happen to sit makes identical binaries differ by some percent for as long
// as the file lives.
func (e *Engine) take(ctx context.Context, t measure.Target, s round.Side, n int64) (out gotest.Output, err error) {
	fresh, err := e.copies.copy(t.Binary(s))
	if err != nil {
		return out, err
	}
	defer func() { err = worse(err, e.copies.remove(fresh)) }()
	out, err = e.run(ctx, fresh, gotest.Call{Benchmark: t.Run, Procs: t.Procs, N: n, OwnN: t.OwnN, Silence: e.silence})
	if err == nil {
		err = verify(t, out, n)
	}
	var f *gotest.Failure
	if errors.As(err, &f) {
		err = &measure.TargetError{Target: t, Side: s, Failure: f}
	}
	return out, err
}

// worse prefers an error about the scratch directory, which concerns all
// targets, to one that concerns this target alone.
func worse(target, scratch error) error {
	if target == nil || scratch == nil {
		return errors.Join(target, scratch)
	}
	return fmt.Errorf("%w, after: %v", scratch, target)
}

// verify makes sure that what came is what was asked for.
func verify(t measure.Target, out gotest.Output, n int64) error {
	f := &gotest.Failure{Kind: gotest.Garbled, Benchmark: t.Run, Tail: out.Tail}
	switch {
	case len(out.Results) != 1:
		f.Message = fmt.Sprintf("%d results instead of one", len(out.Results))
	case out.Results[0].Name != t.Run:
		f.Message = fmt.Sprintf("the result is that of %s", out.Results[0].Name)
	case out.Results[0].N != n && !t.OwnN:
		f.Message = fmt.Sprintf("%d iterations were run instead of %d", out.Results[0].N, n)
	default:
		return nil
	}
	return f
}
