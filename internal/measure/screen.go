package measure

import (
	"cmp"
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
		parties := x.parties(x.reaching(x.tracks, until, need))
		if len(parties) == 0 {
			return nil
		}
		x.order.Shuffle(len(parties), func(i, j int) { parties[i], parties[j] = parties[j], parties[i] })
		for _, party := range parties {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			// Another one may have taken longer than it was expected to.
			if party = x.reaching(party, until, need); len(party) == 0 {
				continue
			}
			if err := x.visit(ctx, party, until); err != nil {
				return err
			}
		}
	}
}

// reaching returns those of some tracks for which there is time until then: for all
// the rounds that they need, after all that others need who need less time. So one
// that takes long keeps no other from being decided. What a function takes besides
// counts in equal parts for those that share it.
func (x *experiment) reaching(some []*track, until time.Duration, need func(*track) int) []*track {
	sharing := map[function]int{}
	open := slices.DeleteFunc(x.open(), func(t *track) bool { return need(t) == 0 })
	for _, t := range open {
		if f, shared := x.function(t); shared {
			sharing[f]++
		}
	}
	parts := map[*track]time.Duration{}
	for _, t := range open {
		part := x.roundTime(t)
		if f, shared := x.function(t); shared {
			part += x.fixed(t) / time.Duration(sharing[f])
		}
		parts[t] = time.Duration(need(t)) * part
	}
	slices.SortStableFunc(open, func(a, b *track) int { return cmp.Compare(parts[a], parts[b]) })
	affordable := x.affordable(open, until, need)
	return slices.DeleteFunc(slices.Clone(some), func(t *track) bool { return !affordable[t] })
}

// usualLink is what it takes to link both sides of a package, before any was.
const usualLink = 300 * time.Millisecond

// confirming is about what it takes to confirm those that the screen already
// suspects. To know them better first would leave no time for that.
func (x *experiment) confirming(d Decider) time.Duration {
	b, links := x.bill(), time.Duration(0)
	if !slices.ContainsFunc(x.tracks, func(t *track) bool { return t.end == suspected }) {
		return 0
	}
	linked := map[*gotest.Binary]bool{}
	for t, s := range x.suspects(d.Confirm(x.result.Rounds)) {
		if t.end != suspected {
			continue
		}
		b.add(t, s.Need)
		if s.ByLayout && x.plan.Layouts != "" && !linked[t.Base] {
			linked[t.Base] = true
			links += time.Duration(s.Need) * usualLink
		}
	}
	return b.sum + links
}

// warnIfShort says early that the budget will not suffice, and what would.
func (x *experiment) warnIfShort(confirming time.Duration) {
	b := x.bill()
	for _, t := range x.tracks {
		switch {
		case t.end == open:
			b.add(t, t.need)
		case t.end.ByBudget(): // it did not even have its minimum
			b.add(t, x.minimum(t))
		}
	}
	want := b.sum
	elapsed := x.elapsed()
	if want+confirming == 0 || elapsed+want <= x.unreserved() && elapsed+want+confirming <= x.plan.Budget {
		return
	}
	needed := max(time.Duration(float64(elapsed+want)/(1-x.plan.Reserve)), elapsed+want+confirming)
	x.tell(Event{Step: Short, Needed: needed.Round(time.Millisecond)})
}
