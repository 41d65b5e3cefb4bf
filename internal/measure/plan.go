package measure

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"github.com/benchgate/benchgate/internal/round"
)

// The defaults of a Plan.
const (
	defaultMinRounds = 3
	defaultReserve   = 1.0 / 3
	leastBudget      = 10 * time.Minute
	budgetATarget    = 2 * time.Second
)

// DefaultBudget is the larger of ten minutes and two seconds a benchmark.
func DefaultBudget(benchmarks int) time.Duration {
	return max(leastBudget, time.Duration(benchmarks)*budgetATarget)
}

// A Plan says what to measure and for how long. The zero value measures
// nothing.
type Plan struct {
	// Targets must have different benchmarks.
	Targets []Target
	// Seed decides every coin and every order.
	Seed uint64
	// Budget bounds the wall time of measuring; 0 means DefaultBudget.
	Budget time.Duration
	// MinRounds is what every target gets before any has more, as far as the budget
	// goes; 0 means 3.
	MinRounds int
	// Reserve is the part of the budget that the screen leaves for confirming,
	// once every target has its minimum; 0 means a third.
	Reserve float64
	// Layouts is a directory for binaries that are linked anew for confirming rounds,
	// in another layout for every round of a benchmark; without it all rounds have
	// the linker's own layout. It is made if need be, and left empty.
	Layouts string
}

// complete returns the plan with its defaults filled in.
func (p Plan) complete() (Plan, error) {
	seen := map[round.Benchmark]bool{}
	for _, t := range p.Targets {
		if seen[t.Benchmark] {
			return p, fmt.Errorf("plan: %s is there twice", t.Benchmark)
		}
		seen[t.Benchmark] = true
	}
	if p.Budget < 0 || p.MinRounds < 0 || !(p.Reserve >= 0 && p.Reserve < 1) {
		return p, fmt.Errorf("plan: budget %v, minimum of rounds %d or reserve %v makes no sense", p.Budget, p.MinRounds, p.Reserve)
	}
	if p.Budget == 0 {
		p.Budget = DefaultBudget(len(p.Targets))
	}
	if p.MinRounds == 0 {
		p.MinRounds = defaultMinRounds
	}
	if p.Reserve == 0 {
		p.Reserve = defaultReserve
	}
	return p, nil
}

// visits returns the generator that orders the visits of every sweep.
func (p Plan) visits() *rand.Rand { return p.generator("visits") }

// layouts returns the generator of the layouts, one draw for each number of a confirming
// round.
func (p Plan) layouts() *rand.Rand { return p.generator("layouts") }

// coins returns the generator of one benchmark's coins: its k-th draw belongs
// to round k. It depends on nothing but the seed and the benchmark, so that
// adding, removing or giving up others does not change it.
func (p Plan) coins(b round.Benchmark) *rand.Rand {
	return p.generator("coins", b.Package, b.Name)
}

// generator derives an independent stream from the seed and a list of words.
func (p Plan) generator(words ...string) *rand.Rand {
	h := fnv.New128a()
	var number [8]byte
	for _, w := range words {
		// The length keeps ("ab", "c") and ("a", "bc") apart.
		binary.LittleEndian.PutUint64(number[:], uint64(len(w)))
		h.Write(number[:])
		h.Write([]byte(w))
	}
	sum := h.Sum(nil)
	hi, lo := binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:])
	return rand.New(rand.NewPCG(hi^p.Seed, lo))
}

// toss returns the side that a fair coin shows.
func toss(coins *rand.Rand) round.Side {
	if coins.Uint64()>>63 == 0 {
		return round.Base
	}
	return round.Head
}
