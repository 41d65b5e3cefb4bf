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
// takes until something is decided, at the cost of each target's last one.
func (x *experiment) remaining() time.Duration {
	sum, usual := time.Duration(0), x.usualCost()
	for _, t := range x.open() {
		cost := t.cost
		if cost == 0 {
			cost = usual
		}
		sum += time.Duration(t.need) * cost
	}
	return sum
}

// usualCost is what the targets' last rounds cost on average, 0 before the first.
func (x *experiment) usualCost() time.Duration {
	var sum time.Duration
	measured := 0
	for _, t := range x.tracks {
		if t.cost > 0 {
			sum += t.cost
			measured++
		}
	}
	return sum / time.Duration(max(1, measured))
}
