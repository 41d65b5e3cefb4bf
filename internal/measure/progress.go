package measure

import "time"

// tell completes an event and passes it on.
func (x *experiment) tell(e Event) {
	if x.events == nil {
		return
	}
	e.Total, e.Elapsed, e.Budget, e.Stage = len(x.tracks), x.elapsed(), x.plan.Budget, x.stage
	for _, t := range x.tracks {
		if t.end != open && !t.end.ByBudget() {
			e.Decided++
		}
	}
	e.Remaining = x.remaining()
	x.events(e)
}

// remaining estimates the time that the open targets want: the rounds that it
// takes until something is decided, at the pace of each target's last one.
func (x *experiment) remaining() time.Duration {
	b := x.bill()
	for _, t := range x.open() {
		b.add(t, t.need)
	}
	return b.sum
}
