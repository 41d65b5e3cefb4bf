package calibration

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/benchgate/benchgate/internal/decide"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// Unit is the unit that is replayed.
const Unit = "sec/op"

// Ratios give the log-ratio of head and base in the next round: of the
// estimates and of the means.
type Ratios func() (center, mean float64)

// round turns those numbers into a round.
func (next Ratios) round(b round.Benchmark, stage round.Stage, index int) round.Round {
	center, mean := next()
	values := func(center, mean float64) round.Values {
		return round.Values{Unit: {Center: 1e-6 * math.Exp(center), Mean: 1.02e-6 * math.Exp(mean)}}
	}
	r := round.Round{Benchmark: b, Index: index, Engine: "turns", Stage: stage, First: round.Base, N: 1}
	r.Base, r.Head = values(-center/2, -mean/2), values(center/2, mean/2)
	return r
}

// A Replayed is what became of the benchmarks of one suite, in the order of its
// ratios.
type Replayed struct {
	Rows   []judge.Row
	Rounds []int // in both stages
}

// Suite replays one suite under a policy, as measuring would without a bound of time.
func Suite(p policy.Policy, ratios []Ratios) Replayed {
	s := suite{ratios: ratios, numbers: map[round.Benchmark]int{},
		Replayed: Replayed{Rows: make([]judge.Row, len(ratios)), Rounds: make([]int, len(ratios))}}
	d := decide.Staged(judge.ProcedureOf(p, nil))
	for i := range ratios {
		b := round.Benchmark{Package: "p", Name: fmt.Sprint("B", i)}
		s.numbers[b] = i
		s.take(b, round.Screen, d.Screen)
	}
	c := d.Confirm(s.rounds)
	for _, suspect := range c.Suspects() {
		s.take(suspect.Benchmark, round.Confirm, c.Standing)
	}
	for _, r := range judge.Judge(&record.Record{Rounds: s.rounds}, p, time.Time{}).Rows {
		s.Rows[s.numbers[r.Of()]] = r
	}
	return s.Replayed
}

type suite struct {
	Replayed
	ratios  []Ratios
	numbers map[round.Benchmark]int
	rounds  []round.Round
}

// take takes a benchmark's rounds of one stage.
func (s *suite) take(b round.Benchmark, stage round.Stage, judge func([]round.Round) measure.Standing) {
	var mine []round.Round
	i := s.numbers[b]
	for standing := (measure.Standing{}); standing.State == measure.More; standing = judge(mine) {
		mine = append(mine, s.ratios[i].round(b, stage, s.Rounds[i]+len(mine)))
	}
	s.Rounds[i] += len(mine)
	s.rounds = append(s.rounds, mine...)
}

// A Trace has the log-ratios of one benchmark's rounds in the order measured.
type Trace struct {
	round.Benchmark
	Centers, Means []float64
}

// Traces makes a trace of every benchmark, in the order of its first round.
// Rounds in which a side has no positive time are passed over.
func Traces(rounds []round.Round) []Trace {
	var traces []Trace
	at := map[round.Benchmark]int{}
	for _, r := range rounds {
		b, h := r.Base[Unit], r.Head[Unit]
		if !(b.Center > 0 && h.Center > 0 && b.Mean > 0 && h.Mean > 0) {
			continue
		}
		i, ok := at[r.Benchmark]
		if !ok {
			i = len(traces)
			at[r.Benchmark] = i
			traces = append(traces, Trace{Benchmark: r.Benchmark})
		}
		traces[i].Centers = append(traces[i].Centers, math.Log(h.Center)-math.Log(b.Center))
		traces[i].Means = append(traces[i].Means, math.Log(h.Mean)-math.Log(b.Mean))
	}
	return traces
}

// Stretch replays the trace from a random start on, as it was or with its sides
// swapped, so that drift and bursts stay. At the end it goes on at the beginning.
// The trace must not be empty.
func (t Trace) Stretch(rng *rand.Rand) Ratios {
	i, sign := rng.IntN(len(t.Centers)), float64(2*rng.IntN(2)-1)
	return func() (center, mean float64) {
		k := i % len(t.Centers)
		i++
		return sign * t.Centers[k], sign * t.Means[k]
	}
}
