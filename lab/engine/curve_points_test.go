package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
)

// TestLevels: a trial counts for what was planted, whatever was wanted.
func TestLevels(t *testing.T) {
	list := levels{0.02, 0.05, 0.10}
	for planted, want := range map[float64]float64{-0.01: 0.02, 0: 0.02, 0.03: 0.02, 0.033: 0.05, 0.05: 0.05, 0.07: 0.05, 0.072: 0.10, 0.7: 0.10} {
		if got := list.of(play{Planted: planted}); got != want {
			t.Errorf("%g counts for %g, want %g", planted, got, want)
		}
	}
	if of := math.Sqrt(0.02 * 0.05); list.of(play{Planted: of * 1.01}) != 0.05 || list.of(play{Planted: of * 0.99}) != 0.02 {
		t.Error("the border is not half-way by ratio")
	}
}

// TestCurveCountsWhatWasPlanted: of ten trials of 2 %, one planted 6 % and was found.
func TestCurveCountsWhatWasPlanted(t *testing.T) {
	var plays []play
	for i := range 10 {
		p := play{Head: slowdown(0.02), Planted: 0.019, Seconds: 1, Fates: []fate{{Benchmark: "A", Outcome: judge.Pass, Rounds: 3}}}
		if i == 7 {
			p.Planted, p.Fates[0].Outcome = 0.06, judge.Regression
		}
		plays = append(plays, p)
	}
	plays = append(plays, play{Head: slowdown(0.05), Planted: 0.05, Fates: []fate{{Benchmark: "B", Outcome: judge.Inconclusive, Rounds: 3, Scatter: 0.1}}})
	points := pointsOf(plays)
	if len(points) != 2 || points[0].trials != 9 || points[0].passed != 1 || points[1].trials != 2 || points[1].found != 0.5 {
		t.Errorf("points %+v", points)
	}
	var lines []string
	for _, table := range curveTables(plays) {
		for _, row := range table.rows {
			lines = append(lines, strings.Join(row, " "))
		}
	}
	text := strings.Join(lines, "\n")
	for _, want := range []string{
		"+2.00 % +1.90 % all 9 0.00 % 0.00 % 100.00 %",
		"+5.00 % +5.00 % to +6.00 % all 2 50.00 % 50.00 %",
		"+5.00 % +6.00 % quiet 1 100.00 %",
		"+2.00 % +1.90 % to +6.00 % 10 10.00 % 0.00 % 90.00 %",
		"A 0 of 9 1 of 1", "B – 0 of 1", "A +1.90 % +6.00 %",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// TestSized: a play's own estimate has no part in what it counts for.
func TestSized(t *testing.T) {
	made := func(head string, planted, change float64) play {
		return play{Head: head, Planted: planted, Fates: []fate{{Benchmark: "A", Change: change}}}
	}
	plays := []play{made("+10.00 %", 0.13, 0.30), made("+10.00 %", 0.13, 0.28), made("+10.00 %", 0.13, 0.02), made("+5.00 %", 0.06, 0.5), made("+10.00 %", 0.10, 0.4)}
	plays[4].part = 1
	other := made("+10.00 %", 0.13, 0.9)
	other.Fates[0].Benchmark = "B"
	plays = append(plays, other)
	all := sized(plays)
	for i, want := range []float64{0.13, 0.13, 0.28, 0.06, 0.10, 0.13} {
		if all[i].Planted != want {
			t.Errorf("play %d: %g, want %g", i, all[i].Planted, want)
		}
	}
	for i, weighed := range []float64{0.2, 0.1, 0.15} {
		plays[i].Weighed = weighed
	}
	for i, want := range []float64{0.15, 0.15, 0.15, 0.06} {
		if got := sized(plays)[i].Planted; got != want {
			t.Errorf("weighed, play %d: %g, want %g", i, got, want)
		}
	}
	if plays[2].Planted != 0.13 {
		t.Error("the plays themselves were changed")
	}
}

// TestCurveOfDocs: the tables and the picture of the documentation are those of the
// trials that are kept.
func TestCurveOfDocs(t *testing.T) {
	docs := filepath.Join("..", "..", "docs")
	var files []string
	for _, part := range []string{"one", "two", "three"} {
		files = append(files, filepath.Join("..", "results", "curve", part+".json"))
	}
	picture := filepath.Join(t.TempDir(), "curve.svg")
	r, err := (&lab{flags: &flags{}}).redraw(strings.Join(files, ","), picture)
	if err != nil {
		t.Fatal(err)
	}
	later, err := (&lab{flags: &flags{}}).redraw(strings.Join(files[1:], ","), "")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(docs, "statistics.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range append(r.tables, later.tables[1]) {
		var text bytes.Buffer
		if err := table.write(&text); err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(page, text.Bytes()) {
			t.Errorf("docs/statistics.md has another table %q than\n%s", table.title, text.String())
		}
	}
	want, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(docs, "curve.svg")); err != nil || !bytes.Equal(got, want) {
		t.Errorf("docs/curve.svg is not what curve --from draws (%v)", err)
	}
}
