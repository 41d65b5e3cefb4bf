package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
)

var update = flag.Bool("update", false, "rewrite golden files")

// curvePlays are four slowdowns of 2 % that mostly pass, and four of 10 % that
// are mostly found.
func curvePlays() []play {
	var plays []play
	for level, outcomes := range map[float64][]judge.Outcome{
		0.02: {judge.Pass, judge.Pass, judge.Improvement, judge.Inconclusive},
		0.10: {judge.Regression, judge.Regression, judge.Regression, judge.Inconclusive},
	} {
		for _, o := range outcomes {
			plays = append(plays, play{Head: slowdown(level), Planted: level * 1.03, Seconds: 1,
				Fates: []fate{{Benchmark: "A", Outcome: o, Change: level * 1.03, Rounds: 3, Reason: "why", Scatter: 0.05}}})
		}
	}
	return plays
}

func TestCurvePicture(t *testing.T) {
	svg := drawCurve(pointsOf(curvePlays()))
	golden := filepath.Join("testdata", "curve.svg")
	if *update {
		if err := os.WriteFile(golden, svg, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(svg, want) {
		t.Errorf("differs from %s; -update rewrites it; got\n%s", golden, svg)
	}
	elements := map[string]int{}
	for dec := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			elements[e.Name.Local]++
		}
	}
	// Three areas, five lines, two ticks and the threshold twice; no script, no link.
	if elements["path"] != 12 || elements["circle"] != 2 || elements["script"]+elements["a"]+elements["image"]+elements["use"] > 0 {
		t.Errorf("elements %v", elements)
	}
	for _, want := range []string{"+2.00 %: 0.00 % found, 25.00 % undecided, 75.00 % passed, of 4; +10.00 %: 75.00 % found, ", "prefers-color-scheme:dark", ">threshold<"} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("no %q in\n%s", want, svg)
		}
	}
}
