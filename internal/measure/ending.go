package measure

import (
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/round"
)

// An End says how measuring a target ended. It is a fact and no verdict.
type End string

// The ends.
const (
	// Decided: more rounds would tell nothing that is asked.
	Decided End = "decided"
	// Noisy: undecided after all the rounds that make sense; more time would not help.
	Noisy End = "noisy"
	// Unreached: the budget had no room for a single round.
	Unreached End = "unreached"
	// Unscreened: the budget ended the screen while it was undecided, and it is no
	// suspect.
	Unscreened End = "unscreened"
	// Unconfirmed: a suspect that the budget left undecided.
	Unconfirmed End = "unconfirmed"
	// Failed: it was given up; Result.Errors says why.
	Failed End = "failed"
	// Skipped: it skipped itself on a side while it was measured; Result.Errors says
	// where and why.
	Skipped End = "skipped"
	// Cut: the experiment was interrupted, or broke, before it was decided.
	Cut End = "interrupted"
)

// ByBudget tells whether more time might have decided it.
func (e End) ByBudget() bool { return e == Unreached || e == Unscreened || e == Unconfirmed }

// An Ending is what measuring came to for one target.
type Ending struct {
	round.Benchmark
	End End
	// Stage is the last stage that it was part of, and Rounds are the complete
	// rounds that it had there.
	Stage  round.Stage
	Rounds int
	// Needs is about how much longer it would have taken until its next decision,
	// where End is by the budget; 0 where that is not known.
	Needs time.Duration
	// Reason says in words why it is not decided; empty where it is, and where
	// Result.Errors has it.
	Reason string
}

// Ended lists the endings that are one of the ends, in the plan's order.
func (r Result) Ended(ends ...End) []Ending {
	var list []Ending
	for _, e := range r.Endings {
		for _, end := range ends {
			if e.End == end {
				list = append(list, e)
			}
		}
	}
	return list
}

// ending tells how a track ended; stopped tells that the experiment did not come
// to its end.
func (x *experiment) ending(t *track, stopped bool) Ending {
	e := Ending{Benchmark: t.Benchmark, End: t.end, Stage: t.stage, Rounds: len(t.rounds)}
	if t.end == open || stopped && t.end == suspected {
		e.End = Cut
	}
	if e.End.ByBudget() {
		e.Needs = x.want(t)
	}
	e.Reason = e.words(x.plan.Budget)
	return e
}

// words is the reason of an ending.
func (e Ending) words(budget time.Duration) string {
	needs := ""
	if e.Needs > 0 {
		needs = fmt.Sprintf("; it needs about %v more", e.Needs.Round(10*time.Millisecond))
	}
	switch e.End {
	case Noisy:
		return fmt.Sprintf("too noisy: still undecided after %d rounds, and more rounds would not help", e.Rounds)
	case Unreached:
		return fmt.Sprintf("the budget of %v was too short for one round%s", budget, needs)
	case Unscreened:
		return fmt.Sprintf("the budget of %v ended after %d rounds%s", budget, e.Rounds, needs)
	case Unconfirmed:
		return fmt.Sprintf("the budget of %v ended after %d confirming rounds%s", budget, e.Rounds, needs)
	case Cut:
		return fmt.Sprintf("interrupted after %d rounds", e.Rounds)
	}
	return ""
}
