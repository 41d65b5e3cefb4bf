package measure

import (
	"context"
	"time"

	"github.com/benchgate/benchgate/internal/round"
)

// A Reason says why the experiment ended.
type Reason string

// The reasons.
const (
	Finished    Reason = "finished"    // every target was decided or given up
	OutOfBudget Reason = "budget"      // some were left undecided by the budget
	Interrupted Reason = "interrupted" // the context ended
	Broken      Reason = "broken"      // an error that is not a target's own
)

// A Result is what the experiment gave.
type Result struct {
	// Rounds are all complete rounds in the order measured, those of targets that
	// were given up later included.
	Rounds []round.Round
	// Errors are the targets that were given up, in the order in which it
	// happened.
	Errors []*TargetError
	// Endings say, in the plan's order, what became of each target.
	Endings []Ending
	Stopped Reason
	Elapsed time.Duration
	// Spent is the wall time of Elapsed that each benchmark took, links included.
	Spent map[round.Benchmark]time.Duration
}

// finish completes the result.
func (x *experiment) finish(ctx context.Context, err error) Result {
	res := x.result
	res.Elapsed, res.Stopped = x.elapsed(), Finished
	for _, t := range x.tracks {
		if res.Spent == nil {
			res.Spent = map[round.Benchmark]time.Duration{}
		}
		res.Spent[t.Benchmark] = t.spent
		e := x.ending(t, err != nil)
		res.Endings = append(res.Endings, e)
		if e.End.ByBudget() {
			res.Stopped = OutOfBudget
		}
	}
	switch {
	case err != nil && ctx.Err() != nil:
		res.Stopped = Interrupted
	case err != nil:
		res.Stopped = Broken
	}
	return res
}
