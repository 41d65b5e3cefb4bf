package measure

import (
	"context"
	"errors"
	"fmt"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// visit gives a track its next round.
func (x *experiment) visit(ctx context.Context, t *track) error {
	x.tell(Event{Step: Starting, Target: t.Target, Round: t.had})
	began := x.clock()
	defer func() { t.spent += x.clock().Sub(began) }()
	target, layout, err := x.relinked(ctx, t)
	if err != nil {
		return x.fail(ctx, t, err)
	}
	linked := x.clock()
	r, err := x.engine.Round(ctx, target, toss(t.coins), layout)
	x.learn(t, x.clock().Sub(linked))
	if failed := (*TargetError)(nil); errors.As(err, &failed) && failed.Side != "" {
		x.askOther(ctx, t, target, layout, failed)
	}
	if err == nil {
		r.Index, r.Stage = t.had, x.stage
		if t.Alone {
			r.Base = nil
		}
		err = check(t.Target, r)
	}
	if err != nil {
		return x.fail(ctx, t, err)
	}
	x.keep(t, r)
	return nil
}

// askOther finds out whether the other side skips, or fails in the same way, as well,
// by starting that one first: then head's change is not why. Of failures, only the
// first round asks: a side that had values does not always fail.
func (x *experiment) askOther(ctx context.Context, t *track, target Target, layout uint64, failed *TargetError) {
	skips := isKind(failed, gotest.Skip)
	if !skips && (t.Alone || t.had > 0 || x.stage != round.Screen) {
		return
	}
	_, err := x.engine.Round(ctx, target, failed.Side.Other(), layout)
	var other *TargetError
	if !errors.As(err, &other) || !isKind(err, failed.Failure.Kind) || other.Side != failed.Side.Other() || ctx.Err() != nil {
		return
	}
	if skips {
		failed.Side = ""
		return
	}
	x.result.Errors = append(x.result.Errors, other)
}

// check refuses what could be neither compared nor written down.
func check(t Target, r round.Round) error {
	if err := r.Validate(); err != nil {
		return &TargetError{Target: t, Failure: &gotest.Failure{Kind: gotest.Garbled, Benchmark: t.Run, Message: err.Error()}}
	}
	return nil
}

func (x *experiment) keep(t *track, r round.Round) {
	t.had++
	t.rounds = append(t.rounds, r)
	x.result.Rounds = append(x.result.Rounds, r)
	s := x.judge(t.rounds)
	t.need = 0
	if s.State == More {
		t.need = max(1, s.Need)
	}
	x.tell(Event{Step: Measured, Target: t.Target, Round: r.Index, Rounds: t.rounds})
	switch s.State {
	case Suspect:
		x.end(t, suspected, nil)
	case Done:
		x.end(t, Decided, nil)
	case TooNoisy:
		x.end(t, Noisy, nil)
	}
}

// fail gives the target up, or ends the experiment where the target is not to
// blame.
func (x *experiment) fail(ctx context.Context, t *track, err error) error {
	var failed *TargetError
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case !errors.As(err, &failed):
		return fmt.Errorf("measure %s: %w", t.Benchmark, err)
	}
	x.result.Errors = append(x.result.Errors, failed)
	if isKind(failed, gotest.Skip) {
		x.end(t, Skipped, failed)
	} else {
		x.end(t, Failed, failed)
	}
	return nil
}

// short is the end of a track that the budget leaves undecided.
func (x *experiment) short(t *track) End {
	switch {
	case t.stage == round.Confirm:
		return Unconfirmed
	case len(t.rounds) == 0:
		return Unreached
	}
	return Unscreened
}

func (x *experiment) end(t *track, end End, err error) {
	t.end = end
	x.tell(Event{Step: Ended, Target: t.Target, Round: t.had, Err: err})
}
