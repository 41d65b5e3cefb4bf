package turns

import (
	"context"
	"errors"

	"github.com/benchgate/benchgate/internal/measure"
)

// measure takes a round of each of a party's visits. What they share of it is not in
// any visit's time.
func (e *Engine) measure(ctx context.Context, p party, layout uint64) []measure.Outcome {
	out := make([]measure.Outcome, len(p.visits))
	left := make([]int, len(p.visits)) // of the visits
	for i := range left {
		left[i] = i
	}
	for len(left) > 0 {
		t, err := e.attempt(ctx, p.of(left), layout)
		var rest []int
		for k, i := range left {
			switch {
			case err != nil:
				out[i].Err = err
			case t.stands[k] == done:
				out[i] = t.out[k]
			case !p.shared:
				out[i].Err = t.unmet(k)
			default:
				rest = append(rest, i)
			}
		}
		// What a visit has spoilt for others spoils it once.
		if again := len(rest) < len(left) && t.stopped != nil && len(rest) > 0; !again {
			e.part(t, p.of(rest))
			for _, i := range rest {
				if v := p.visits[i]; v.Fits != nil && !v.Fits() {
					out[i].Err = measure.ErrNoTime
					continue
				}
				out[i] = e.measure(ctx, party{visits: p.visits[i : i+1]}, layout)[0]
			}
			break
		}
		left = rest
	}
	return out
}

// of returns the party of some of the visits.
func (p party) of(some []int) party {
	of := party{shared: p.shared}
	for _, i := range some {
		of.visits = append(of.visits, p.visits[i])
	}
	return of
}

// attempt takes both sides through at the same time, which saves some, unless that
// was seen not to go well: then, and in all later rounds, one goes after the other.
// So it does where first iterations are the measurement, or are likely to be.
func (e *Engine) attempt(ctx context.Context, p party, layout uint64) (*tour, error) {
	t, err := e.tour(ctx, p, layout, e.atOnce(p))
	var c clash
	if !errors.As(err, &c) && !errors.Is(err, errDisturbed) {
		return t, err
	}
	hit := []int{}
	if c.trouble != nil {
		hit = t.concerned(c.trouble)
	}
	t, err = e.tour(ctx, p, layout, false)
	if err != nil || t.stopped != nil || c.trouble == nil {
		return t, err
	}
	for _, i := range hit {
		if t.out[i].Err != nil {
			return t, nil // it does so by itself
		}
	}
	e.keepApart(p, hit, c)
	return t, nil
}

// atOnce tells whether both sides of a party may run side by side where nothing is
// timed.
func (e *Engine) atOnce(p party) bool {
	for _, v := range p.visits {
		plan, known := e.plans[v.Benchmark]
		if plan.once || e.apart[v.Benchmark] || !known && v.Takes >= goTestTime {
			return false
		}
	}
	return true
}

// keepApart notes that some visits clash: all, where they are not known.
func (e *Engine) keepApart(p party, hit []int, c clash) {
	visits := p.visits
	if len(hit) > 0 {
		visits = p.of(hit).visits
	}
	for _, v := range visits {
		put(&e.apart, v.Benchmark, true)
	}
	e.warn(visits[0].Target, "base and head start and end one after the other, because one fails when both run at once (%s): do both need the same port, file or lock?", c.trouble)
}

// part has the rest of a party measured by processes of their own, from now on where
// the next round would be no better.
func (e *Engine) part(t *tour, rest party) {
	if len(rest.visits) == 0 || t == nil || t.session == nil {
		return
	}
	f := rest.function()
	if t.stopped != nil {
		put(&e.parted, f, true)
		e.warn(rest.visits[0].Target, "the benchmarks of its function are measured by processes of their own: %s of %s ends the process that serves them (%v)",
			t.stopped.at, t.stopped.side, t.stopped.err)
		return
	}
	both := common(t.processes[0].seen, t.processes[1].seen)
	put(&e.common, f, both)
	for _, v := range rest.visits {
		put(&e.misses, v.Benchmark, e.misses[v.Benchmark]+1)
		if e.misses[v.Benchmark] >= mostMisses || !both["Benchmark"+v.Run] {
			put(&e.lone, v.Benchmark, true)
			e.warn(v.Target, "it is measured by processes of its own, since its function does not come to it on both sides, or not in the same order")
		}
	}
}
