// Package turns is the engine that measures with resident processes: base and
// head stay alive together and take timed bursts of well under a millisecond,
// one after the other, through hooks in package testing.
//
// Noise on a shared machine comes in bursts and regimes. A short turn falls
// wholly inside or outside of one, so a robust centre of many paired turns
// forgets it, where a long sample always averages over it.
//
// A round goes like this:
//
//  1. both binaries are copied to fresh files, so that no accident of where
//     their pages lie outlives the round;
//  2. both processes are started and run up to the benchmark's loop, or through
//     its first iteration: at once, or one after the other where they clash or
//     where that iteration is the measurement;
//  3. the threads that take turns are settled on one CPU, for all turns of the
//     round the same: see Placement;
//  4. in a target's first round, a plan is made: how many iterations a turn
//     has, what warms it up, and how the share of setup is kept out;
//  5. pairs of turns are taken, a fair coin saying who goes first;
//  6. both benchmarks finish in their own way, and the pairs become values.
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

// An Engine measures rounds in turns. The zero value is ready and uses the
// default of every field. Rounds are taken one at a time: a second caller
// waits for the first.
type Engine struct {
	// Scratch is the directory for the fresh copies of binaries, which are
	// removed with their round. Empty means the system's directory for
	// temporary files. It must allow programs to run.
	Scratch string
	// Length is how long a round takes turns; 0 means 100 ms. A round has at
	// least one pair of turns, however long they are.
	Length time.Duration
	// Turn is how long the timed part of a turn is at least; 0 means 500 µs.
	// Turns are longer where less would not measure the benchmark: see plan.
	Turn time.Duration
	// MaxTurn is how far a turn is lengthened so that the timed setup of a
	// benchmark is below one part in a hundred; 0 means 10 ms. Where that is
	// not enough, the setup is measured in every turn and subtracted.
	MaxTurn time.Duration
	// Window is how long turns are at least when the benchmark reports metrics
	// of its own, which often describe a whole run; 0 means 100 ms.
	Window time.Duration
	// Chunks is how many portions of iterations every goroutine of RunParallel
	// is dealt in a turn, so that the wait for the last one is small; 0 means 20.
	Chunks int
	// Warm is the part of a turn's iterations that run untimed before it; 0
	// means 1/8, and less than 0 none.
	Warm float64
	// InPlace runs the binaries where they lie instead of fresh copies.
	InPlace bool
	// Placement is where turns are taken; the zero value is Settled.
	Placement Placement
	// Silence is how long a process may take for one turn, or for its setup;
	// 0 means for ever.
	Silence time.Duration
	// Seed starts the coins.
	Seed uint64
	// Warn is told what the reader of a result should know, once for each
	// target and message; nil means nobody.
	Warn func(t measure.Target, message string)
	// Observe is given all turns of every round, for experiments; nil means
	// nobody.
	Observe func(t measure.Target, pairs []Pair)

	// lockPatience replaces the constant of that name where it is not 0.
	lockPatience time.Duration

	mu     sync.Mutex
	coins  *rand.Rand
	plans  map[round.Benchmark]plan
	ages   map[round.Benchmark]int  // rounds so far that became slower, one after the other
	apart  map[round.Benchmark]bool // its sides start one after the other
	warned map[string]bool
}

// A Placement says on which CPU both sides take their turns of a round.
type Placement int

const (
	// Settled keeps the threads that take turns on one and the same CPU, by lot
	// another one each round, and leaves all other threads to the system. Two CPUs
	// of a shared machine are not equally fast at a time, and a process tends to
	// stay on its own. What runs in parallel is left to the system.
	Settled Placement = iota
	// Loose leaves everything to the system.
	Loose
	// Pinned keeps all threads of both processes on one CPU: the collector then
	// runs in the benchmark's place and not beside it.
	Pinned
)

// Name returns "turns".
func (e *Engine) Name() string { return "turns" }

// Round measures one round of t. Both binaries must have been built with the
// hooks. The error is an *UnfitError when this engine cannot measure the
// benchmark although another might, a *measure.TargetError when the benchmark
// itself ended badly, and the cause of ctx when that ended.
//
// Centres are such that the logarithm of head's over base's is the
// Hodges–Lehmann centre of the pairs' log-ratios: see values.
func (e *Engine) Round(ctx context.Context, t measure.Target, first round.Side, layout uint64) (round.Round, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	r := round.Round{Benchmark: t.Benchmark, Engine: e.Name(), Layout: layout, First: first}
	err := e.measure(ctx, t, &r)
	return r, err
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
	if e.warned == nil {
		e.warned = map[string]bool{}
	}
	e.warned[key] = true
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

// or returns v, or the default where v is zero.
func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// settings are the engine's fields with their defaults, in nanoseconds.
type settings struct {
	length, turn, maxTurn, window float64
	chunks                        int64
	warm                          float64
}

func (e *Engine) settings() settings {
	return settings{
		length:  float64(or(e.Length, 100*time.Millisecond)),
		turn:    float64(or(e.Turn, 500*time.Microsecond)),
		maxTurn: float64(or(e.MaxTurn, 10*time.Millisecond)),
		window:  float64(or(e.Window, 100*time.Millisecond)),
		chunks:  int64(or(e.Chunks, 20)),
		warm:    max(or(e.Warm, 1.0/8), 0),
	}
}
