package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
)

// TestAims: 20 binaries of five trials each, of one of which nothing is found. As
// independent trials they would bound what is found by 89.8 %; but the next 20 may well
// have three such binaries.
func TestAims(t *testing.T) {
	plays := func(bad judge.Outcome) []play {
		var plays []play
		for head := range 20 {
			for range 5 {
				p := play{Head: slowdown(0.1), Planted: 0.1, Fates: []fate{{Benchmark: fmt.Sprint(head), Outcome: judge.Regression}}}
				if head == 0 {
					p.Fates[0].Outcome = bad
				}
				plays = append(plays, p)
			}
		}
		return plays
	}
	rows := func(plays []play) string {
		var lines []string
		for _, row := range aimsTable(plays, levelsOf(plays), scatters(plays)).rows {
			lines = append(lines, strings.Join(row, " | "))
		}
		return strings.Join(lines, "\n")
	}
	for bad, want := range map[judge.Outcome][]string{
		judge.Inconclusive: {"+10.00 % | found: at least 95 % | all | 100 | 95.00 % | 85.00 %", "+10.00 % | found: at least 99 % | quiet | 100 | 95.00 % | 85.00 %",
			"+10.00 % | passed: at most 1 % | all | 100 | 0.00 % | 2.95 %"},
		judge.Pass:        {"+10.00 % | passed: at most 1 % | all | 100 | 5.00 % | 15.00 %"},
		judge.Improvement: {"+10.00 % | passed: at most 1 % | quiet | 100 | 5.00 % | 15.00 %"},
		judge.Regression:  {"+10.00 % | found: at least 95 % | all | 100 | 100.00 % | 97.05 %"},
	} {
		got := rows(plays(bad))
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %q in\n%s", bad, w, got)
			}
		}
		if strings.Contains(got, "7.50") {
			t.Errorf("an aim for what nothing counts for:\n%s", got)
		}
	}
}
