// Package turns is the engine that measures with resident processes: base and
// head stay alive together and take timed bursts of well under a millisecond,
// one after the other, through hooks in package testing.
//
// Noise on a shared machine comes in bursts and regimes. A short turn falls
// wholly inside or outside of one, so a robust estimate of many paired turns
// forgets it, where a long sample always averages over it.
//
// A round goes like this:
//
//  1. both binaries are copied to fresh files, so that no accident of where
//     their pages lie outlives the round;
//  2. both processes are started and run one benchmark function, with all that is
//     below it, up to the loop of a benchmark that is to be measured, or through its
//     first iteration: at once, or one after the other where they clash or where that
//     iteration is the measurement;
//  3. the threads that take turns are pinned to one CPU, for all turns of the
//     benchmark the same: see pin;
//  4. in a target's first round, a plan is made: how many iterations a turn
//     has, what warms it up, and how the share of setup is kept out;
//  5. pairs of turns are taken, a fair coin saying who goes first;
//  6. both benchmarks finish in their own way, the pairs become values, and the
//     processes go on to the next one that is to be measured, until they end.
package turns

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// An Engine measures rounds in turns. The zero value is ready. Rounds are taken one
// at a time: a second caller waits for the first.
type Engine struct {
	// Scratch is the directory for the fresh copies of binaries, which are
	// removed with their round. Empty means the system's directory for
	// temporary files. It must allow programs to run.
	Scratch string
	// Silence is how long a process may take for one turn, or for its setup;
	// 0 means for ever.
	Silence time.Duration
	// Seed starts the coins.
	Seed uint64
	// Warn is told what the reader of a result should know, once for each
	// target and message; nil means nobody.
	Warn func(t measure.Target, message string)

	tuned *settings // nil means standard; tests are quicker

	mu    sync.Mutex
	coins *rand.Rand
	known
}

// Name returns "turns".
func (e *Engine) Name() string { return "turns" }

// Round measures one round of t, in processes that run nothing else. Both binaries
// must have been built with the hooks. The error is an *UnfitError when this engine
// cannot measure the benchmark although another might, a *measure.TargetError when
// the benchmark itself ended badly, and the cause of ctx when that ended.
//
// Estimates are such that the logarithm of head's over base's is the
// Hodges–Lehmann estimate of the pairs' log-ratios: see values.
func (e *Engine) Round(ctx context.Context, t measure.Target, first round.Side, layout uint64) (round.Round, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	out := e.measure(ctx, party{visits: []measure.Visit{{Target: t, First: first}}}, layout)[0]
	return out.Round, out.Err
}

// Shares tells whether t was found to come up in the processes of its function, on
// both sides and in the same order.
func (e *Engine) Shares(t measure.Target) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return !e.lone[t.Benchmark] && !e.parted[functionOf(t)]
}

// Rounds measures one round of each visit in one process a side, which go through
// their function as go test does: they take turns at each benchmark that is visited, and
// run all others once. What is not met so is measured as Round does. The errors are
// those of Round.
func (e *Engine) Rounds(ctx context.Context, visits []measure.Visit, layout uint64) []measure.Outcome {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.measure(ctx, party{visits: visits, shared: true}, layout)
}

// An UnfitError says why this engine cannot measure a benchmark that go test
// may well be able to run.
type UnfitError struct {
	Target measure.Target
	Reason string
}

// Error names the benchmark and the reason.
func (e *UnfitError) Error() string {
	return fmt.Sprintf("the turns engine does not fit %s: %s", e.Target.Benchmark, e.Reason)
}

// An unfitness is why this engine does not fit, before it is known whom.
type unfitness string

func (u unfitness) Error() string { return string(u) }

func unfit(format string, args ...any) error { return unfitness(fmt.Sprintf(format, args...)) }

// warn tells a message once.
func (e *Engine) warn(t measure.Target, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	key := t.Benchmark.String() + "\x00" + format
	if e.Warn == nil || e.warned[key] {
		return
	}
	put(&e.warned, key, true)
	e.Warn(t, message)
}

// random returns the engine's source of coins.
func (e *Engine) random() *rand.Rand {
	if e.coins == nil {
		e.coins = rand.New(rand.NewPCG(e.Seed, 0))
	}
	return e.coins
}

// coin returns a fair coin's side.
func (e *Engine) coin() bool { return e.random().IntN(2) == 0 }

// settings say what a round is made of. Times are in nanoseconds where they are
// no durations.
type settings struct {
	// length is how long a round takes turns. A round has at least one pair of
	// turns, however long they are.
	length float64
	// turn is how long the timed part of a turn is at least. Turns are longer where
	// less would not measure the benchmark: see plan.
	turn float64
	// maxTurn is how far a turn is lengthened so that the timed setup of a
	// benchmark is below one part in a hundred. Where that is not enough, the setup
	// is measured in every turn and subtracted.
	maxTurn float64
	// window is how long turns are at least when the benchmark reports metrics of
	// its own, which often describe a whole run.
	window float64
	// patience is how long the second process may take to come up, at the least,
	// before it is suspected to wait for the end of the first.
	patience time.Duration
}

// standard is what the gate measures with.
var standard = settings{
	length:   100e6,
	turn:     500e3,
	maxTurn:  10e6,
	window:   100e6,
	patience: 10 * time.Second,
}

const (
	// chunks is how many portions of iterations every goroutine of RunParallel is
	// assigned in a turn, so that the wait for the last one is small.
	chunks = 20
	// warmShare is the part of a turn's iterations that run untimed before it.
	warmShare = 1.0 / 8
)

func (e *Engine) settings() settings {
	if e.tuned != nil {
		return *e.tuned
	}
	return standard
}
