package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExperiments runs every subcommand with real binaries, as short as it can, and
// with -short one of them.
func TestExperiments(t *testing.T) {
	list := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(list, []byte("container/heap Nothing\ncontainer/heap Dup # for now\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args   string
		trials int
		want   []string
	}{
		{"quickness --only ^Search --reps 2 --plain-reps 1 --exec-reps 1 --exec-time 1ms --count 2 --benchtime 1ms", 4,
			[]string{"| go test | 1 | 1 |", "| exec | 1 | 1 |", "| turns | 1 | 2 |", "turns over go test: wall time ", "| Search"}},
		{"contributions --only ^Insertion --reps 1 --variants ^pinned$|copies", 3,
			[]string{"| defaults | 1 |", "| pinned | 1 |", "| no fresh copies | 1 |", "pinned / loose"}},
		{"layouts --only ^Insertion --layouts 1 --same 1 --edits renamed", 3,
			[]string{"| the same binary | – |", "| layout 1 | ", "| edit: a renamed local | ", "a renamed local |\n"}},
		{"fidelity --runs 2 --rounds 1 --benchtime 1ms --list " + list, 2,
			[]string{"1 of 2 benchmarks of the list", "| container/heap.Dup |", "**Not measured**", "| container/heap.Nothing | it did not run"}},
		{"unchanged --only ^Insertion --suites 2 --edits renamed", 2,
			[]string{"| the same binary | 1 | 0 | 0.00 % |", "| edit: a renamed local | 1 | ", "| all | 2 | "}},
		{"adversaries --adversaries position --trials 1 --planted 0", 1,
			[]string{"| hog at one position of the pair | identical code | 1 | ", "Identical code: 0 of 1 trials failed.", "Slower code: 0 of 0 benchmarks passed.", "None."}},
		{"practice --only ^Insertion --suites 1 --count 4 --benchtime 1ms --single 1ms --careful 400ms", 10,
			[]string{"| several runs a side, U test at 0.05 | 1 | ", "| one run a side, ratio over 1.5 | 1 | ", "| benchgate | 1 | 0 | 0.00 % |", "| Insertion | +10.00 % | +"}},
		{"budgets --benchmarks 2 --slower 0,2 --budgets 1ms,3s --trials 1", 4,
			[]string{"| 0 | 1ms | 1 | 0 | ", "| 2 | 1ms | 1 | 0 | 0 | ", "| 2 | 3s | 1 | ", "Regressions of benchmarks that are as they were: 0."}},
		{"curve --only ^Insertion --trials 1 --slowdowns 40 --careful 1s", 1,
			[]string{"| +40.00 % | +", " % | all | 1 | 100.00 % | 0.00 % | 0.00 % |", "| Insertion | 1 of 1 |", "| benchmark | +40.00 % | scatter |", "| Insertion | +", "**Not found", "None."}},
	} {
		args := strings.Fields(tt.args)
		t.Run(args[0], func(t *testing.T) {
			if testing.Short() && args[0] != "quickness" {
				t.Skip("takes a while")
			}
			emptyAfter(t)
			raw := filepath.Join(t.TempDir(), "raw.json")
			args = append(args, "--time", "1ms", "--dir", "../benchmarks", "--raw", raw)
			var out, progress bytes.Buffer
			if status := run(t.Context(), args, &out, &progress); status != 0 {
				t.Fatalf("status %d: %s", status, progress.String())
			}
			for _, want := range append(tt.want, "go -C lab run ./engine "+args[0], " CPUs, linux/") {
				if !strings.Contains(out.String(), want) {
					t.Errorf("no %q in\n%s", want, out.String())
				}
			}
			if strings.Contains(out.String(), "NaN") {
				t.Error(out.String())
			}
			if got := rawTrials(t, raw); got != tt.trials {
				t.Errorf("%d trials in the raw file, want %d", got, tt.trials)
			}
		})
	}
}

// rawTrials returns how many trials a raw file has.
func rawTrials(t *testing.T, file string) int {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var raw struct {
		Setting setting
		Trials  []map[string]any
	}
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	if raw.Setting.CPUs < 1 || raw.Setting.Seconds <= 0 || raw.Setting.Go == "" {
		t.Errorf("setting %+v", raw.Setting)
	}
	return len(raw.Trials)
}

// interrupter ends a context as soon as the first trial is made.
type interrupter struct {
	bytes.Buffer
	cancel context.CancelFunc
}

func (i *interrupter) Write(b []byte) (int, error) {
	if bytes.HasPrefix(b, []byte("1/")) {
		i.cancel()
	}
	return i.Buffer.Write(b)
}

func TestInterrupt(t *testing.T) {
	emptyAfter(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	progress := &interrupter{cancel: cancel}
	raw := filepath.Join(t.TempDir(), "raw.json")
	var out bytes.Buffer
	status := run(ctx, strings.Fields("contributions --variants ^$ --only ^Search --reps 50 --time 1ms --dir ../benchmarks --raw "+raw), &out, progress)
	if status != statusInterrupted || out.Len() > 0 {
		t.Errorf("status %d, printed %q; %s", status, out.String(), progress.String())
	}
	if _, err := os.Stat(raw); !os.IsNotExist(err) {
		t.Errorf("the raw file: %v", err)
	}
}

func TestUsage(t *testing.T) {
	emptyAfter(t)
	for args, want := range map[string]string{
		"":                                  "which experiment? one of quickness, contributions, fidelity, layouts, unchanged, curve",
		"speed":                             `no experiment "speed"`,
		"quickness now":                     `argument "now": quickness takes flags only`,
		"quickness --reps 0":                "--reps 0: it must be at least 1",
		"quickness --only [":                "--only: error parsing regexp",
		"contributions --variants [":        "--variants: error parsing regexp",
		"layouts --edits [":                 "--edits: error parsing regexp",
		"layouts --time 0s":                 "--time 0s: it must be more than 0",
		"fidelity --runs 1":                 "--runs 1: it must be at least 2",
		"fidelity --list /nowhere/list.txt": "read the list of benchmarks",
		"fidelity --help":                   "-benchtime",
		"adversaries --adversaries [":       "--adversaries: error parsing regexp",
		"adversaries --planted -1":          "--planted -1: it must be at least 0",
		"practice --count 1":                "--count 1: it must be at least 2",
		"budgets --slower 17":               `--slower 17: "17" is no number of the 16 benchmarks`,
		"budgets --budgets 1":               `--budgets 1: "1" is no budget`,
		"practice --help":                   "^(Marshal|",
		"curve --from /nowhere/raw.json":    "--from: open /nowhere/raw.json",
		"quickness --colour":                "flag provided but not defined",
	} {
		var out, progress bytes.Buffer
		status := run(t.Context(), strings.Fields(args), &out, &progress)
		if status != statusUsage || !strings.Contains(progress.String(), want) || out.Len() > 0 {
			t.Errorf("%q: status %d, %s", args, status, progress.String())
		}
	}
}
