// Package calibration tells from rounds of identical code (A/A) how noisy a
// machine and its benchmarks are, and what a gate can promise there. It is pure.
package calibration

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/robust"
	"github.com/benchgate/benchgate/internal/round"
)

// Thresholds are those that are tried, as fractions.
var Thresholds = []float64{0.01, 0.02, 0.03, 0.05, 0.075, 0.10, 0.15, 0.20, 0.30}

// Budgets are the wall times of measuring one benchmark for which the smallest
// change is told.
var Budgets = []time.Duration{1500 * time.Millisecond, 5 * time.Second, 15 * time.Second}

// suites is how many pseudo runs each threshold is tried on.
const suites = 300

// A Calibration is what rounds of identical code tell. The zero value is that of
// no rounds.
type Calibration struct {
	Noise  []Noise // the noisiest first
	Alarms []Alarm // by threshold
	// Round is how long one round takes on average.
	Round time.Duration
}

// Noise is what is known of one benchmark.
type Noise struct {
	round.Benchmark
	Rounds int
	// Spread and MeanSpread are robust standard deviations of a round's log-ratio
	// of the estimates and of the means: see robust.Spread.
	Spread, MeanSpread float64
	// Shift is the median change from one side to the other, as a fraction: both
	// are the same code, so more than noise is a fault of the measuring.
	Shift float64
	// Seen has, for each of Budgets, the smallest slowdown that nine of ten runs
	// would confirm, as a fraction: (2.58 + 1.28) standard errors of the rounds that
	// the budget pays for, at the level 0.5 %.
	Seen []float64
}

// An Alarm says what a threshold would do on identical code.
type Alarm struct {
	Threshold float64
	// Failed is the share of runs with a false regression, Undecided the share of
	// benchmarks without a decision.
	Failed, Undecided float64
	// Rounds is how many rounds a benchmark takes on average.
	Rounds float64
}

// Of calibrates on rounds of identical code. Measured is the wall time that they
// took, and seed decides the pseudo runs.
func Of(rounds []round.Round, measured time.Duration, p policy.Policy, seed uint64) Calibration {
	traces := Traces(rounds)
	if len(traces) == 0 {
		return Calibration{}
	}
	c := Calibration{Round: measured / time.Duration(len(rounds))}
	for _, t := range traces {
		c.Noise = append(c.Noise, c.noise(t))
	}
	slices.SortStableFunc(c.Noise, func(a, b Noise) int { return cmp.Compare(b.Spread, a.Spread) })
	for _, threshold := range Thresholds {
		c.Alarms = append(c.Alarms, alarm(traces, p, threshold, seed))
	}
	return c
}

func (c Calibration) noise(t Trace) Noise {
	n := Noise{Benchmark: t.Benchmark, Rounds: len(t.Centers), Spread: robust.Spread(t.Centers), MeanSpread: robust.Spread(t.Means),
		Shift: math.Expm1(robust.Median(t.Centers))}
	for _, b := range Budgets {
		rounds := max(1, float64(b)/float64(max(1, c.Round)))
		n.Seen = append(n.Seen, math.Expm1(detectable*n.Spread/math.Sqrt(rounds)))
	}
	return n
}

// detectable is how many standard errors a slowdown is confirmed at in nine of
// ten runs, where the level is 0.5 %: the quantiles of both add up.
const detectable = 2.576 + 1.282

func alarm(traces []Trace, p policy.Policy, threshold float64, seed uint64) Alarm {
	p.Rules, p.Waivers = nil, nil
	p.Thresholds = map[string]float64{Unit: threshold}
	a := Alarm{Threshold: threshold}
	for i := range suites {
		rng := rand.New(rand.NewPCG(seed, uint64(i)))
		ratios := make([]Ratios, len(traces))
		for k, t := range traces {
			ratios[k] = t.Stretch(rng)
		}
		replayed := Suite(p, ratios)
		failed := func(r judge.Row) bool { return r.Outcome == judge.Regression }
		if slices.ContainsFunc(replayed.Rows, failed) {
			a.Failed += 1.0 / suites
		}
		for k, row := range replayed.Rows {
			share := 1 / float64(suites*len(traces))
			a.Rounds += share * float64(replayed.Rounds[k])
			if row.Outcome == judge.Inconclusive {
				a.Undecided += share
			}
		}
	}
	return a
}
