package gate

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/exec"
	"github.com/benchgate/benchgate/internal/measure/turns"
	"github.com/benchgate/benchgate/internal/round"
)

// engine returns what measures: turns where the hooks are in both binaries and
// the benchmark lets itself be steered, else exec.
func (w *workplace) engine(t trees, s config.Settings, seed uint64) (measure.Engine, error) {
	scratch := filepath.Join(t.Dir, "run")
	if err := os.MkdirAll(scratch, 0o700); err != nil {
		return nil, err
	}
	plain := exec.New(scratch, s.Timeout)
	if s.Engine == "exec" {
		return plain, nil
	}
	resident := &turns.Engine{
		Scratch: scratch, Silence: s.Timeout, Seed: seed,
		Warn: func(t measure.Target, message string) { w.warn("%s: %s", t.Benchmark, message) },
	}
	return &picker{turns: resident, exec: plain, only: s.Engine == "turns",
		unfit: map[round.Benchmark]bool{}, started: map[round.Benchmark]bool{}, warn: w.warn}, nil
}

// A picker measures each benchmark with the engine that fits it. A benchmark
// never changes its engine once it has a round: rounds of two engines must not
// meet in one test.
type picker struct {
	turns, exec measure.Engine
	only        bool // turns or nothing
	unfit       map[round.Benchmark]bool
	started     map[round.Benchmark]bool
	warn        func(format string, args ...any)
}

// Name implements measure.Engine; the rounds say which engine it was.
func (p *picker) Name() string { return "auto" }

// Round implements measure.Engine.
func (p *picker) Round(ctx context.Context, t measure.Target, first round.Side, layout uint64) (round.Round, error) {
	if !t.Hooked && p.only {
		return round.Round{}, unmeasurable(t, "the hooks of the turns engine do not fit its Go")
	}
	if !p.fits(t) {
		return p.exec.Round(ctx, t, first, layout)
	}
	r, err := p.turns.Round(ctx, t, first, layout)
	return p.settle(ctx, measure.Visit{Target: t, First: first}, layout, r, err)
}

// Shares implements measure.Engine.
func (p *picker) Shares(t measure.Target) bool { return p.fits(t) && p.turns.Shares(t) }

// Rounds implements measure.Engine.
func (p *picker) Rounds(ctx context.Context, visits []measure.Visit, layout uint64) []measure.Outcome {
	out := p.turns.Rounds(ctx, visits, layout)
	for i, v := range visits {
		if out[i].Err == measure.ErrNoTime {
			continue
		}
		from := time.Now()
		out[i].Round, out[i].Err = p.settle(ctx, v, layout, out[i].Round, out[i].Err)
		out[i].Took += time.Since(from)
	}
	return out
}

// fits tells whether the turns engine may measure a target.
func (p *picker) fits(t measure.Target) bool { return t.Hooked && !p.unfit[t.Benchmark] }

// settle passes on what the turns engine gave, and asks exec where that does not fit.
func (p *picker) settle(ctx context.Context, v measure.Visit, layout uint64, r round.Round, err error) (round.Round, error) {
	var unfit *turns.UnfitError
	if p.tryExec(v.Target, err) {
		return p.instead(ctx, v.Target, v.First, layout, err)
	}
	if !errors.As(err, &unfit) {
		p.started[v.Benchmark] = true
		return r, err
	}
	if p.only || p.started[v.Benchmark] {
		return round.Round{}, unmeasurable(v.Target, unfit.Reason)
	}
	p.unfit[v.Benchmark] = true
	p.warn("engine exec instead of turns for %s: %s", v.Benchmark, unfit.Reason)
	return p.exec.Round(ctx, v.Target, v.First, layout)
}

// tryExec tells whether exec is to try a benchmark that failed under turns: it may
// not bear company, or what the hooks allocate.
func (p *picker) tryExec(t measure.Target, err error) bool {
	var failed *measure.TargetError
	return !p.only && !p.started[t.Benchmark] && errors.As(err, &failed) && failed.Failure.Kind != gotest.Skip
}

// instead has exec measure what failed under turns. Where it fails there, too, that is
// the failure.
func (p *picker) instead(ctx context.Context, t measure.Target, first round.Side, layout uint64, failed error) (round.Round, error) {
	r, err := p.exec.Round(ctx, t, first, layout)
	if err == nil {
		p.unfit[t.Benchmark] = true
		line, _, _ := strings.Cut(failed.Error(), "\n")
		p.warn("engine exec instead of turns for %s, which fails under turns alone: %s", t.Benchmark, line)
	}
	return r, err
}

func unmeasurable(t measure.Target, reason string) error {
	return &measure.TargetError{Target: t, Failure: &gotest.Failure{Kind: gotest.Start, Benchmark: t.Run, Message: "the turns engine cannot measure it: " + reason}}
}
