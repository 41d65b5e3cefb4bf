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

// Unit is the unit that is played.
const Unit = "sec/op"

// A Player gives the log-ratio of head and base in the next round: of the
// centres and of the means.
type Player func() (center, mean float64)

// round turns a player's numbers into a round.
func (p Player) round(b round.Benchmark, stage round.Stage, index int) round.Round {
	center, mean := p()
	values := func(center, mean float64) round.Values {
		return round.Values{Unit: {Center: 1e-6 * math.Exp(center), Mean: 1.02e-6 * math.Exp(mean)}}
	}
	r := round.Round{Benchmark: b, Index: index, Engine: "turns", Stage: stage, First: round.Base, N: 1}
	r.Base, r.Head = values(-center/2, -mean/2), values(center/2, mean/2)
	return r
}

// A Played is what became of the benchmarks of one suite, in the order of its
// players.
type Played struct {
	Rows   []judge.Row
	Rounds []int // in both stages
}

// Suite plays one suite under a policy, as measuring would without a bound of time.
func Suite(p policy.Policy, players []Player) Played {
	s := suite{players: players, numbers: map[round.Benchmark]int{},
		Played: Played{Rows: make([]judge.Row, len(players)), Rounds: make([]int, len(players))}}
	d := decide.Staged(judge.ProcedureOf(p, nil))
	for i := range players {
		b := round.Benchmark{Package: "p", Name: fmt.Sprint("B", i)}
		s.numbers[b] = i
		s.take(b, round.Screen, d.Screen)
	}
	c := d.Confirm(s.rounds)
	for _, suspect := range c.Suspects() {
		s.take(suspect.Benchmark, round.Confirm, c.Confirm)
	}
	for _, r := range judge.Judge(&record.Record{Rounds: s.rounds}, p, time.Time{}).Rows {
		s.Rows[s.numbers[r.Of()]] = r
	}
	return s.Played
}

type suite struct {
	Played
	players []Player
	numbers map[round.Benchmark]int
	rounds  []round.Round
}

// take takes a benchmark's rounds of one stage.
func (s *suite) take(b round.Benchmark, stage round.Stage, judge func([]round.Round) measure.Standing) {
	var mine []round.Round
	i := s.numbers[b]
	for standing := (measure.Standing{}); standing.State == measure.More; standing = judge(mine) {
		mine = append(mine, s.players[i].round(b, stage, s.Rounds[i]+len(mine)))
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

// Stretch plays the trace from a random start on, as it was or with its sides
// swapped, so that drift and bursts stay. At the end it goes on at the beginning.
// The trace must not be empty.
func (t Trace) Stretch(rng *rand.Rand) Player {
	i, sign := rng.IntN(len(t.Centers)), float64(2*rng.IntN(2)-1)
	return func() (center, mean float64) {
		k := i % len(t.Centers)
		i++
		return sign * t.Centers[k], sign * t.Means[k]
	}
}
