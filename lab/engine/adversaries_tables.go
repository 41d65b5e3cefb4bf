package main

import (
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
)

// outcomes are those of a play in a few words.
func (p play) outcomes() string {
	var words []string
	for _, f := range p.Fates {
		words = append(words, f.Benchmark+" "+string(f.Outcome))
	}
	return strings.Join(words, ", ")
}

// againstTable shows what adversaries did to verdicts.
func againstTable(plays []play, contests []contest) table {
	t := table{title: "The gate and its adversaries", head: []string{"adversary", "head", "trials", "regression", "inconclusive", "pass",
		"improvement", "not measured", "rounds", "time a benchmark", "CPUs of the hog"}}
	for _, c := range contests {
		its := func(p play) bool { return p.Adversary == c.name && p.Head == c.head }
		n := countOf(those(plays, its))
		if n.suites == 0 {
			continue
		}
		hog, fates := 0.0, float64(n.fates)
		for _, p := range plays {
			if its(p) {
				hog += p.Hog / float64(n.suites)
			}
		}
		row := []string{c.name, c.head, fmt.Sprint(n.suites)}
		for _, o := range []judge.Outcome{judge.Regression, judge.Inconclusive, judge.Pass, judge.Improvement, judge.Error} {
			row = append(row, fmt.Sprintf("%d of %d", n.outcomes[o], n.fates))
		}
		shown := none
		if c.hog != "" {
			shown = number("%.2f", hog)
		}
		t.add(append(row, number("%.1f", float64(n.rounds)/fates), seconds(n.seconds/fates), shown)...)
	}
	t.after = sums(plays)
	return t
}

// sums holds the promises against all adversaries together.
func sums(plays []play) string {
	same := countOf(those(plays, func(p play) bool { return p.Head == headSame }))
	slower := countOf(those(plays, func(p play) bool { return p.Head != headSame }))
	return fmt.Sprintf("Identical code: %d of %d trials failed. Slower code: %d of %d benchmarks passed.",
		same.failed, same.suites, slower.outcomes[judge.Pass]+slower.outcomes[judge.Improvement], slower.fates)
}

// breaks tells whether an outcome is one that must not be.
func breaks(p play, f fate) bool {
	if p.Head == headSame {
		return f.Outcome == judge.Regression
	}
	return f.Outcome == judge.Pass || f.Outcome == judge.Improvement
}

// broken lists the outcomes that must not be, and what was not measured.
func broken(plays []play) table {
	t := table{title: "Regressions of identical code, slower code that passed, and what could not be measured",
		head: []string{"adversary", "head", "benchmark", "trial", "outcome", "stage", "reason"}}
	for _, p := range plays {
		for _, f := range p.Fates {
			if breaks(p, f) || f.Outcome == judge.Error {
				t.add(p.Adversary, p.Head, f.Benchmark, fmt.Sprint(p.Suite), string(f.Outcome), string(f.Stage), f.Reason)
			}
		}
	}
	if len(t.rows) == 0 {
		t.after = "None."
	}
	return t
}

// reached shows what was planted in the end.
func (a *arena) reached() table {
	t := table{title: "What was planted", head: []string{"benchmark", "wanted", "reached", "lowest", "highest", "measured by"}}
	for _, p := range a.slower {
		t.add(p.subject.Name, slowdown(p.wanted), signed(p.real), none, none, "turns, without the adversary")
	}
	for _, r := range a.rarer {
		t.add(r.subject.Name, headRare, signed(r.change), signed(r.lo), signed(r.hi), "go test, on the mean")
	}
	return t
}
