package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/benchgate/benchgate/internal/experiments/binomial"
	"github.com/benchgate/benchgate/internal/policy"
)

// An aim is what should become of slowdowns of one size.
type aim struct {
	level float64
	name  string
	// miss tells which outcomes are not what should be.
	miss func(policy.Outcome) bool
	// most is the largest part that may be so, in all benchmarks and in the quiet ones.
	most, quiet float64
	// found shows the part that is not so.
	found bool
}

// The aims are those that the project set itself before it measured.
func aims() []aim {
	notFound := func(o policy.Outcome) bool { return o != policy.Regression }
	passed := func(o policy.Outcome) bool { return o == policy.Pass || o == policy.Improvement }
	failed := func(o policy.Outcome) bool { return o == policy.Regression }
	return []aim{
		{0.10, "found", notFound, 0.05, 0.01, true},
		{0.075, "found", notFound, 0.15, 0.05, true},
		{0.10, "passed", passed, 0.01, 0.01, false},
		{0.075, "passed", passed, 0.01, 0.01, false},
		{0.02, "failed", failed, 0.02, 0.02, false},
	}
}

// aimsTable holds what became of the slowdowns against the aims.
func aimsTable(plays []play, list levels, scatter map[string]float64) table {
	t := table{title: "Against the aims", head: []string{"slowdown", "aim", "benchmarks", "trials", "measured", "bound"}}
	for _, a := range aims() {
		for _, some := range scatterClasses() {
			its := those(plays, some.in(list, scatter, a.level))
			if len(its) == 0 {
				continue
			}
			most := a.most
			if some.most == quietScatter {
				most = a.quiet
			}
			k := 0
			for _, p := range its {
				if a.miss(p.Fates[0].Outcome) {
					k++
				}
			}
			share, bound, relation := float64(k)/float64(len(its)), a.bound(its, k), "at most"
			if a.found {
				share, bound, most, relation = 1-share, 1-bound, 1-most, "at least"
			}
			t.add(slowdown(a.level), fmt.Sprintf("%s: %s %.0f %%", a.name, relation, 100*most), some.name, fmt.Sprint(len(its)), percent(share), percent(bound))
		}
	}
	t.after = "Bounds are one-sided, at 95 %: the worse of that of Clopper and Pearson, for independent trials, and of that by drawing binaries of head anew, with all of their trials. " +
		"They are for these benchmarks and for sizes as they are known. Where few binaries missed, neither is exact, since trials of one binary are not independent."
	return t
}

// bound returns an upper 95 % bound of the part of trials that miss the aim, of which
// there are k. Trials of one binary share what it happens to be, so that binaries are
// drawn anew, with all of their trials (bootstrap, Efron 1979); where that says less
// than the binomial distribution, as where none missed, the latter is taken, although
// it says too little where trials of one binary have much in common.
func (a aim) bound(plays []play, k int) float64 {
	type tally struct{ trials, missed float64 }
	of := map[plantedHead]tally{}
	var heads []plantedHead
	for _, p := range plays {
		h := headOf(p)
		if _, known := of[h]; !known {
			heads = append(heads, h)
		}
		n := of[h]
		n.trials++
		if a.miss(p.Fates[0].Outcome) {
			n.missed++
		}
		of[h] = n
	}
	// A generator of its own, so that the same trials give the same figure.
	coins := rand.New(rand.NewPCG(uint64(len(plays)), uint64(k)))
	shares := make([]float64, resamples)
	for i := range shares {
		drawn := tally{}
		for range heads {
			n := of[heads[coins.IntN(len(heads))]]
			drawn.trials, drawn.missed = drawn.trials+n.trials, drawn.missed+n.missed
		}
		shares[i] = drawn.missed / drawn.trials
	}
	return max(binomial.UpperBound(k, len(plays)), quantile(shares, 0.95))
}

// A scatterClass is the benchmarks whose rounds scatter no more than so.
type scatterClass struct {
	name string
	most float64
}

func scatterClasses() []scatterClass {
	return []scatterClass{{"all", math.Inf(1)}, {"quiet", quietScatter}}
}

// in returns which plays are of the class and count for a slowdown.
func (c scatterClass) in(list levels, scatter map[string]float64, level float64) func(play) bool {
	return func(p play) bool { return list.of(p) == level && scatter[p.Fates[0].Benchmark] <= c.most }
}
