//go:build nightly

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExperiments runs every other subcommand with real binaries.
func TestExperiments(t *testing.T) {
	list := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(list, []byte("container/heap Nothing\ncontainer/heap Dup # for now\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, x := range []smoke{
		{"quickness --only ^Search --reps 2 --plain-reps 1 --exec-reps 1 --exec-time 1ms --count 2 --benchtime 1ms", 4,
			[]string{"| go test | 1 | 1 |", "| exec | 1 | 1 |", "| turns | 1 | 2 |", "turns over go test: wall time ", "| Search"}},
		{"contributions --only ^Insertion --reps 1 --variants ^pinned$|copies", 3,
			[]string{"| defaults | 1 |", "| pinned | 1 |", "| no fresh copies | 1 |", "pinned / loose"}},
		{"layouts --only ^Insertion --layouts 1 --same 1 --edits renamed", 3,
			[]string{"| the same binary | – |", "| layout 1 | ", "| edit: a renamed local | ", "a renamed local |\n"}},
		{"fidelity --runs 2 --rounds 1 --benchtime 1ms --list " + list, 2,
			[]string{"1 of 2 benchmarks of the list", "| container/heap.Dup |", "**Not measured**", "| container/heap.Nothing | it did not run"}},
		{"adversaries --adversaries position --trials 1 --planted 0", 1,
			[]string{"| hog at one position of the pair | identical code | 1 | ", "Identical code: 0 of 1 trials failed.", "Slower code: 0 of 0 benchmarks passed.", "None."}},
		{"practice --only ^Insertion --suites 1 --count 4 --benchtime 1ms --single 1ms --careful 400ms", 10,
			[]string{"| several runs a side, U test at 0.05 | 1 | ", "| one run a side, ratio over 1.5 | 1 | ", "| benchgate | 1 | 0 | 0.00 % |", "| Insertion | +10.00 % | +"}},
		{"shared --reps 4", 8,
			[]string{"| one process for all | 4 | ", "| a process each | 4 | ", "| SHA256 | "}},
		{"budgets --benchmarks 2 --slower 0,2 --budgets 1ms,3s --trials 1", 4,
			[]string{"| 0 | 1ms | 1 | 0 | ", "| 2 | 1ms | 1 | 0 | 0 | ", "| 2 | 3s | 1 | ", "Regressions of benchmarks that are as they were: 0."}},
		{"curve --only ^Insertion --trials 1 --slowdowns 40 --careful 1s", 1,
			[]string{"| +40.00 % | +", " % | all | 1 | 100.00 % | 0.00 % | 0.00 % |", "| Insertion | 1 of 1 |", "| benchmark | +40.00 % | scatter |", "| Insertion | +", "**Not found", "None."}},
	} {
		name, _, _ := strings.Cut(x.args, " ")
		t.Run(name, func(t *testing.T) { x.run(t) })
	}
}
