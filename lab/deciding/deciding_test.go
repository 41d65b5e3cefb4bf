package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/round"
)

func TestInventedNoise(t *testing.T) {
	var out strings.Builder
	if err := run([]string{"-suites", "20", "-benchmarks", "20", "-change", "0.2"}, &out); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"gaussian", "heavy-tailed", "bimodal", "drifting"} {
		if !strings.Contains(out.String(), "| "+kind+" | 20 | 100 % |") {
			t.Errorf("a slowdown of 20 %% is missed in %s noise:\n%s", kind, out.String())
		}
	}
}

// TestRecordedRounds: traces that scatter around no difference fail no suite, and
// traces that are too short are refused.
func TestRecordedRounds(t *testing.T) {
	write := func(name string, step float64, n int) string {
		var rounds []round.Round
		for i := range n {
			x := 1e-6 * (1 + step*float64(i%7))
			v := func(x float64) round.Values { return round.Values{"sec/op": {Center: x, Mean: x}} }
			rounds = append(rounds, round.Round{Benchmark: round.Benchmark{Package: "p", Name: name}, Index: i, Engine: "turns",
				Stage: round.Screen, First: round.Base, N: 1, Base: v(x), Head: v(1e-6 * (1 + step*float64(i*3%7)))})
		}
		path := filepath.Join(t.TempDir(), name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := round.Encode(f, rounds); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var out strings.Builder
	if err := run([]string{"-suites", "20", "-benchmarks", "5", write("A", 0.01, 100), write("B", 0.002, 90)}, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "| recorded | 0 | 0 % |") {
		t.Error(out.String())
	}
	if err := run([]string{write("C", 0.01, 20)}, &out); err == nil || !strings.Contains(err.Error(), "at least 80") {
		t.Errorf("a short trace: %v", err)
	}
}
