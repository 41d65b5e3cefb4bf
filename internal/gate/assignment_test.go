package gate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/benchgate/benchgate/internal/suite"
)

func functions(names ...string) []suite.Top {
	var tops []suite.Top
	for _, n := range names {
		tops = append(tops, suite.Top{Package: "p", Name: n})
	}
	return tops
}

func TestAssignedByTime(t *testing.T) {
	tops := functions("A", "B", "C", "D", "E")
	cost := func(seconds ...float64) map[suite.Top]float64 {
		m := map[suite.Top]float64{}
		for i, s := range seconds {
			if s > 0 {
				m[tops[i]] = s
			}
		}
		return m
	}
	for _, tt := range []struct {
		name  string
		costs map[suite.Top]float64
		idle  map[suite.Top]bool
		n     int
		want  []int // the shards of A to E
	}{
		{"nothing is known", nil, nil, 2, []int{1, 2, 1, 2, 1}},
		{"one takes as long as the others", cost(1, 1, 8, 1, 1), nil, 2, []int{2, 2, 1, 2, 2}},
		{"what is not known takes what is usual", cost(2, 4, 0, 0, 0), nil, 2, []int{2, 1, 2, 2, 1}},
		{"what needs no measuring takes nothing", cost(9, 1, 1, 1, 1), map[suite.Top]bool{tops[0]: true}, 2, []int{1, 1, 2, 1, 2}},
		{"more shards than benchmarks", nil, nil, 7, []int{1, 2, 3, 4, 5}},
		{"one shard", cost(1, 2, 3), nil, 1, []int{1, 1, 1, 1, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := assigned(tops, tt.costs, tt.idle, tt.n)
			var got []int
			for _, top := range tops {
				got = append(got, d.shard[top])
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("shards %v, want %v", got, tt.want)
			}
		})
	}
}

// Whatever the order in which a runner meets the functions, it finds the same
// assignment; every function is in one shard; none has more than its fair part and one
// function over it. Another assignment has another checksum.
func TestAssignmentIsTheSameEverywhere(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for trial := range 300 {
		var tops []suite.Top
		costs, total, largest := map[suite.Top]float64{}, 0.0, 0.0
		for i := range 1 + rng.IntN(40) {
			top := suite.Top{Package: fmt.Sprint("p", i%3), Name: fmt.Sprint("B", i)}
			tops = append(tops, top)
			costs[top] = 0.01 + rng.ExpFloat64()
			total, largest = total+costs[top], max(largest, costs[top])
		}
		n := 1 + rng.IntN(8)
		d := assigned(tops, costs, nil, n)
		shuffled := slices.Clone(tops)
		rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again := assigned(append(shuffled, shuffled...), costs, nil, n)
		load := make([]float64, n+1)
		for _, top := range tops {
			if d.shard[top] < 1 || d.shard[top] > n || d.shard[top] != again.shard[top] {
				t.Fatalf("trial %d: %v is in shard %d of %d, and in %d", trial, top, d.shard[top], n, again.shard[top])
			}
			load[d.shard[top]] += costs[top]
		}
		if d.sum != again.sum || len(d.shard) != len(tops) {
			t.Fatalf("trial %d: sums %s and %s, %d of %d functions", trial, d.sum, again.sum, len(d.shard), len(tops))
		}
		if most := slices.Max(load); most > total/float64(n)+largest+1e-9 {
			t.Errorf("trial %d: a shard of %v s, of %v s over %d shards with at most %v s a function", trial, most, total, n, largest)
		}
		if other := assigned(tops[1:], costs, nil, n); other.sum == d.sum {
			t.Errorf("trial %d: a function less has the same checksum", trial)
		}
		if other := assigned(tops, costs, nil, n+1); other.sum == d.sum {
			t.Errorf("trial %d: a shard more has the same checksum", trial)
		}
	}
}
