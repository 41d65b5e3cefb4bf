package main

import (
	"math"
	"slices"
)

// A group is the changes that one method saw on one benchmark whose sides are
// the same code: each is an error.
type group struct {
	benchmark string
	changes   []float64
	values    []float64 // sec/op, both sides' geometric mean
	samples   []float64
	seconds   []float64
}

// of collects the trials of one method by benchmark, in order of the names.
// Trials that failed are left out.
func of(trials []trial, method string) []group {
	byName := map[string]*group{}
	for _, t := range trials {
		if t.Method != method || t.Error != "" {
			continue
		}
		g := byName[t.Name]
		if g == nil {
			g = &group{benchmark: t.Name}
			byName[t.Name] = g
		}
		g.changes = append(g.changes, t.Change)
		g.values = append(g.values, math.Sqrt(t.Base*t.Head))
		g.samples = append(g.samples, float64(t.Samples))
		g.seconds = append(g.seconds, t.Seconds)
	}
	var all []group
	for _, g := range byName {
		all = append(all, *g)
	}
	slices.SortFunc(all, func(a, b group) int {
		if a.benchmark < b.benchmark {
			return -1
		}
		return 1
	})
	return all
}

// find returns the group of a benchmark, an empty one if there is none.
func find(groups []group, benchmark string) group {
	for _, g := range groups {
		if g.benchmark == benchmark {
			return g
		}
	}
	return group{benchmark: benchmark}
}

// A summary is a method's errors over a set of benchmarks.
type summary struct {
	trials, benchmarks int
	seconds            float64 // mean of a trial
	rms                float64 // of all trials
	median, p90, worst float64 // of the benchmarks' RMS errors
	worstOf            string
	typical, most      float64 // median and largest magnitude of a change
	samples            float64 // median
}

// summarize sums the groups of one method up. All of no groups is NaN.
func summarize(groups []group) summary {
	var changes, each, wall, samples []float64
	s := summary{benchmarks: len(groups), worst: math.NaN(), most: math.NaN()}
	for _, g := range groups {
		changes = append(changes, g.changes...)
		wall = append(wall, g.seconds...)
		samples = append(samples, g.samples...)
		r := rms(g.changes)
		each = append(each, r)
		if !(r <= s.worst) {
			s.worst, s.worstOf = r, g.benchmark
		}
	}
	s.trials, s.seconds, s.rms = len(changes), mean(wall), rms(changes)
	s.median, s.p90 = median(each), quantile(each, 0.9)
	s.typical, s.samples = median(magnitudes(changes)), median(samples)
	if len(changes) > 0 {
		s.most = slices.Max(magnitudes(changes))
	}
	return s
}

// benchmarks returns the names of all benchmarks with a trial, sorted.
func benchmarks(trials []trial) []string {
	var names []string
	for _, t := range trials {
		names = append(names, t.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// failures is a table of the trials that failed; it has no rows if none did.
func failures(trials []trial) table {
	t := table{title: "Not measured", head: []string{"benchmark", "method", "error"}}
	seen := map[string]bool{}
	for _, tr := range trials {
		if key := tr.Name + "\x00" + tr.Method; tr.Error != "" && !seen[key] {
			seen[key] = true
			t.add(tr.Name, tr.Method, tr.Error)
		}
	}
	return t
}

// withFailures appends the table of failures if there are any.
func withFailures(tables []table, trials []trial) []table {
	if t := failures(trials); len(t.rows) > 0 {
		return append(tables, t)
	}
	return tables
}
