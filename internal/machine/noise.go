package machine

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/robust"
)

// A Noise is what this machine does to work that is the same every time: two
// sides that are both the same small loop take turns of half a millisecond, in
// rounds of a tenth of a second, as the turns engine would let them. The loop
// stays in the processor's registers and first cache and in one process, so it is
// less than what a benchmark with memory, locks or garbage sees. The zero value
// was not measured.
type Noise struct {
	// Rounds is how many rounds the figures are from, Seconds what they took.
	Rounds  int     `json:"rounds"`
	Seconds float64 `json:"seconds"`
	// Round is the robust standard deviation of a round's estimate, as a fraction:
	// how far off one round would be about two equal sides.
	Round float64 `json:"round"`
	// Disturbed is the share of turns that took more than a tenth longer than the
	// fastest tenth of all: those that something else ran in, or a slower clock.
	Disturbed float64 `json:"disturbed"`
	// Drift is how much slower the slowest round was than the fastest, by the
	// median of its turns, as a fraction. It is what measuring all of base first
	// and all of head then would suffer from, and what taking turns takes out.
	Drift float64 `json:"drift"`
}

// The lengths are those of the turns engine.
const (
	turn         = 500 * time.Microsecond
	turnsOfRound = 200 // of both sides together
	fewestRounds = 3
)

// MeasureNoise takes rounds for about as long as asked, at least three. It
// keeps one processor busy.
func MeasureNoise(ctx context.Context, about time.Duration) (Noise, error) {
	n := iterations()
	started := time.Now()
	var rounds [][]float64
	for len(rounds) < fewestRounds || time.Since(started) < about {
		if err := context.Cause(ctx); err != nil {
			return Noise{}, err
		}
		turns := make([]float64, turnsOfRound)
		for i := range turns {
			at := time.Now()
			work(n)
			// A coarse clock may see no time at all.
			turns[i] = max(time.Since(at), time.Nanosecond).Seconds()
		}
		rounds = append(rounds, turns)
	}
	noise := noiseOf(rounds)
	noise.Seconds = time.Since(started).Seconds()
	return noise, nil
}

// noiseOf reckons the figures from the times of the turns of each round, the
// even ones of one side and the odd ones of the other.
func noiseOf(rounds [][]float64) Noise {
	var centers, levels, all []float64
	for _, turns := range rounds {
		var ratios []float64
		for i := 0; i+1 < len(turns); i += 2 {
			ratios = append(ratios, math.Log(turns[i+1]/turns[i]))
		}
		centers = append(centers, robust.Median(ratios))
		levels = append(levels, robust.Median(turns))
		all = append(all, turns...)
	}
	slices.Sort(all)
	fast := all[len(all)/10]
	slow, _ := slices.BinarySearch(all, fast*1.1)
	return Noise{
		Rounds:    len(rounds),
		Round:     robust.Spread(centers),
		Disturbed: float64(len(all)-slow) / float64(len(all)),
		Drift:     slices.Max(levels)/slices.Min(levels) - 1,
	}
}

// iterations is how many of work's take one turn.
func iterations() int {
	for n := 1 << 10; ; n *= 2 {
		best := time.Duration(math.MaxInt64)
		for range 5 {
			at := time.Now()
			work(n)
			best = min(best, time.Since(at))
		}
		if best >= turn/4 {
			return int(float64(n) * float64(turn) / float64(best))
		}
	}
}

// sink keeps the compiler from leaving the work out.
var sink uint64

// work is a chain of dependent steps, each a few cycles long.
func work(n int) {
	x := sink | 1
	for range n {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	sink = x
}
