package measure

import (
	"context"
	"errors"
	"iter"
	"math/bits"

	"github.com/benchgate/benchgate/internal/round"
)

// confirm has the suspects measured anew. Whoever the screen left open is among
// them if the decider says so.
//
// One suspect has rounds until its next decision before another one has any: so
// whatever time there is decides as many as it can. Shared out evenly, it might
// decide none. Others of its function come along where there is time for that.
func (x *experiment) confirm(ctx context.Context, c Confirmation) error {
	n := 0
	for t, s := range x.suspects(c) {
		t.end, t.stage, t.rounds, t.need, t.suspicion = open, round.Confirm, nil, max(1, s.Need), s
		n++
	}
	for _, t := range x.tracks {
		if t.end == suspected {
			t.end = Decided
		}
	}
	if n == 0 {
		return nil
	}
	x.stage, x.judge, x.links = round.Confirm, c.Standing, newLinks(x.plan)
	x.tell(Event{Step: Confirming, Round: n})
	return errors.Join(x.decide(ctx), x.links.close())
}

// suspects are the tracks that are to be confirmed. One that was given up is not.
func (x *experiment) suspects(c Confirmation) iter.Seq2[*track, Suspicion] {
	all := map[round.Benchmark]Suspicion{}
	for _, s := range c.Suspects() {
		all[s.Benchmark] = s
	}
	return func(yield func(*track, Suspicion) bool) {
		for _, t := range x.tracks {
			if s, ok := all[t.Benchmark]; ok && t.end != Failed && t.end != Skipped && !yield(t, s) {
				return
			}
		}
	}
}

// decide takes confirming rounds while there is a suspect for which one fits.
func (x *experiment) decide(ctx context.Context) error {
	var lead *track
	for {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if lead = x.nearest(lead); lead == nil {
			return nil
		}
		party, needs, had := x.company(lead), map[*track]int{}, map[*track]int{}
		for _, t := range party {
			needs[t], had[t] = t.need, t.had
		}
		if err := x.visit(ctx, party, x.plan.Budget); err != nil {
			return err
		}
		if err := x.links.drop(x.open()); err != nil {
			return err
		}
		decided := func(t *track) bool { return (t.had > had[t] || t.end != open) && t.need != needs[t]-1 }
		for _, t := range party {
			if decided(t) {
				t.looks++
			}
		}
		if decided(lead) {
			lead = nil
		}
	}
}

// nearest returns the suspect whose round is next: the current one while it can
// come to its decision in time, and nil where no round fits any more. Those that
// no round fits end here.
func (x *experiment) nearest(current *track) *track {
	var best *track
	for _, t := range x.open() {
		switch {
		case !x.fits(t, x.plan.Budget):
			x.end(t, Unconfirmed, nil)
		case best == nil || x.nearer(t, best, current):
			best = t
		}
	}
	return best
}

// nearer tells whether a goes before b. What can be decided in time goes before
// all else, since a few rounds of the rest at most clear it. Then a first decision
// goes before others: it is the one that most slowdowns fail at.
func (x *experiment) nearer(a, b, current *track) bool {
	left := x.plan.Budget - x.elapsed()
	takesA, takesB := x.want(a), x.want(b)
	if inTime := takesA <= left; inTime != (takesB <= left) {
		return inTime
	}
	if a == current || b == current {
		return a == current
	}
	if a.looks != b.looks {
		return a.looks < b.looks
	}
	// No two rounds take equally long: what takes about as long is as near.
	if ofA, ofB := bits.Len64(uint64(takesA)), bits.Len64(uint64(takesB)); ofA != ofB {
		return ofA < ofB
	}
	return a.suspicion.Worse > b.suspicion.Worse
}
