package measure

import (
	"context"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// screen gives all their minimum, and then goes on with the nearest decisions
// while what confirming needs is not touched.
func (x *experiment) screen(ctx context.Context, d Decider) error {
	x.stage, x.judge = round.Screen, d.Screen
	if err := x.sweeps(ctx, x.plan.Budget, x.minimum); err != nil {
		return err
	}
	for _, t := range x.open() {
		if len(t.rounds) < x.plan.MinRounds {
			x.end(t, x.short(t), nil)
		}
	}
	confirming := x.confirming(d)
	x.warnIfShort(confirming)
	until := min(x.unreserved(), x.plan.Budget-confirming)
	if err := x.sweeps(ctx, until, func(t *track) int { return t.need }); err != nil {
		return err
	}
	for _, t := range x.open() {
		x.end(t, x.short(t), nil)
	}
	return nil
}

// minimum is how many more rounds a track has before any other has more.
func (x *experiment) minimum(t *track) int { return max(0, x.plan.MinRounds-len(t.rounds)) }

// unreserved is the part of the budget that is for the screen.
func (x *experiment) unreserved() time.Duration {
	return time.Duration(float64(x.plan.Budget) * (1 - x.plan.Reserve))
}

// sweeps takes rounds until each open track has had as many as need says, or
// until there is no time for any of them to get that far.
func (x *experiment) sweeps(ctx context.Context, until time.Duration, need func(*track) int) error {
	for {
		tracks := slices.DeleteFunc(x.open(), func(t *track) bool { return !x.reaches(t, until, need) })
		if len(tracks) == 0 {
			return nil
		}
		x.order.Shuffle(len(tracks), func(i, j int) { tracks[i], tracks[j] = tracks[j], tracks[i] })
		for _, t := range tracks {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if !x.reaches(t, until, need) {
				continue // another one took longer than it was expected to
			}
			if err := x.visit(ctx, t); err != nil {
				return err
			}
		}
	}
}

// reaches tells whether there is time until then for all the rounds that a track
// needs, after all that others need who need less time. So one that takes long
// keeps no other from being decided.
func (x *experiment) reaches(t *track, until time.Duration, need func(*track) int) bool {
	if need(t) == 0 {
		return false
	}
	mine, left, before := x.takes(t, need(t)), until-x.elapsed(), true
	if left <= 0 {
		return false
	}
	for _, u := range x.tracks {
		before = before && u != t
		if u.end != open {
			continue
		}
		if its := x.takes(u, need(u)); u == t || its < mine || its == mine && before {
			left -= its
		}
	}
	return left >= 0
}

// usualLink is what it takes to link both sides of a package, before any was.
const usualLink = 300 * time.Millisecond

// confirming is about what it takes to confirm those that the screen already
// suspects. To know them better first would leave no time for that.
func (x *experiment) confirming(d Decider) time.Duration {
	var sum time.Duration
	if !slices.ContainsFunc(x.tracks, func(t *track) bool { return t.end == suspected }) {
		return 0
	}
	linked := map[*gotest.Binary]bool{}
	for t, s := range x.suspects(d.Confirm(x.result.Rounds)) {
		if t.end != suspected {
			continue
		}
		sum += x.takes(t, s.Need)
		if s.ByLayout && x.plan.Layouts != "" && !linked[t.Base] {
			linked[t.Base] = true
			sum += time.Duration(s.Need) * usualLink
		}
	}
	return sum
}

// warnIfShort says early that the budget will not suffice, and what would.
func (x *experiment) warnIfShort(confirming time.Duration) {
	want := x.remaining()
	for _, t := range x.tracks {
		if t.end.ByBudget() { // it did not even have its minimum
			want += x.takes(t, x.minimum(t))
		}
	}
	elapsed := x.elapsed()
	if want+confirming == 0 || elapsed+want <= x.unreserved() && elapsed+want+confirming <= x.plan.Budget {
		return
	}
	needed := max(time.Duration(float64(elapsed+want)/(1-x.plan.Reserve)), elapsed+want+confirming)
	x.tell(Event{Step: Short, Needed: needed.Round(time.Millisecond)})
}
