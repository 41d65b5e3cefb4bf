// Package decide puts the procedure of package judge behind the questions that
// measuring asks. It holds no rule of its own.
package decide

import (
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// Staged is the decider of a run: the screen first, and then the confirmation of
// what it suspects. It implements measure.Decider.
func Staged(p judge.Procedure) measure.Decider { return screen{p} }

type screen struct{ procedure judge.Procedure }

// Screen implements measure.Decider.
func (s screen) Screen(rounds []round.Round) measure.Standing {
	return standing(s.procedure.Screen(rounds))
}

// Confirm implements measure.Decider.
func (s screen) Confirm(rounds []round.Round) measure.Confirmation {
	return confirmation{s.procedure.Confirm(rounds)}
}

type confirmation struct{ judge.Confirmation }

// Suspects implements measure.Confirmation.
func (c confirmation) Suspects() []measure.Suspicion {
	var list []measure.Suspicion
	for _, s := range c.Confirmation.Suspects() {
		list = append(list, measure.Suspicion{Benchmark: s.Benchmark, Need: s.Need, Worse: s.Worse, ByLayout: s.ByLayout})
	}
	return list
}

// Standing implements measure.Confirmation.
func (c confirmation) Standing(rounds []round.Round) measure.Standing {
	return standing(c.Confirmation.Standing(rounds))
}

func standing(s judge.Standing) measure.Standing {
	switch {
	case s.More:
		return measure.Standing{State: measure.More, Need: s.Need}
	case s.Suspect:
		return measure.Standing{State: measure.Suspect}
	case s.Noisy:
		return measure.Standing{State: measure.TooNoisy}
	}
	return measure.Standing{State: measure.Done}
}
