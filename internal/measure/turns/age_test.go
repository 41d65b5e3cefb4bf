package turns

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// TestAged holds which rounds say that a benchmark becomes slower as it runs, on a
// machine whose regimes last for a part of a round.
func TestAged(t *testing.T) {
	for _, c := range []struct {
		name       string
		turns      int
		base, head float64 // how many times slower a turn is at the end of the round
		regimes    bool
		slope      bool
		most       float64 // share of rounds that say so
		least      float64
	}{
		{name: "steady", turns: 60, base: 1, head: 1, most: 0},
		{name: "steady, in regimes", turns: 60, base: 1, head: 1, regimes: true, most: 0.35},
		{name: "a little", turns: 60, base: 1.1, head: 1.1, most: 0},
		{name: "grows", turns: 60, base: 3, head: 3, least: 1, most: 1},
		{name: "grows, in regimes", turns: 60, base: 5, head: 5, regimes: true, least: 0.7, most: 1},
		{name: "head grows", turns: 60, base: 1, head: 2, least: 1, most: 1},
		{name: "becomes faster", turns: 60, base: 0.3, head: 0.3, most: 0},
		{name: "few turns", turns: 5, base: 3, head: 3, most: 0},
		{name: "differences", turns: 60, base: 3, head: 3, slope: true, most: 0},
	} {
		said := 0
		const rounds = 300
		for seed := range uint64(rounds) {
			r := rand.New(rand.NewPCG(seed, 1))
			var pairs []Pair
			regime := 1.0
			for i := range c.turns {
				if c.regimes && r.IntN(20) == 0 {
					regime = 1 + r.Float64()
				}
				took := func(end float64) wire.Report {
					times := 1 + (end-1)*float64(i)/float64(c.turns-1)
					ns := 1e6 * regime * times * math.Exp(0.03*r.NormFloat64())
					return wire.Report{Warm: wire.Burst{N: 1}, Main: wire.Burst{N: 1000, Nanoseconds: int64(ns)}}
				}
				pairs = append(pairs, Pair{Base: took(c.base), Head: took(c.head)})
			}
			if a, _ := aged(plan{n: 1000, slope: c.slope}, pairs); a != (aging{}) {
				said++
				if !strings.Contains(a.String(), " an iteration at the start of a round, ") {
					t.Fatalf("%s: it says %q", c.name, a)
				}
			}
		}
		if share := float64(said) / rounds; share < c.least || share > c.most {
			t.Errorf("%s: %v of the rounds say that it becomes slower, want %v to %v", c.name, share, c.least, c.most)
		}
	}
}

// TestAgingIsSaid holds that only a benchmark that becomes slower in so many rounds,
// one after the other, is told of, once; and one that has been told of for its cost
// in longer calls is not told of again.
func TestAgingIsSaid(t *testing.T) {
	of := func(end int64) (pairs []Pair) {
		for i := range int64(30) {
			r := wire.Report{Main: wire.Burst{N: 1000, Nanoseconds: 1e6 + end*i}}
			pairs = append(pairs, Pair{Base: r, Head: r})
		}
		return pairs
	}
	slower, steady := of(1e5), of(0)
	few := slower[:3]
	for _, c := range []struct {
		name   string
		rounds [][]Pair
		plan   plan
		said   int
	}{
		{"each round", [][]Pair{slower, slower, slower, slower, slower, slower, slower}, plan{n: 1000}, 1},
		{"with few turns between", [][]Pair{slower, few, slower, few, few, slower}, plan{n: 1000}, 1},
		{"too few", [][]Pair{slower, slower}, plan{n: 1000}, 0},
		{"now and then", [][]Pair{slower, slower, steady, slower, slower, steady}, plan{n: 1000}, 0},
		{"told already", [][]Pair{slower, slower, slower, slower}, plan{n: 1000, growth: growth{longN: 1}}, 0},
	} {
		var said []string
		e := &Engine{Warn: func(_ measure.Target, text string) { said = append(said, text) }}
		for _, pairs := range c.rounds {
			e.warnAging(measure.Target{Run: "It"}, c.plan, pairs)
		}
		if len(said) != c.said {
			t.Errorf("%s: it said %q, want %d times", c.name, said, c.said)
		}
	}
}
