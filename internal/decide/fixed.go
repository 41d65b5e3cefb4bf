package decide

import (
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// Fixed is the decider of an experiment: every benchmark gets so many rounds, and
// nothing is confirmed.
type Fixed int

// Screen implements measure.Decider.
func (n Fixed) Screen(rounds []round.Round) measure.Standing {
	if left := int(n) - len(rounds); left > 0 {
		return measure.Standing{State: measure.More, Need: left}
	}
	return measure.Standing{State: measure.Done}
}

// Confirm implements measure.Decider.
func (n Fixed) Confirm([]round.Round) measure.Confirmation { return nobody{} }

// nobody is a confirmation without suspects.
type nobody struct{}

func (nobody) Suspects() []measure.Suspicion           { return nil }
func (nobody) Standing([]round.Round) measure.Standing { return measure.Standing{State: measure.Done} }
