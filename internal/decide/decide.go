// Package decide makes, from statistics and policy, what measuring asks after
// every round and what judging needs at the end. It is pure: the same rounds
// give the same answers, so a decision is recomputed from rounds.jsonl alone.
package decide

import (
	"math"
	"sort"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

// minRounds is the number of rounds that every benchmark gets in a small suite.
const minRounds = 12

// Fixed is a plain decider: every benchmark gets the same number of rounds.
// The zero value decides after none.
type Fixed struct {
	Rounds int // a benchmark
}

// unitsABenchmark is how many hypotheses a benchmark is taken to have before
// its units are known: time, both allocation units, and one more or a limit.
const unitsABenchmark = 4

// ForSuite returns the decider for a suite of so many benchmarks. A one-sided
// signed-rank test on n pairs gives at best p = 2^-n, so a family of m tests
// at level alpha needs n with 2^-n ≤ alpha/m to be able to find anything; two
// more rounds let one round in a burst of noise point the other way, or leave
// room for four times the units.
func ForSuite(benchmarks int, alpha float64) Fixed {
	m := float64(unitsABenchmark * max(1, benchmarks))
	need := int(math.Ceil(math.Log2(m/alpha))) + 2
	return Fixed{Rounds: max(minRounds, need)}
}

// Decide implements measure.Decider.
func (f Fixed) Decide(rounds []round.Round) measure.State {
	if len(rounds) >= f.Rounds {
		return measure.Done
	}
	return measure.More
}

// Forecast implements measure.Forecaster.
func (f Fixed) Forecast(rounds []round.Round) int { return max(0, f.Rounds-len(rounds)) }

// limitConfidence is the confidence at which a limit is held against head.
const limitConfidence = 0.99

// Judge judges deltas of rounds, and whatever others the caller adds to them.
// Limits are held against the intervals of head's rounds.
func Judge(deltas []compare.Delta, rounds []round.Round, p policy.Policy, now time.Time) policy.Judgement {
	type key struct {
		round.Benchmark
		unit string
	}
	heads := map[key][]float64{}
	for _, r := range rounds {
		for unit, v := range r.Head {
			k := key{r.Benchmark, unit}
			heads[k] = append(heads[k], v.Center)
		}
	}
	return p.JudgeBounded(deltas, now, func(d compare.Delta) (lo, hi float64) {
		return compare.CenterInterval(heads[key{d.Benchmark, d.Unit}], limitConfidence)
	})
}

// JudgeFiles judges deltas of files. Limits are held against the intervals of
// head's values.
func JudgeFiles(deltas []compare.Delta, head *compare.Samples, p policy.Policy, now time.Time) policy.Judgement {
	return p.JudgeBounded(deltas, now, func(d compare.Delta) (lo, hi float64) {
		return compare.CenterInterval(head.Values(d.Benchmark, d.Unit), limitConfidence)
	})
}

// Deltas compares every benchmark of the rounds in every unit that either side
// reported, sorted by package, benchmark and unit.
func Deltas(rounds []round.Round, p policy.Policy) []compare.Delta {
	byName := map[round.Benchmark][]round.Round{}
	for _, r := range rounds {
		byName[r.Benchmark] = append(byName[r.Benchmark], r)
	}
	var deltas []compare.Delta
	for b, rs := range byName {
		for _, unit := range units(rs) {
			deltas = append(deltas, compare.Paired(b, unit, rs, p.Better(b, unit)))
		}
	}
	sort.Slice(deltas, func(i, j int) bool { return less(deltas[i], deltas[j]) })
	return deltas
}

func less(a, b compare.Delta) bool {
	switch {
	case a.Package != b.Package:
		return a.Package < b.Package
	case a.Name != b.Name:
		return a.Name < b.Name
	}
	return a.Unit < b.Unit
}

func units(rounds []round.Round) []string {
	seen := map[string]bool{}
	for _, r := range rounds {
		for _, side := range round.Sides {
			for unit := range r.Of(side) {
				seen[unit] = true
			}
		}
	}
	list := make([]string, 0, len(seen))
	for unit := range seen {
		list = append(list, unit)
	}
	sort.Strings(list)
	return list
}
