package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// A comparison is a benchmark that both measured, with its bias of the medians and
// side by side.
type comparison struct {
	*pairing
	medians, paired measuredBias
}

// compared returns the comparisons of what both measured.
func compared(all []*pairing) []comparison {
	var found []comparison
	for _, p := range all {
		if p.measured() {
			found = append(found, comparison{p, p.withError(p.medianBias), p.withError(p.pairedBias)})
		}
	}
	return found
}

// fidelityTables are the summary, what needs an explanation, defects, and all
// benchmarks.
func fidelityTables(all []*pairing) []table {
	found := compared(all)
	tables := []table{fidelityOver(found, len(all))}
	for _, t := range []table{fidelityExceptions(found), fidelityDefects(all)} {
		if len(t.rows) > 0 {
			tables = append(tables, t)
		}
	}
	return append(tables, fidelityEach(found))
}

// fidelityOver counts, over a list of so many.
func fidelityOver(found []comparison, listed int) table {
	t := table{title: "Turns against go test, over the list", head: []string{"", "benchmarks", "share"}}
	var near, beyond, nearPaired, beyondPaired int
	var sizes []float64
	agree := map[string]map[verdict]int{"B/op": {}, "allocs/op": {}}
	count := func(n *int, holds bool) {
		if holds {
			*n++
		}
	}
	for _, c := range found {
		sizes = append(sizes, math.Abs(c.medians.bias))
		count(&near, c.medians.near())
		count(&beyond, c.medians.beyond())
		count(&nearPaired, c.paired.near())
		count(&beyondPaired, c.paired.beyond())
		for unit, verdicts := range agree {
			verdicts[c.verdict(unit)]++
		}
	}
	line := func(what string, n int) {
		t.add(what, fmt.Sprint(n), number("%.0f %%", 100*float64(n)/float64(len(found))))
	}
	line("measured by both", len(found))
	line("bias of sec/op within "+percent(tolerance), near)
	line("beyond it by more than two standard errors", beyond)
	line("bias side by side within "+percent(tolerance), nearPaired)
	line("side by side beyond it by more than two standard errors", beyondPaired)
	for _, unit := range []string{"B/op", "allocs/op"} {
		for _, v := range []verdict{equal, typically, nearly, dependent, differs} {
			line(unit+": "+string(v), agree[unit][v])
		}
	}
	t.after = fmt.Sprintf("Median size of the bias %s, 90 %% of them at most %s; %d of %d benchmarks of the list were measured by both.",
		percent(median(sizes)), percent(quantile(sizes, 0.9)), len(found), listed)
	return t
}

// exceptional tells whether a benchmark needs an explanation.
func (c comparison) exceptional() bool {
	return c.medians.beyond() || c.paired.beyond() || c.verdict("B/op") == differs || c.verdict("allocs/op") == differs
}

// fidelityExceptions lists what needs an explanation, with the one in the list.
func fidelityExceptions(found []comparison) table {
	t := table{title: "Exceptions", head: []string{"benchmark", "bias", "± 1 SE", "side by side", "± 1 SE", "B/op", "allocs/op", "explanation"}}
	for _, c := range found {
		if c.exceptional() {
			t.add(c.Benchmark.String(), signed(c.medians.bias), percent(c.medians.se), signed(c.paired.bias), percent(c.paired.se),
				c.allocations("B/op"), c.allocations("allocs/op"), c.Note)
		}
	}
	return t
}

// fidelityDefects lists what only one of the two could measure, or neither.
func fidelityDefects(all []*pairing) table {
	t := table{title: "Not measured", head: []string{"benchmark", "go test", "turns"}}
	for _, p := range all {
		if p.PlainError != "" || p.TurnsError != "" {
			t.add(p.Benchmark.String(), or(p.PlainError, "runs"), or(p.TurnsError, "runs"))
		}
	}
	if len(t.rows) > 0 {
		t.after = "What go test runs and turns do not is a defect of the engine; the rest is one of the list."
	}
	return t
}

// fidelityEach lists all benchmarks that were measured.
func fidelityEach(found []comparison) table {
	t := table{title: "Turns against go test, by benchmark", head: []string{"benchmark", "go test", "turns",
		"bias", "± 1 SE", "side by side", "± 1 SE", "of the mean", "B/op", "allocs/op"}}
	for _, c := range found {
		t.add(c.Benchmark.String(), perOp(median(plainValues(c.Blocks, "sec/op"))),
			perOp(median(turnsValues(c.Blocks, "sec/op", center))),
			signed(c.medians.bias), percent(c.medians.se), signed(c.paired.bias), percent(c.paired.se),
			signed(c.bias(c.Blocks, average)), c.allocations("B/op"), c.allocations("allocs/op"))
	}
	t.after = "Bias: turns over go test − 1, of the medians; the same side by side, as the centre of the blocks' ratios, and of the medians of the rounds' means. Allocations that are not equal: go test / turns, and how they differ."
	return t
}

// allocations shows B/op or allocs/op of both.
func (p *pairing) allocations(unit string) string {
	plain, turns := plainValues(p.Blocks, unit), turnsValues(p.Blocks, unit, center)
	v := p.verdict(unit)
	if v == equal {
		return span(plain)
	}
	text := span(plain) + " / " + span(turns) + ": " + string(v)
	if v == dependent || v == differs {
		text += ", go test with a turn's n " + span(p.atN(unit))
	}
	return text
}

// span shows whole numbers: one, or the least and the largest.
func span(xs []float64) string {
	if len(xs) == 0 {
		return none
	}
	low, high := slices.Min(xs), slices.Max(xs)
	if low == high {
		return fmt.Sprintf("%.0f", low)
	}
	return strings.Join([]string{fmt.Sprintf("%.0f", low), fmt.Sprintf("%.0f", high)}, "…")
}
