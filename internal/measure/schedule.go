package measure

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/benchgate/benchgate/internal/round"
)

// Run measures the plan's targets until the decider wants no more rounds or
// the budget is used up. It calls events, which may be nil, from its own
// goroutine, and reads no clock but the given one.
//
// Every sweep visits open targets in a new random order and gives each one
// round; then the decider is asked. No round is started that would, if it costs
// as much as the target's last one, end past the budget; where no cost is known
// yet, one may, so that the budget is passed by one round at most.
//
// When ctx ends, the round in progress is dropped and Run returns the result so
// far, Interrupted, together with the context's cause. An engine's error that
// is no *TargetError is returned in the same way, with Broken.
func Run(ctx context.Context, p Plan, e Engine, d Decider, clock func() time.Time, events func(Event)) (Result, error) {
	p, err := p.complete()
	if err != nil {
		return Result{Stopped: Broken}, err
	}
	x := &experiment{plan: p, engine: e, clock: clock, events: events, start: clock(), order: p.visits()}
	for _, t := range p.Targets {
		x.tracks = append(x.tracks, &track{Target: t, coins: p.coins(t.Benchmark), need: p.MinRounds, stage: round.Screen})
	}
	err = x.run(ctx, d)
	return x.finish(ctx, err), err
}

// A track is one target's way through the experiment.
type track struct {
	Target
	coins  *rand.Rand
	had    int           // rounds in both stages
	rounds []round.Round // of this stage
	cost   time.Duration // of the last round
	spent  time.Duration // on all of them, links and failures included
	need   int           // about how many more rounds until something is decided
	stage  round.Stage
	end    End // open while it is to have more rounds
}

// want is the time that the track will take in this stage.
func (t *track) want() time.Duration { return time.Duration(t.need) * t.cost }

// What stands for the end of a track that has none yet.
const (
	open      End = ""
	suspected End = "suspected" // by the screen, and not yet in the second stage
)

// An experiment is one Run.
type experiment struct {
	plan   Plan
	engine Engine
	clock  func() time.Time
	events func(Event)
	start  time.Time
	order  *rand.Rand // of the visits
	tracks []*track   // in the plan's order
	result Result

	stage  round.Stage
	judge  func([]round.Round) Standing // the stage's decider
	placed func(round.Benchmark) bool   // whether a benchmark's rounds have layouts
	links  links
}

func (x *experiment) run(ctx context.Context, d Decider) error {
	if err := x.screen(ctx, d); err != nil {
		return err
	}
	return x.confirm(ctx, d)
}

// screen gives all their minimum, and then goes on with the nearest decisions
// while the reserve is not touched.
func (x *experiment) screen(ctx context.Context, d Decider) error {
	x.stage, x.judge = round.Screen, d.Screen
	for range x.plan.MinRounds {
		if err := x.sweep(ctx, x.open(), x.plan.Budget); err != nil {
			return err
		}
	}
	x.warnIfShort()
	until := time.Duration(float64(x.plan.Budget) * (1 - x.plan.Reserve))
	for {
		nearest := x.affordable(until)
		if len(nearest) == 0 {
			break
		}
		if err := x.sweep(ctx, nearest, until); err != nil {
			return err
		}
	}
	for _, t := range x.open() {
		x.settle(t, x.short(t), nil)
	}
	return nil
}

// confirm has the suspects measured anew. Whoever the screen left open is among
// them if the decider says so.
func (x *experiment) confirm(ctx context.Context, d Decider) error {
	c := d.Confirm(x.result.Rounds)
	suspects := map[round.Benchmark]bool{}
	for _, b := range c.Suspects() {
		suspects[b] = true
	}
	n := 0
	for _, t := range x.tracks {
		switch {
		case t.end == Failed || t.end == Skipped:
		case suspects[t.Benchmark]:
			t.end, t.stage, t.rounds, t.need = open, round.Confirm, nil, x.plan.MinRounds
			n++
		case t.end == suspected:
			t.end = Decided
		}
	}
	if n == 0 {
		return nil
	}
	x.stage, x.judge, x.placed, x.links.dir = round.Confirm, c.Confirm, c.Placed, x.plan.Layouts
	x.tell(Event{Step: Confirming, Round: n})
	layouts := x.plan.layouts()
	for len(x.open()) > 0 {
		if err := x.links.next(layouts.Uint64() | 1); err != nil {
			return err
		}
		if err := x.sweep(ctx, x.open(), x.plan.Budget); err != nil {
			return errors.Join(err, x.links.next(0))
		}
	}
	return x.links.next(0)
}

// sweep gives each of the tracks one round, in random order. One that does not
// fit is settled for this stage.
func (x *experiment) sweep(ctx context.Context, tracks []*track, until time.Duration) error {
	x.order.Shuffle(len(tracks), func(i, j int) { tracks[i], tracks[j] = tracks[j], tracks[i] })
	for _, t := range tracks {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if !x.fits(t, until) {
			x.settle(t, x.short(t), nil)
			continue
		}
		if err := x.visit(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// fits tells whether a track's next round will end by then.
func (x *experiment) fits(t *track, until time.Duration) bool {
	elapsed := x.elapsed()
	return elapsed < until && elapsed+t.cost <= until
}
