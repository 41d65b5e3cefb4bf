package measure

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// visit gives each track of a party its next round, as far as there is time until
// then: the first one surely was thought to have it.
func (x *experiment) visit(ctx context.Context, party []*track, until time.Duration) error {
	for _, t := range party {
		x.tell(Event{Step: Starting, Target: t.Target, Round: t.had})
	}
	began := x.clock()
	linked, layout, err := x.relinked(ctx, party[0])
	linking := x.clock().Sub(began) / time.Duration(len(party))
	for _, t := range party {
		t.spent += linking
	}
	if err != nil {
		return x.fail(ctx, party[0], err)
	}
	visits, asked := make([]Visit, len(party)), false
	for i, t := range party {
		visits[i] = Visit{Target: t.Target, First: t.coin(), Fits: x.fitting(until, t, &asked)}
		visits[i].Base, visits[i].Head = linked.Base, linked.Head
	}
	var failed error
	for i, out := range x.rounds(ctx, party, visits, layout) {
		if err := x.take(ctx, party[i], visits[i], layout, out); err != nil && failed == nil {
			failed = err
		}
	}
	return failed
}

// coin is the side that starts a track's next round. The coin is tossed once, also
// where there is no time for the round.
func (t *track) coin() round.Side {
	if t.tossed == "" {
		t.tossed = toss(t.coins)
	}
	return t.tossed
}

// fitting tells, when a track's turn in a round comes, whether its part of it will
// end by then, and whether as many as it needs would, where it had none yet: whole
// minimums of some tell more than one round of all. The first that is asked has its
// part: no round is for nothing.
func (x *experiment) fitting(until time.Duration, t *track, asked *bool) func() bool {
	began := x.elapsed()
	return func() bool {
		first := !*asked
		*asked = true
		elapsed, end := x.elapsed(), until
		if t.took == 0 { // more rounds like this are to follow
			end = began + (until-began)/time.Duration(max(1, t.need))
		}
		return first || elapsed < end && elapsed+x.roundTime(t) <= end
	}
}

// rounds has the engine take a round of a party, and notes what it took.
func (x *experiment) rounds(ctx context.Context, party []*track, visits []Visit, layout uint64) []Outcome {
	f, shared := x.function(party[0])
	began := x.clock()
	if !shared {
		r, err := x.engine.Round(ctx, visits[0].Target, visits[0].First, layout)
		took := x.clock().Sub(began)
		x.learn(party[0], took)
		party[0].spent += took
		return []Outcome{{Round: r, Took: took, Err: err}}
	}
	outs := x.engine.Rounds(ctx, visits, layout)
	besides := x.clock().Sub(began)
	for i, t := range party {
		if outs[i].Err != ErrNoTime {
			x.learn(t, outs[i].Took)
		}
		besides -= outs[i].Took
	}
	x.setups[f] = max(0, besides)
	for i, t := range party {
		t.spent += outs[i].Took + x.setups[f]/time.Duration(len(party))
	}
	return outs
}

// take takes what a round gave a track.
func (x *experiment) take(ctx context.Context, t *track, v Visit, layout uint64, out Outcome) error {
	r, err := out.Round, out.Err
	if err == ErrNoTime {
		return nil
	}
	t.tossed = ""
	if failed := (*TargetError)(nil); errors.As(err, &failed) && failed.Side != "" {
		began := x.clock()
		x.askOther(ctx, t, v.Target, layout, failed)
		t.spent += x.clock().Sub(began)
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
