package measure

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/round"
)

// Run measures the plan's targets until the decider wants no more rounds or
// the budget is used up. It calls events, which may be nil, from its own
// goroutine, and reads no clock but the given one.
//
// Every sweep of the screen visits benchmark functions with open targets in a new
// random order and gives each of these one round; then the decider is asked.
// Confirming takes one suspect at a time, with others of its function where there is
// time for them. No round is started that would, if it takes as long as the last
// one, end past the budget; where no time is known yet, one may, so that the
// budget is passed by one round at most.
//
// When ctx ends, the round in progress is dropped and Run returns the result so
// far, Interrupted, together with the context's cause. An engine's error that
// is no *TargetError is returned in the same way, with Broken.
func Run(ctx context.Context, p Plan, e Engine, d Decider, clock func() time.Time, events func(Event)) (Result, error) {
	p, err := p.complete()
	if err != nil {
		return Result{Stopped: Broken}, err
	}
	x := &experiment{plan: p, engine: e, clock: clock, events: events, start: clock(), order: p.visits(), setups: map[function]time.Duration{}}
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
	tossed round.Side    // by the coin of the next round; empty before
	had    int           // rounds in both stages
	rounds []round.Round // of this stage
	took   time.Duration // of its part in the last round, without links; 0 before the first
	spent  time.Duration // on all of them, its part of what others share, links and failures included
	need   int           // about how many more rounds until something is decided
	stage  round.Stage
	end    End // open while it is to have more rounds

	suspicion Suspicion // of confirming
	looks     int       // decisions that it came to in confirming and that left it open
}

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

	times  []time.Duration            // of the last round of each track that had one, sorted
	setups map[function]time.Duration // what the last round of each took besides

	stage round.Stage
	judge func([]round.Round) Standing // the stage's decider
	links links
}

func (x *experiment) run(ctx context.Context, d Decider) error {
	if err := x.screen(ctx, d); err != nil {
		return err
	}
	return x.confirm(ctx, d.Confirm(x.result.Rounds))
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

// next is what the next round of a track is expected to take.
func (x *experiment) next(t *track) time.Duration { return x.takes(t, 1) }

// want is the time that a track alone will take until something is decided.
func (x *experiment) want(t *track) time.Duration { return x.takes(t, t.need) }

func (x *experiment) takes(t *track, rounds int) time.Duration {
	return x.bill().more(t, rounds)
}

// roundTime is what a round of a track takes without links and without what its function
// takes besides: before its first round no
// less than its iterations took when it was found, or than others usually take.
func (x *experiment) roundTime(t *track) time.Duration {
	if t.took > 0 {
		return t.took
	}
	return max(t.Takes, x.usual())
}

// enoughTimes is how many times tell what is usual: with fewer, one that takes long
// might keep all others from being started.
const enoughTimes = 3

// usual is the least of what the targets' last rounds took, 0 of a few. Most
// rounds take about as long, and those that take longer do so by any factor.
func (x *experiment) usual() time.Duration {
	if len(x.times) < enoughTimes {
		return 0
	}
	return x.times[0]
}

// learn notes what a track's last round took.
func (x *experiment) learn(t *track, took time.Duration) {
	if i, known := slices.BinarySearch(x.times, t.took); known {
		x.times = slices.Delete(x.times, i, i+1)
	}
	i, _ := slices.BinarySearch(x.times, took)
	x.times, t.took = slices.Insert(x.times, i, took), took
}

// fits tells whether a track's next round will end by then.
func (x *experiment) fits(t *track, until time.Duration) bool {
	elapsed := x.elapsed()
	return elapsed < until && elapsed+x.next(t) <= until
}
