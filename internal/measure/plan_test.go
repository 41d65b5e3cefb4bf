package measure

import (
	"testing"

	"github.com/benchgate/benchgate/internal/round"
)

// heads counts how often head is first in n rounds of a benchmark, and how
// often a round has the same side first as the one before.
func heads(p Plan, b round.Benchmark, n int) (heads, repeats int) {
	coins := p.coins(b)
	var last round.Side
	for range n {
		s := toss(coins)
		if s == round.Head {
			heads++
		}
		if s == last {
			repeats++
		}
		last = s
	}
	return heads, repeats
}

func TestCoinsAreFair(t *testing.T) {
	const n = 10000
	for seed := range uint64(20) {
		h, same := heads(Plan{Seed: seed}, round.Benchmark{Package: "p", Name: "B"}, n)
		// The standard deviation is 50.
		if h < n/2-250 || h > n/2+250 {
			t.Errorf("seed %d: head is first in %d of %d rounds", seed, h, n)
		}
		if same < n/2-250 || same > n/2+250 {
			t.Errorf("seed %d: %d of %d rounds repeat the side before", seed, same, n)
		}
	}
}

// The first coins of many similar benchmarks and of successive seeds are as
// fair as the coins of one.
func TestFirstCoinsAreFair(t *testing.T) {
	const n = 4000
	byName, bySeed := 0, 0
	for i, target := range many(n) {
		h, _ := heads(Plan{Seed: 1}, target.Benchmark, 1)
		byName += h
		h, _ = heads(Plan{Seed: uint64(i)}, round.Benchmark{Package: "p", Name: "B"}, 1)
		bySeed += h
	}
	for what, h := range map[string]int{"names": byName, "seeds": bySeed} {
		// The standard deviation is 32.
		if h < n/2-160 || h > n/2+160 {
			t.Errorf("%s: head is first in %d of %d first rounds", what, h, n)
		}
	}
}

// The coins of a benchmark depend on no other benchmark, and not on the split
// between package and name alone.
func TestCoinsBelongToTheBenchmark(t *testing.T) {
	firsts := func(ts []Target) []round.Side {
		f := newFake()
		res, err := Run(t.Context(), Plan{Targets: ts, Seed: 5}, f, after(64), f.clock, nil)
		if err != nil {
			t.Fatal(err)
		}
		var sides []round.Side
		for _, r := range res.Rounds {
			if r.Name == "B3" {
				sides = append(sides, r.First)
			}
		}
		return sides
	}
	alone, among := firsts(targets("B3")), firsts(many(9))
	for i := range alone {
		if alone[i] != among[i] {
			t.Fatalf("round %d starts with %s alone and with %s among others", i, alone[i], among[i])
		}
	}
	p := Plan{Seed: 5}
	a, b := p.generator("ab", "c"), p.generator("a", "bc")
	if a.Uint64() == b.Uint64() {
		t.Error("two benchmarks share their coins")
	}
}
