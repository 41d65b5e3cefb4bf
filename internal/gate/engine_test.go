package gate

import (
	"context"
	"fmt"
	"testing"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/turns"
	"github.com/benchgate/benchgate/internal/round"
)

// answers is an engine that gives its answers in order, nil for a round.
type answers struct {
	name  string
	errs  []error
	asked int
}

func (a *answers) Name() string { return a.name }

func (a *answers) Shares(measure.Target) bool { return false }

func (a *answers) Rounds(ctx context.Context, visits []measure.Visit, layout uint64) []measure.Outcome {
	return measure.Each(ctx, a, visits, layout)
}

func (a *answers) Round(context.Context, measure.Target, round.Side, uint64) (round.Round, error) {
	err := a.errs[min(a.asked, len(a.errs)-1)]
	a.asked++
	return round.Round{Engine: a.name}, err
}

// TestPicker: what turns cannot measure, exec does, unless it has a round already.
func TestPicker(t *testing.T) {
	target := measure.Target{Hooked: true}
	fails := &measure.TargetError{Target: target, Side: round.Base, Failure: &gotest.Failure{Kind: gotest.Fail, Message: "3 mallocs\nmore"}}
	plain := &measure.TargetError{Target: target, Side: round.Base, Failure: &gotest.Failure{Kind: gotest.Panic, Message: "oh no"}}
	skips := &measure.TargetError{Target: target, Side: round.Base, Failure: &gotest.Failure{Kind: gotest.Skip}}
	unfit := &turns.UnfitError{Reason: "it stops the world"}
	for name, tt := range map[string]struct {
		turns, exec []error
		only        bool
		want        string // the engine of each of two rounds, or their errors
		warnings    int
	}{
		"turns measures it":        {turns: []error{nil}, want: "turns turns"},
		"it does not fit":          {turns: []error{unfit}, exec: []error{nil}, want: "exec exec", warnings: 1},
		"it fails under turns":     {turns: []error{fails}, exec: []error{nil}, want: "exec exec", warnings: 1},
		"it fails under both":      {turns: []error{fails}, exec: []error{plain}, want: "panic panic"},
		"it fails after a round":   {turns: []error{nil, fails}, exec: []error{nil}, want: "turns fail"},
		"it skips":                 {turns: []error{skips}, exec: []error{nil}, want: "skip skip"},
		"it fails, and turns only": {turns: []error{fails}, exec: []error{nil}, only: true, want: "fail fail"},
	} {
		warnings := 0
		p := &picker{turns: &answers{name: "turns", errs: tt.turns}, exec: &answers{name: "exec", errs: tt.exec}, only: tt.only,
			unfit: map[round.Benchmark]bool{}, started: map[round.Benchmark]bool{}, warn: func(string, ...any) { warnings++ }}
		took := func() string {
			r, err := p.Round(t.Context(), target, round.Base, 0)
			if failed, ok := err.(*measure.TargetError); ok {
				return string(failed.Failure.Kind)
			}
			return r.Engine
		}
		if got := fmt.Sprint(took(), " ", took()); got != tt.want || warnings != tt.warnings {
			t.Errorf("%s: %s with %d warnings, want %s with %d", name, got, warnings, tt.want, tt.warnings)
		}
	}
}
