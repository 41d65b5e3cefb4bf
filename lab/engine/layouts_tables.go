package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// layoutsEach shows for every benchmark how the estimates scatter when nothing
// but the layout differs, beside how they do when nothing differs at all.
func layoutsEach(trials []trial, methods []method) table {
	t := table{title: "Change against the default layout, by benchmark", head: []string{"benchmark",
		"same binary: RMS", "layouts: SD", "layouts: mean", "layouts: largest", "edits: RMS", "edits: largest", "of"}}
	layouts, edited := named(methods, prefixLayout), named(methods, prefixEdit)
	for _, name := range benchmarks(trials) {
		same := changes(trials, name, []string{methodSame})
		moved := changes(trials, name, layouts)
		all := changes(trials, name, edited)
		most, which := farthest(trials, name, edited)
		t.add(name, percent(rms(same)), percent(deviation(moved)), signed(mean(moved)), percent(largest(moved)),
			percent(rms(all)), signed(most), strings.TrimPrefix(which, prefixEdit))
	}
	t.after = "The scatter between layouts contains the error of an estimate, which is that of the same binary."
	return t
}

// costs shows what each build took, and how far it moved the set.
func (b *variantBuilds) costs(trials []trial) table {
	t := table{title: "By layout and edit", head: []string{"head", "build", "estimates", "median of the benchmarks' RMS", "p90", "worst", "of"}}
	for _, m := range b.methods {
		s := summarize(of(trials, m.name))
		took, ok := b.seconds[m.name]
		if !ok {
			took = math.NaN()
		}
		t.add(m.name, seconds(took), fmt.Sprint(s.trials), percent(s.median), percent(s.p90), percent(s.worst), s.worstOf)
	}
	t.after = "Build: wall time of go test -c. For a layout everything is compiled already, so that it is one link."
	return t
}

// named returns the names of methods that start with prefix.
func named(methods []method, prefix string) []string {
	var all []string
	for _, m := range methods {
		if strings.HasPrefix(m.name, prefix) {
			all = append(all, m.name)
		}
	}
	return all
}

// changes returns what trials of some methods saw on one benchmark.
func changes(trials []trial, benchmark string, methods []string) []float64 {
	var all []float64
	for _, t := range trials {
		if t.Name == benchmark && t.Error == "" && slices.Contains(methods, t.Method) {
			all = append(all, t.Change)
		}
	}
	return all
}

// largest returns the largest magnitude, NaN of none.
func largest(xs []float64) float64 { return quantile(magnitudes(xs), 1) }

// farthest returns the change that is farthest from none, and its method.
func farthest(trials []trial, benchmark string, methods []string) (change float64, method string) {
	change = math.NaN()
	for _, t := range trials {
		if t.Name == benchmark && t.Error == "" && slices.Contains(methods, t.Method) && !(math.Abs(t.Change) <= math.Abs(change)) {
			change, method = t.Change, t.Method
		}
	}
	return change, method
}
