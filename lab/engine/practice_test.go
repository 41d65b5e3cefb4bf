package main

import (
	"math"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/round"
)

func TestRules(t *testing.T) {
	for _, tt := range []struct {
		change, p                  float64
		test, over, tenth, halfway bool
	}{
		{0.03, 0.01, true, false, false, false},
		{0.051, 0.049, true, true, false, false},
		{0.2, 0.05, false, false, true, false},
		{0.6, 0.2, false, false, true, true},
		{0.6, math.NaN(), false, false, true, true},
		{-0.6, 0.001, false, false, false, false},
		{0.1, 0.001, true, true, false, false}, // what is at the bound is allowed
	} {
		d := compare.Delta{Benchmark: round.Benchmark{Name: "A"}, Change: tt.change, P: tt.p}
		var got []bool
		for _, f := range judgedBy(append(severalRules, singleRules...), []compare.Delta{d}) {
			got = append(got, f.Slower)
		}
		for i, want := range []bool{tt.test, tt.over, tt.tenth, tt.halfway} {
			if got[i] != want {
				t.Errorf("change %v, p %v: rule %d says %v", tt.change, tt.p, i, got[i])
			}
		}
	}
}

func TestPracticeTables(t *testing.T) {
	rule, slow := singleRules[0].name, slowdown(wantedSlowdown)
	one := func(rule string, suite int, head, benchmark string, slower bool, outcome judge.Outcome) finding {
		return finding{Rule: rule, Suite: suite, Head: head, Benchmark: benchmark, Slower: slower, Outcome: outcome, Seconds: 1.5}
	}
	findings := []finding{
		one(rule, 0, headSame, "A", true, ""), one(rule, 0, headSame, "B", true, ""),
		one(rule, 1, headSame, "A", false, ""), one(rule, 1, headSame, "B", false, ""),
		one(rule, 0, slow, "A", true, ""), one(rule, 0, slow, "B", false, ""),
		one(methodGate, 0, headSame, "A", false, judge.Pass), one(methodGate, 0, headSame, "B", false, judge.Inconclusive),
		one(methodGate, 0, slow, "A", true, judge.Regression), one(methodGate, 0, slow, "B", false, judge.Inconclusive),
	}
	got := text(t, practiceTable(findings)) + text(t, practiceEach(findings))
	for _, want := range []string{
		"| one run a side, ratio over 1.10 | 2 | 1 | 50.00 % | 0.00 % | 50.00 % | 0.00 % | 1.50 s | 1.50 s |",
		"| benchgate | 1 | 0 | 0.00 % | 50.00 % | 50.00 % | 50.00 % | 1.50 s | 1.50 s |",
		"| benchmark | one run a side, ratio over 1.10 | benchgate |",
		"| A | 1 of 2, 1 of 1 | 0 of 1, 1 of 1 |", "| B | 1 of 2, 0 of 1 | 0 of 1, 0 of 1 |",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if got := slowerOf(findings[:1]); got != "slower: A (one run a side, ratio over 1.10)" {
		t.Error(got)
	}
	if got := slowerOf(findings[2:3]); got != "nothing is slower" {
		t.Error(got)
	}
}
