package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
)

// slowerOf names the findings that would fail the suite.
func slowerOf(some []finding) string {
	var names []string
	for _, f := range some {
		if f.Slower {
			names = append(names, f.Benchmark+" ("+f.Rule+")")
		}
	}
	if len(names) == 0 {
		return "nothing is slower"
	}
	return "slower: " + strings.Join(names, ", ")
}

// A score is how a rule did on one kind of head.
type score struct {
	suites, failed      map[int]bool
	findings, slower    int
	undecided           int
	seconds             float64 // of all findings
	byName, foundByName map[string]int
}

func scoreOf(findings []finding, rule, head string) score {
	s := score{suites: map[int]bool{}, failed: map[int]bool{}, foundByName: map[string]int{}, byName: map[string]int{}}
	for _, f := range findings {
		if f.Rule != rule || f.Head != head {
			continue
		}
		s.suites[f.Suite] = true
		s.findings++
		s.seconds += f.Seconds
		s.byName[f.Benchmark]++
		if f.Slower {
			s.slower++
			s.failed[f.Suite] = true
			s.foundByName[f.Benchmark]++
		}
		if f.Outcome == judge.Inconclusive {
			s.undecided++
		}
	}
	return s
}

func (s score) share(n int) float64 { return float64(n) / float64(s.findings) }

// rulesOf returns the names of all rules, the gate last.
func rulesOf(findings []finding) []string {
	var names []string
	for _, r := range slices.Concat(severalRules, singleRules) {
		names = append(names, r.name)
	}
	names = append(names, methodGate)
	return slices.DeleteFunc(names, func(n string) bool {
		return !slices.ContainsFunc(findings, func(f finding) bool { return f.Rule == n })
	})
}

// practiceTable is the table over the set.
func practiceTable(findings []finding) table {
	slow := slowdown(wantedSlowdown)
	t := table{title: "Beside today's practice", head: []string{"method", "suites", "failed falsely", "benchmark falsely slower",
		"undecided", slow + " missed", "of these undecided", "wall time a benchmark", "with " + slow}}
	for _, r := range rulesOf(findings) {
		same, slower := scoreOf(findings, r, headSame), scoreOf(findings, r, slow)
		t.add(r, fmt.Sprint(len(same.suites)), fmt.Sprint(len(same.failed)), percent(same.share(same.slower)), percent(same.share(same.undecided)),
			percent(slower.share(slower.findings-slower.slower)), percent(slower.share(slower.undecided)),
			seconds(same.seconds/float64(same.findings)), seconds(slower.seconds/float64(slower.findings)))
	}
	t.after = "Suites: of identical code, and as many with " + slow + " in every benchmark. Missed: the method would not have failed the benchmark."
	return t
}

// practiceEach is the table by benchmark.
func practiceEach(findings []finding) table {
	slow := slowdown(wantedSlowdown)
	t := table{title: "By benchmark: falsely slower, and " + slow + " found", head: []string{"benchmark"}}
	rules := rulesOf(findings)
	t.head = append(t.head, rules...)
	var names []string
	for _, f := range findings {
		names = append(names, f.Benchmark)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		row := []string{name}
		for _, r := range rules {
			same, slower := scoreOf(findings, r, headSame), scoreOf(findings, r, slow)
			row = append(row, fmt.Sprintf("%d of %d, %d of %d", same.foundByName[name], same.byName[name],
				slower.foundByName[name], slower.byName[name]))
		}
		t.add(row...)
	}
	return t
}
