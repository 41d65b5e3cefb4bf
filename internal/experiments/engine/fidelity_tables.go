package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// tolerance is the bias that counts as none.
const tolerance = 0.03

// fidelityTables are the summary, what needs an explanation, defects, and all
// benchmarks.
func fidelityTables(all []*pairing) []table {
	tables := []table{fidelityOver(all)}
	for _, t := range []table{fidelityExceptions(all), fidelityDefects(all)} {
		if len(t.rows) > 0 {
			tables = append(tables, t)
		}
	}
	return append(tables, fidelityEach(all))
}

// fidelityOver counts.
func fidelityOver(all []*pairing) table {
	t := table{title: "Turns against go test, over the list", head: []string{"", "benchmarks", "share"}}
	var near, beyond, nearPaired, beyondPaired, measured int
	var sizes []float64
	agree := map[string]map[verdict]int{"B/op": {}, "allocs/op": {}}
	for _, p := range all {
		if !p.measured() {
			continue
		}
		measured++
		sizes = append(sizes, math.Abs(p.medianBias(p.Blocks)))
		count := func(bias func([]block) float64, near, beyond *int) {
			if math.Abs(bias(p.Blocks)) <= tolerance {
				*near++
			} else if p.beyond(bias) {
				*beyond++
			}
		}
		count(p.medianBias, &near, &beyond)
		count(p.pairedBias, &nearPaired, &beyondPaired)
		for unit, count := range agree {
			count[p.verdict(unit)]++
		}
	}
	line := func(what string, n int) {
		t.add(what, fmt.Sprint(n), number("%.0f %%", 100*float64(n)/float64(measured)))
	}
	line("measured by both", measured)
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
		percent(median(sizes)), percent(quantile(sizes, 0.9)), measured, len(all))
	return t
}

// beyond tells whether a bias is past the tolerance by more than two standard errors:
// what is nearer may be the machine's doing.
func (p *pairing) beyond(bias func([]block) float64) bool {
	return math.Abs(bias(p.Blocks))-2*p.uncertainty(bias) > tolerance
}

// exceptional tells whether a benchmark needs an explanation.
func (p *pairing) exceptional() bool {
	return p.measured() && (p.beyond(p.medianBias) || p.beyond(p.pairedBias) ||
		p.verdict("B/op") == differs || p.verdict("allocs/op") == differs)
}

// fidelityExceptions lists what needs an explanation, with the one in the list.
func fidelityExceptions(all []*pairing) table {
	t := table{title: "Exceptions", head: []string{"benchmark", "bias", "± 1 SE", "side by side", "± 1 SE", "B/op", "allocs/op", "explanation"}}
	for _, p := range all {
		if p.exceptional() {
			t.add(p.Benchmark.String(), signed(p.medianBias(p.Blocks)), percent(p.uncertainty(p.medianBias)),
				signed(p.pairedBias(p.Blocks)), percent(p.uncertainty(p.pairedBias)), p.allocations("B/op"), p.allocations("allocs/op"), p.Note)
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
func fidelityEach(all []*pairing) table {
	t := table{title: "Turns against go test, by benchmark", head: []string{"benchmark", "go test", "turns",
		"bias", "± 1 SE", "side by side", "± 1 SE", "of the mean", "B/op", "allocs/op"}}
	for _, p := range all {
		if !p.measured() {
			continue
		}
		t.add(p.Benchmark.String(), perOp(median(plainValues(p.Blocks, "sec/op"))),
			perOp(median(turnsValues(p.Blocks, "sec/op", center))),
			signed(p.medianBias(p.Blocks)), percent(p.uncertainty(p.medianBias)),
			signed(p.pairedBias(p.Blocks)), percent(p.uncertainty(p.pairedBias)), signed(p.bias(p.Blocks, average)), p.allocations("B/op"), p.allocations("allocs/op"))
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
