// Package measure designs and runs the experiment: which benchmark has which
// round when, within a budget. It starts processes through an Engine and knows
// no statistics: after every round it asks a pure Decider whether to go on.
//
// The experiment has two stages. The screen gives every benchmark its minimum of
// rounds and then goes on with those that are undecided, the nearest decision
// first. When it is over the Decider names the suspects, and these have fresh
// rounds until they are confirmed or cleared.
package measure

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// A Target is one benchmark to measure: of both sides, or of head alone.
type Target struct {
	round.Benchmark
	// Run is the name to ask the binaries for: without the GOMAXPROCS suffix.
	Run string
	// Bench is the -bench expression that Run was found by; empty for all. What it
	// selects of Run's function is what that function sees itself asked for.
	Bench string
	// Procs is the value for -test.cpu; 0 leaves GOMAXPROCS alone.
	Procs      int
	Base, Head *gotest.Binary
	// Takes is about what one iteration of both sides took when the target was found;
	// 0 where that is not known.
	Takes time.Duration
	// Hooked tells whether both binaries carry the hooks that resident processes
	// are steered by.
	Hooked bool
	// OwnN is set for a benchmark that sets b.N itself, on both sides: a round has one
	// process a side, which is asked for one iteration.
	OwnN bool
	// Alone is set for a benchmark that only head has and that is held to a limit.
	// Both binaries are head's, since an engine measures pairs, and what the first
	// one gave is dropped.
	Alone bool
}

// Top is the name of the target's benchmark function, without the word Benchmark.
func (t Target) Top() string {
	top, _, _ := strings.Cut(t.Run, "/")
	return top
}

// Binary returns the target's test binary of one side.
func (t Target) Binary(s round.Side) *gotest.Binary {
	if s == round.Base {
		return t.Base
	}
	return t.Head
}

// An Engine measures rounds of targets, in fresh processes for each side. Before
// the first round of a target it may calibrate, on its own account.
//
// A benchmark that skips, fails, hangs or crashes gives a *TargetError; any other
// error ends the experiment.
type Engine interface {
	// Name is what the report calls the engine: turns or exec.
	Name() string
	// Round measures a target in processes that run nothing else. First and layout come from
	// the plan; Index and Stage are filled in by the caller.
	Round(ctx context.Context, t Target, first round.Side, layout uint64) (round.Round, error)
	// Shares tells whether the target's rounds may be taken in the processes that
	// serve other targets of its function. That may change from round to round.
	Shares(t Target) bool
	// Rounds measures one round of each visit, which are targets of one function
	// that share, in one process a side. The outcomes are in the order of the visits.
	// Those whose Fits says no when their turn comes have ErrNoTime.
	Rounds(ctx context.Context, visits []Visit, layout uint64) []Outcome
}

// A Visit is a target's part in a round of its function.
type Visit struct {
	Target
	First round.Side
	// Fits tells whether there still is time for it; nil means that there is.
	Fits func() bool
}

// ErrNoTime is the error of a visit that there was no time for.
var ErrNoTime = errors.New("there was no time for its round")

// An Outcome is what a round gave for one of its visits.
type Outcome struct {
	Round round.Round
	// Took is the wall time of the round that went to this visit alone.
	Took time.Duration
	Err  error
}

// Each takes a round of each visit by itself, for engines that share no processes.
func Each(ctx context.Context, e Engine, visits []Visit, layout uint64) []Outcome {
	out := make([]Outcome, len(visits))
	for i, v := range visits {
		if v.Fits != nil && !v.Fits() {
			out[i].Err = ErrNoTime
			continue
		}
		from := time.Now()
		out[i].Round, out[i].Err = e.Round(ctx, v.Target, v.First, layout)
		out[i].Took = time.Since(from)
	}
	return out
}

// A State is where a benchmark stands after the rounds it has had.
type State int

// The states.
const (
	More     State = iota // undecided: another round would help
	Suspect               // to be confirmed; no more screening rounds
	Done                  // decided
	TooNoisy              // undecided, and not to be decided by more rounds
)

// A Standing is a state with what it takes to leave it.
type Standing struct {
	State State
	// Need is about how many more rounds it takes until something is decided, where
	// State is More.
	Need int
}

// A Decider is told the rounds of the screen and says how to go on. It must be
// pure: the same rounds give the same answer. It must not modify or keep the
// slices.
type Decider interface {
	// Screen judges all screening rounds of one benchmark so far, in order; there is
	// at least one.
	Screen(rounds []round.Round) Standing
	// Confirm is told all screening rounds of all benchmarks when the screen is over,
	// and says how to confirm. It may be asked earlier what would be to confirm then.
	Confirm(rounds []round.Round) Confirmation
}

// A Confirmation is a Decider's second stage.
type Confirmation interface {
	// Suspects are the benchmarks to confirm. Benchmarks for which the budget did
	// not suffice may be among them.
	Suspects() []Suspicion
	// Standing judges all confirming rounds of one suspect so far, in order; there is
	// at least one.
	Standing(rounds []round.Round) Standing
}

// A Suspicion is a benchmark to confirm.
type Suspicion struct {
	round.Benchmark
	// Need is how many rounds it takes until the first decision.
	Need int
	// Worse is how much worse it looks, as a fraction, to put the largest first.
	Worse float64
	// ByLayout tells whether the layout of functions could be what makes it a suspect,
	// as it cannot be for its allocations.
	ByLayout bool
}

// A Step says what an event is about.
type Step string

// The steps.
const (
	Starting Step = "starting" // a round of the target starts
	Measured Step = "measured" // a round of the target is complete
	// Ended: the target has no more rounds. It was decided, or given up (Err),
	// or the budget is used up.
	Ended Step = "ended"
	// Short: the budget will not suffice for the screen; Needed says what would.
	// It comes at most once, when every target has its minimum of rounds.
	Short Step = "short"
	// Confirming: the screen is over and Round suspects are to be confirmed.
	Confirming Step = "confirming"
	// Unlinked: the target's package cannot be linked in other layouts, as Err says,
	// and is confirmed in the linker's own. It comes once a package.
	Unlinked Step = "unlinked"
)

// An Event tells what the experiment is doing, for progress.
type Event struct {
	Step   Step
	Target Target
	Stage  round.Stage
	// Round is the index of the round that starts or is complete; for Ended it
	// is the number of rounds that the target had, and for Confirming the number of
	// suspects.
	Round int
	// Rounds are all rounds of the target in this stage, of Measured; they must not
	// be modified or kept.
	Rounds []round.Round
	// Decided counts the targets that need no more rounds, given up or not; it
	// leaves out those for which the budget did not suffice. Total counts all.
	Decided, Total int
	Elapsed        time.Duration
	Budget         time.Duration
	// Remaining estimates the time that the open targets want, whatever the
	// budget. What confirming may take is not known before it starts.
	Remaining time.Duration
	Needed    time.Duration // the budget that would suffice, of Short
	Err       error         // non-nil when the target was given up, and of Unlinked
}
