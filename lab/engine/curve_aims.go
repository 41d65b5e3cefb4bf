package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/lab/binomial"
)

// An aim is how many slowdowns of one size should come to some outcomes.
type aim struct {
	level    float64
	name     string
	outcomes []judge.Outcome
	// least tells that the aim is the smallest part that should, and not the largest.
	least bool
	aim   [2]float64 // in each of the scatterClasses
}

// The aims are those that the project set itself before it measured.
func aims() []aim {
	slower, passed := []judge.Outcome{judge.Regression}, []judge.Outcome{judge.Pass, judge.Improvement}
	return []aim{
		{0.10, "found", slower, true, [2]float64{0.95, 0.99}},
		{0.075, "found", slower, true, [2]float64{0.85, 0.95}},
		{0.10, "passed", passed, false, [2]float64{0.01, 0.01}},
		{0.075, "passed", passed, false, [2]float64{0.01, 0.01}},
		{0.02, "failed", slower, false, [2]float64{0.02, 0.02}},
	}
}

// misses tells whether a trial is not as it should be.
func (a aim) misses(p play) bool { return slices.Contains(a.outcomes, p.Fates[0].Outcome) != a.least }

// aimsTable holds what became of the slowdowns against the aims.
func aimsTable(plays []play, list levels, scatter map[string]float64) table {
	t := table{title: "Against the aims", head: []string{"slowdown", "aim", "benchmarks", "trials", "measured", "bound"}}
	for _, a := range aims() {
		for i, some := range scatterClasses() {
			its := those(plays, some.in(list, scatter, a.level))
			if len(its) == 0 {
				continue
			}
			bound, relation := a.bound(its), "at most"
			if a.least {
				bound, relation = 1-bound, "at least"
			}
			t.add(slowdown(a.level), fmt.Sprintf("%s: %s %.0f %%", a.name, relation, 100*a.aim[i]), some.name, fmt.Sprint(len(its)),
				percent(countOf(its).share(a.outcomes...)), percent(bound))
		}
	}
	t.after = "Bounds are one-sided, at 95 %: the worse of that of Clopper and Pearson, for independent trials, and of that by drawing binaries of head anew, with all of their trials. " +
		"They are for these benchmarks and for sizes as they are known. Where few binaries missed, neither is exact, since trials of one binary are not independent."
	return t
}

// bound returns an upper 95 % bound of the part of trials that miss the aim. Trials of one binary share what it happens to be, so that binaries are
// drawn anew, with all of their trials (bootstrap, Efron 1979); where that says less
// than the binomial distribution, as where none missed, the latter is taken, although
// it says too little where trials of one binary have much in common.
func (a aim) bound(plays []play) float64 {
	k := 0
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
		if a.misses(p) {
			k++
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
