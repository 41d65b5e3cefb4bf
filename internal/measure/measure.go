// Package measure designs and runs the experiment: which benchmark has which
// round when, within a budget. It starts processes through an Engine and knows
// no statistics: after every round it asks a pure Decider whether to go on.
package measure

import (
	"context"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// A Target is one benchmark that exists on both sides.
type Target struct {
	round.Benchmark
	// Run is the name to ask the binaries for: without the GOMAXPROCS suffix.
	Run string
	// Procs is the value for -test.cpu; 0 leaves GOMAXPROCS alone.
	Procs      int
	Base, Head *gotest.Binary
	// Hooked tells whether both binaries carry the hooks that resident processes
	// are steered by.
	Hooked bool
}

// Binary returns the target's test binary of one side.
func (t Target) Binary(s round.Side) *gotest.Binary {
	if s == round.Base {
		return t.Base
	}
	return t.Head
}

// An Engine measures one round of one target: a fresh process for each side.
// Before the first round of a target it may calibrate, on its own account.
type Engine interface {
	// Name is what the report calls the engine: turns or exec.
	Name() string
	// Round measures. First and layout come from the plan; Index and Stage are
	// filled in by the caller. A benchmark that skips, fails, hangs or crashes
	// gives a *TargetError; any other error ends the experiment.
	Round(ctx context.Context, t Target, first round.Side, layout uint64) (round.Round, error)
}

// A State is where a benchmark stands after the rounds it has had.
type State int

// The states.
const (
	More State = iota // undecided: another round would help
	Done              // decided, or not to be decided by more rounds
)

// A Decider is told all rounds of one benchmark so far, in order, and says how
// to go on. It must be pure: the same rounds give the same answer. It must not
// modify or keep the slice.
type Decider interface {
	Decide(rounds []round.Round) State
}

// A Forecaster is a Decider that can tell how many more rounds a benchmark will
// want at most. It serves the estimate of the time left and nothing else.
type Forecaster interface {
	Forecast(rounds []round.Round) int
}

// A Step says what an event is about.
type Step string

// The steps.
const (
	Starting Step = "starting" // a round of the target starts
	Measured Step = "measured" // a round of the target is complete
	// Settled: the target has no more rounds. It was decided, or given up (Err),
	// or the budget is used up.
	Settled Step = "settled"
)

// An Event tells what the experiment is doing, for progress.
type Event struct {
	Step   Step
	Target Target
	// Round is the index of the round that starts or is complete; for Settled it
	// is the number of rounds that the target had.
	Round int
	// Decided counts the targets that need no more rounds, given up or not; it
	// leaves out those for which the budget did not suffice. Total counts all.
	Decided, Total int
	Elapsed        time.Duration
	Budget         time.Duration
	// Remaining estimates the time that the open targets want, whatever the
	// budget; 0 where the Decider is no Forecaster.
	Remaining time.Duration
	Err       error // non-nil when the target was given up
}
