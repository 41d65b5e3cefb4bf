package main

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/judge"
)

const (
	// quietScatter is up to which scatter of its rounds a benchmark counts as quiet.
	quietScatter = 0.06
	// surelySlower is from which slowdown on it should be found that one is there.
	surelySlower = 0.07
)

func curveTables(plays []play) []table {
	list, scatter := levelsOf(plays), scatters(plays)
	return []table{curveTable(plays, list, scatter), aimsTable(plays, list, scatter), wantedTable(plays, list), foundEach(plays, list, scatter), notFound(plays), plantedEach(plays, list, scatter)}
}

// curveTable shows what became of every size of slowdown, in all benchmarks and in
// those that are quiet.
func curveTable(plays []play, list levels, scatter map[string]float64) table {
	t := table{title: "What becomes of a planted slowdown", head: []string{"slowdown", "planted", "benchmarks", "trials",
		"regression", "undecided", "pass", "rounds", "time", "of it links"}}
	for _, level := range list {
		for _, some := range scatterClasses() {
			its := those(plays, some.in(list, scatter, level))
			if len(its) == 0 {
				continue
			}
			c := countOf(its)
			n := float64(c.fates)
			found, undecided, passed := c.became()
			t.add(slowdown(level), sizes(its), some.name, fmt.Sprint(c.suites), percent(found), percent(undecided), percent(passed), number("%.1f", float64(c.rounds)/n), seconds(c.seconds/n), c.linking())
		}
	}
	quiet := 0
	for _, s := range scatter {
		if s <= quietScatter {
			quiet++
		}
	}
	t.after = "Planted: the range of the slowdowns' sizes, by rounds that have no part in the trials, or, in parts without them, the median of what was measured when it was planted and of what the other trials of the same head estimated. " +
		"A trial counts for the nearest level. " +
		fmt.Sprintf("Quiet: the rounds of a trial scatter by %.0f %% or less (standard deviation of their log-ratios, median of the benchmark's trials), which holds for %d of %d.",
			100*quietScatter, quiet, len(scatter))
	return t
}

// wantedTable shows what became of what was wanted, whatever it came to be. No later
// measurement sorts trials there, but what is wanted is not always what is planted.
func wantedTable(plays []play, list levels) table {
	t := table{title: "By what was wanted", head: []string{"wanted", "planted", "trials", "regression", "undecided", "pass"}}
	for _, level := range list {
		its := those(plays, func(p play) bool { return p.Head == slowdown(level) })
		if len(its) == 0 {
			continue
		}
		c := countOf(its)
		found, undecided, passed := c.became()
		t.add(slowdown(level), sizes(its), fmt.Sprint(c.suites), percent(found), percent(undecided), percent(passed))
	}
	return t
}

// sizes is the range of what was planted.
func sizes(plays []play) string {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, p := range plays {
		lo, hi = min(lo, p.Planted), max(hi, p.Planted)
	}
	if signed(lo) == signed(hi) {
		return signed(lo)
	}
	return signed(lo) + " to " + signed(hi)
}

// scatters returns by benchmark the median of the scatter in its trials.
func scatters(plays []play) map[string]float64 {
	all, medians := map[string][]float64{}, map[string]float64{}
	for _, p := range plays {
		f := p.Fates[0]
		all[f.Benchmark] = append(all[f.Benchmark], f.Scatter)
	}
	for name, values := range all {
		medians[name] = median(values)
	}
	return medians
}

// curveEach makes a table with a line for every benchmark and a column for every slowdown.
func curveEach(title string, plays []play, list levels, scatter map[string]float64, cell func([]play) string) table {
	t := table{title: title, head: []string{"benchmark"}}
	for _, level := range list {
		t.head = append(t.head, slowdown(level))
	}
	t.head = append(t.head, "scatter")
	for _, name := range slices.Sorted(maps.Keys(scatter)) {
		row := []string{name}
		for _, level := range list {
			its := those(plays, func(p play) bool {
				return list.of(p) == level && p.Fates[0].Benchmark == name
			})
			if len(its) == 0 {
				row = append(row, none)
				continue
			}
			row = append(row, cell(its))
		}
		t.add(append(row, percent(scatter[name]))...)
	}
	return t
}

// foundEach shows by benchmark how many slowdowns were found.
func foundEach(plays []play, list levels, scatter map[string]float64) table {
	return curveEach("Found, by benchmark", plays, list, scatter, func(its []play) string {
		c := countOf(its)
		return fmt.Sprintf("%d of %d", c.outcomes[judge.Regression], c.suites)
	})
}

// plantedEach shows by benchmark how large the slowdowns are.
func plantedEach(plays []play, list levels, scatter map[string]float64) table {
	return curveEach("What was planted", plays, list, scatter, sizes)
}

// notFound lists the trials whose slowdown is surely over the threshold and was not
// found.
func notFound(plays []play) table {
	t := table{title: "Not found, of what was planted well over the threshold", head: []string{"benchmark", "planted", "outcome", "reason"}}
	for _, p := range plays {
		if f := p.Fates[0]; p.Planted >= surelySlower && f.Outcome != judge.Regression {
			t.add(f.Benchmark, signed(p.Planted), string(f.Outcome), f.Reason)
		}
	}
	if len(t.rows) == 0 {
		t.after = "None."
	}
	return t
}
