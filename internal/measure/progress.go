package measure

import (
	"time"

	"github.com/benchgate/benchgate/internal/round"
)

// tell completes an event and passes it on.
func (x *experiment) tell(e Event) {
	if x.events == nil {
		return
	}
	e.Total, e.Elapsed, e.Budget = len(x.tracks), x.elapsed(), x.plan.Budget
	for _, t := range x.tracks {
		if t.status == decided || t.status == givenUp {
			e.Decided++
		}
	}
	e.Remaining = x.remaining()
	x.events(e)
}

// forecast returns how many rounds a target will want at most, 0 if unknown.
func (x *experiment) forecast(rounds []round.Round) int {
	if f, ok := x.decider.(Forecaster); ok {
		return max(0, f.Forecast(rounds))
	}
	return 0
}

// remaining estimates the time that the open targets want: the rounds left at
// the cost of each target's last one. A target without rounds is taken to cost
// what the others cost on average.
func (x *experiment) remaining() time.Duration {
	var sum, known time.Duration
	measured, unknown := 0, 0 // targets with a cost; rounds of targets without
	for _, t := range x.tracks {
		if t.cost > 0 {
			known += t.cost
			measured++
		}
		switch {
		case t.status != open:
		case t.cost > 0:
			sum += time.Duration(t.left) * t.cost
		default:
			unknown += t.left
		}
	}
	if measured > 0 {
		sum += known / time.Duration(measured) * time.Duration(unknown)
	}
	return sum
}
