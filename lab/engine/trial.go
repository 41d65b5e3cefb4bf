package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/exec"
	"github.com/benchgate/benchgate/internal/measure/turns"
	"github.com/benchgate/benchgate/internal/round"
)

// A trial is one estimate of the change of one benchmark by one method.
type trial struct {
	round.Benchmark
	Method string `json:"method"`
	Rep    int    `json:"repetition"` // from 0
	// Change is head/base − 1 in sec/op, by this trial alone.
	Change float64 `json:"change"`
	Base   float64 `json:"base"` // sec/op
	Head   float64 `json:"head"` // sec/op
	// Samples is the number of rounds, or of results a side for go test.
	Samples int     `json:"samples"`
	Seconds float64 `json:"seconds"` // of wall time, builds left out
	Error   string  `json:"error,omitempty"`
	se      float64 // standard error of the log-ratios, NaN of one round
}

// A method is one way to estimate a change.
type method struct {
	name    string
	reps    int
	seconds float64 // expected for one trial
	try     func(ctx context.Context, l *lab, s subject) (trial, error)
}

// byTurns estimates with a new turns engine, calibration included, by as many rounds
// as fit into a wall time.
func byTurns(ctx context.Context, l *lab, t measure.Target, wall time.Duration) (trial, error) {
	return byRounds(ctx, l, l.turns(), t, wall)
}

// turns makes a new turns engine.
func (l *lab) turns() *turns.Engine {
	return &turns.Engine{Scratch: l.scratch, Silence: silence, Seed: l.coins.Uint64()}
}

// byRounds estimates by an engine's rounds: as many as fit into a wall time, at
// least one. The change is the Hodges–Lehmann centre of their log-ratios.
func byRounds(ctx context.Context, l *lab, e measure.Engine, t measure.Target, wall time.Duration) (trial, error) {
	start := time.Now()
	rounds, err := l.rounds(ctx, e, t, wall)
	if err != nil {
		return trial{}, err
	}
	seconds := time.Since(start).Seconds()
	tr, err := estimate(rounds)
	tr.Seconds = seconds
	return tr, err
}

// rounds takes rounds for about the given wall time: another one is started
// when at least half of it should fit.
func (l *lab) rounds(ctx context.Context, e measure.Engine, t measure.Target, wall time.Duration) ([]round.Round, error) {
	var all []round.Round
	start, last := time.Now(), time.Duration(0)
	for len(all) == 0 || time.Since(start)+last/2 < wall {
		from := time.Now()
		r, err := e.Round(ctx, t, l.coin(), 0)
		if err != nil {
			return all, err
		}
		all, last = append(all, r), time.Since(from)
	}
	return all, nil
}

// estimate sums rounds up.
func estimate(rounds []round.Round) (trial, error) {
	var ratios, levels []float64
	for _, r := range rounds {
		b, h := r.Base["sec/op"].Center, r.Head["sec/op"].Center
		if !(b > 0 && h > 0) {
			return trial{}, errors.New("a round has no sec/op")
		}
		ratios = append(ratios, math.Log(h/b))
		levels = append(levels, math.Log(h*b)/2)
	}
	ratio, level := walsh(ratios), median(levels)
	return trial{
		Change: math.Expm1(ratio), Base: math.Exp(level - ratio/2), Head: math.Exp(level + ratio/2),
		Samples: len(rounds), se: deviation(ratios) / math.Sqrt(float64(len(ratios))),
	}, nil
}

// byExec estimates with a new exec engine, calibration included.
func byExec(wall time.Duration) func(context.Context, *lab, subject) (trial, error) {
	return func(ctx context.Context, l *lab, s subject) (trial, error) {
		// The engine wants a directory of its own, and this trial a new engine.
		l.copies++
		dir, err := l.room(fmt.Sprintf("exec%06d", l.copies))
		if err != nil {
			return trial{}, err
		}
		return byRounds(ctx, l, exec.New(dir, silence), s.target(s.plain, s.plain), wall)
	}
}

// byGoTest estimates as is usual today: all of base, then all of head, each by
// one process, and the change is that of the medians.
func byGoTest(count int, benchtime time.Duration) func(context.Context, *lab, subject) (trial, error) {
	return func(ctx context.Context, l *lab, s subject) (trial, error) {
		var medians [2]float64
		tr := trial{}
		for i := range round.Sides {
			err := l.onFresh(s.plain, func(b *gotest.Binary) error {
				start := time.Now()
				values, err := goTest(ctx, b, s.run, count, benchtime)
				tr.Seconds += time.Since(start).Seconds() // without the copy
				if err != nil {
					return err
				}
				medians[i], tr.Samples = median(values), len(values)
				return nil
			})
			if err != nil {
				return tr, err
			}
		}
		tr.Base, tr.Head = medians[0], medians[1]
		tr.Change = tr.Head/tr.Base - 1
		return tr, nil
	}
}

// concerns tells whether an error is about one benchmark, so that the
// experiment goes on without this trial.
func concerns(err error) bool {
	var target *measure.TargetError
	var unfit *turns.UnfitError
	var failure *gotest.Failure
	var variant estimateError
	return errors.As(err, &target) || errors.As(err, &unfit) || errors.As(err, &failure) || errors.As(err, &variant)
}
