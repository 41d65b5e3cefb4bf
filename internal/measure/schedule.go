package measure

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// Run measures the plan's targets until the decider wants no more rounds or
// the budget is used up. It calls events, which may be nil, from its own
// goroutine, and reads no clock but the given one.
//
// Every sweep visits all open targets in a new random order and gives each one
// round; then the decider is asked. Once a target has its minimum, no round is
// started that would, if it costs as much as the target's last one, end past
// the budget.
//
// When ctx ends, the round in progress is dropped and Run returns the result so
// far, Interrupted, together with the context's cause. An engine's error that
// is no *TargetError is returned in the same way, with Broken.
func Run(ctx context.Context, p Plan, e Engine, d Decider, clock func() time.Time, events func(Event)) (Result, error) {
	p, err := p.complete()
	if err != nil {
		return Result{Stopped: Broken}, err
	}
	x := &experiment{plan: p, engine: e, decider: d, clock: clock, events: events, start: clock()}
	for _, t := range p.Targets {
		tr := &track{Target: t, coins: p.coins(t.Benchmark)}
		tr.left = x.forecast(nil)
		x.tracks = append(x.tracks, tr)
	}
	err = x.run(ctx)
	return x.finish(ctx, err), err
}

// A track is one target's way through the experiment.
type track struct {
	Target
	coins  *rand.Rand
	rounds []round.Round
	cost   time.Duration // of the last round
	left   int           // rounds it will want at most, if known
	status status
}

// A status is where a track stands.
type status int

const (
	open status = iota
	decided
	givenUp
	unaffordable
)

// An experiment is one Run.
//
// It is the place where a decision in stages fits in: a Decider with more
// states (suspect, confirmed) changes the stage and the layout that visit gives
// to a track's next rounds, and an order by nearness of the decision replaces
// the shuffle in sweep. Budget, coins, failures and events stay as they are.
type experiment struct {
	plan    Plan
	engine  Engine
	decider Decider
	clock   func() time.Time
	events  func(Event)
	start   time.Time
	tracks  []*track // in the plan's order
	result  Result
}

func (x *experiment) run(ctx context.Context) error {
	order := x.plan.visits()
	for {
		var sweep []*track
		for _, t := range x.tracks {
			if t.status == open {
				sweep = append(sweep, t)
			}
		}
		if len(sweep) == 0 {
			return nil
		}
		order.Shuffle(len(sweep), func(i, j int) { sweep[i], sweep[j] = sweep[j], sweep[i] })
		for _, t := range sweep {
			if err := x.visit(ctx, t); err != nil {
				return err
			}
		}
	}
}

// visit gives a track its next round, if there is time for it.
func (x *experiment) visit(ctx context.Context, t *track) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if len(t.rounds) >= x.plan.MinRounds && x.elapsed()+t.cost > x.plan.Budget {
		x.settle(t, unaffordable, nil)
		return nil
	}
	x.tell(Event{Step: Starting, Target: t.Target, Round: len(t.rounds)})
	began := x.clock()
	r, err := x.engine.Round(ctx, t.Target, toss(t.coins), 0)
	t.cost = x.clock().Sub(began)
	if err == nil {
		r.Index, r.Stage = len(t.rounds), round.Screen
		err = check(t.Target, r)
	}
	if err != nil {
		return x.fail(ctx, t, err)
	}
	x.keep(t, r)
	return nil
}

// check refuses what could be neither compared nor written down.
func check(t Target, r round.Round) error {
	if err := r.Validate(); err != nil {
		return &TargetError{Target: t, Failure: &gotest.Failure{Kind: gotest.Garbled, Benchmark: t.Run, Message: err.Error()}}
	}
	return nil
}

func (x *experiment) keep(t *track, r round.Round) {
	t.rounds = append(t.rounds, r)
	x.result.Rounds = append(x.result.Rounds, r)
	t.left = x.forecast(t.rounds)
	state := x.decider.Decide(t.rounds)
	x.tell(Event{Step: Measured, Target: t.Target, Round: r.Index})
	if state == Done {
		x.settle(t, decided, nil)
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
	x.settle(t, givenUp, failed)
	return nil
}

func (x *experiment) settle(t *track, s status, err error) {
	t.status = s
	x.tell(Event{Step: Settled, Target: t.Target, Round: len(t.rounds), Err: err})
}

func (x *experiment) elapsed() time.Duration { return x.clock().Sub(x.start) }
