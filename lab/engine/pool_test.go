package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/round"
)

// leave writes what a run of an experiment would by --raw.
func leave(t *testing.T, file string, trials any, args ...string) {
	t.Helper()
	raw, err := json.Marshal(rawFile{args, setting{CPU: "a CPU", Start: time.Unix(1e9, 0)}, trials})
	if err == nil {
		err = os.WriteFile(file, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestPool shows two runs of suites as one, and each run as it was.
func TestPool(t *testing.T) {
	emptyAfter(t)
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one.json"), filepath.Join(dir, "two.json")
	suite := func(n int, head string, outcome judge.Outcome) play {
		return play{Suite: n, Head: head, Seconds: 1, Fates: []fate{{Benchmark: "A", Outcome: outcome, Rounds: 3, Reason: "why"}}}
	}
	leave(t, one, []play{suite(0, "same", judge.Pass), suite(1, "edit", judge.Pass)}, "unchanged", "--suites", "2")
	leave(t, two, []play{suite(0, "same", judge.Pass), suite(1, "edit", judge.Regression)}, "unchanged", "--seed", "2")
	var out, progress bytes.Buffer
	if status := run(t.Context(), []string{"unchanged", "--from", one + "," + two}, &out, &progress); status != 0 {
		t.Fatalf("status %d: %s", status, progress.String())
	}
	for _, want := range []string{"engine unchanged --suites 2\n", "engine unchanged --seed 2\n", "| same | 2 | 0 |", "| edit | 2 | 1 |", "| all | 4 | 1 |",
		"| A | edit | 3 | regression | why |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	for _, args := range [][]string{{"curve", "--from", one}, {"unchanged", "--from", one, "--raw", two}, {"unchanged", "--from", one + ",absent"}, {"unchanged", "--from", one + "," + one}} {
		if status := run(t.Context(), args, io.Discard, io.Discard); status != statusUsage {
			t.Errorf("%v: status %d", args, status)
		}
	}
}

// TestPoolPairings shows two runs of fidelity as one, with the list's explanations.
func TestPoolPairings(t *testing.T) {
	emptyAfter(t)
	dir := t.TempDir()
	list, one, two := filepath.Join(dir, "list"), filepath.Join(dir, "one.json"), filepath.Join(dir, "two.json")
	if err := os.WriteFile(list, []byte("p A # because\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run1 := []pairing{{Benchmark: round.Benchmark{Package: "p", Name: "A"}, Note: "as it was", Blocks: []block{blockOf(1, 1.2, 8, 8)}}}
	run2 := []pairing{{Benchmark: round.Benchmark{Package: "p", Name: "A"}, Blocks: []block{blockOf(1, 1.3, 8, 8), blockOf(1, 1.4, 8, 8)}},
		{Benchmark: round.Benchmark{Package: "p", Name: "B"}, TurnsError: "it hangs"}}
	leave(t, one, run1, "fidelity", "--seed", "1")
	leave(t, two, run2, "fidelity", "--seed", "2")
	var out, progress bytes.Buffer
	if status := run(t.Context(), []string{"fidelity", "--from", one + "," + two, "--list", list}, &out, &progress); status != 0 {
		t.Fatalf("status %d: %s", status, progress.String())
	}
	for _, want := range []string{"fidelity --seed 1\n", "fidelity --seed 2\n", "| p.A | +30.00 % |", "| because |", "| p.B | runs | it hangs |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// TestRedraw draws what an earlier run left, and shows that run as it was.
func TestRedraw(t *testing.T) {
	emptyAfter(t)
	dir := t.TempDir()
	file, picture := filepath.Join(dir, "raw.json"), filepath.Join(dir, "curve.svg")
	leave(t, file, curvePlays(), "curve", "--trials", "4")
	var out, progress bytes.Buffer
	if status := run(t.Context(), []string{"curve", "--from", file, "--svg", picture}, &out, &progress); status != 0 {
		t.Fatalf("status %d: %s", status, progress.String())
	}
	for _, want := range []string{"go -C lab run ./engine curve --trials 4\n", "a CPU", "started 2001-", "| +10.00 % | +10.30 % | all | 4 | 75.00 % | 25.00 % |",
		"| +10.00 % | +10.30 % | quiet | 4 | 75.00 % |", "holds for 1 of 1.", "| A | 0 of 4 | 3 of 4 | 5.00 % |", "| A | +10.30 % | inconclusive | why |",
		"| A | +2.06 % | +10.30 % | 5.00 % |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	svg, err := os.ReadFile(picture)
	if err != nil || !bytes.Equal(svg, drawCurve(pointsOf(curvePlays()))) {
		t.Errorf("another picture, error %v", err)
	}
	for text, want := range map[string]string{"{": "is not what --raw writes", `{"arguments": ["unchanged"], "trials": [{"head": "the same binary"}]}`: "has no trials of curve", `{"arguments": ["curve"]}`: "has no trials of curve"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, progress bytes.Buffer
		if status := run(t.Context(), []string{"curve", "--from", file}, &out, &progress); status != statusUsage || !strings.Contains(progress.String(), want) {
			t.Errorf("%s: status %d, %s", text, status, progress.String())
		}
	}
}
