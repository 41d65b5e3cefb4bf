package measure

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// visit gives a track its next round.
func (x *experiment) visit(ctx context.Context, t *track) error {
	x.tell(Event{Step: Starting, Target: t.Target, Round: t.had})
	began := x.clock()
	defer func() { t.spent += x.clock().Sub(began) }()
	placed, layout, err := x.place(ctx, t.Target)
	if err != nil {
		return x.fail(ctx, t, err)
	}
	r, err := x.engine.Round(ctx, placed, toss(t.coins), layout)
	t.cost = x.clock().Sub(began)
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

// place returns the target in the layout of its next round. A package that cannot
// be linked anew keeps the linker's own.
func (x *experiment) place(ctx context.Context, t Target) (Target, uint64, error) {
	if x.placed == nil || !x.placed(t.Benchmark) {
		return t, 0, nil
	}
	began := x.clock()
	again, layout, err := x.links.target(ctx, t)
	x.result.Linking += x.clock().Sub(began)
	if err != nil && ctx.Err() == nil {
		x.links.giveUp(t)
		x.tell(Event{Step: Unplaced, Target: t, Err: err})
		return t, 0, nil
	}
	return again, layout, err
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
		x.settle(t, suspected, nil)
	case Done:
		x.settle(t, Decided, nil)
	case TooNoisy:
		x.settle(t, Noisy, nil)
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
		x.settle(t, Skipped, failed)
	} else {
		x.settle(t, Failed, failed)
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

func (x *experiment) settle(t *track, end End, err error) {
	t.end = end
	x.tell(Event{Step: Settled, Target: t.Target, Round: t.had, Err: err})
}

func (x *experiment) elapsed() time.Duration { return x.clock().Sub(x.start) }

// open lists the open tracks, in the plan's order.
func (x *experiment) open() []*track {
	var tracks []*track
	for _, t := range x.tracks {
		if t.end == open {
			tracks = append(tracks, t)
		}
	}
	return tracks
}

// affordable lists the open tracks whose decision can be reached by then: the
// nearest first, as many as there is time for in all. Where not even one can be,
// nobody has another round in this stage.
func (x *experiment) affordable(until time.Duration) []*track {
	tracks := x.open()
	slices.SortStableFunc(tracks, func(a, b *track) int { return cmp.Compare(a.want(), b.want()) })
	left := until - x.elapsed()
	n := 0
	for ; n < len(tracks) && tracks[n].want() <= left; n++ {
		left -= tracks[n].want()
	}
	return tracks[:n]
}

// warnIfShort says early that the budget will not suffice, and what would.
func (x *experiment) warnIfShort() {
	want := x.remaining()
	for _, t := range x.tracks {
		if t.end.ByBudget() { // it did not even have its minimum
			want += time.Duration(x.plan.MinRounds-t.had) * x.usualCost()
		}
	}
	have := time.Duration(float64(x.plan.Budget)*(1-x.plan.Reserve)) - x.elapsed()
	if want <= have {
		return
	}
	needed := float64(x.elapsed()+want) / (1 - x.plan.Reserve)
	x.tell(Event{Step: Short, Needed: time.Duration(needed).Round(time.Millisecond)})
}
