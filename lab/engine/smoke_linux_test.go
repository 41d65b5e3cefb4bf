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

// A smoke is a subcommand as short as it can be, and what it prints.
type smoke struct {
	args   string
	trials int
	want   []string
}

// TestExperiment runs one subcommand with real binaries; TestExperiments runs
// the others.
func TestExperiment(t *testing.T) {
	smoke{"unchanged --only ^Insertion --suites 2 --edits renamed", 2,
		[]string{"| the same binary | 1 | 0 | 0.00 % |", "| edit: a renamed local | 1 | ", "| all | 2 | "}}.run(t)
}

func (x smoke) run(t *testing.T) {
	t.Helper()
	args := strings.Fields(x.args)
	emptyAfter(t)
	raw := filepath.Join(t.TempDir(), "raw.json")
	args = append(args, "--time", "1ms", "--dir", "../benchmarks", "--raw", raw)
	var out, progress bytes.Buffer
	if status := run(t.Context(), args, &out, &progress); status != 0 {
		t.Fatalf("status %d: %s", status, progress.String())
	}
	for _, want := range append(x.want, "go -C lab run ./engine "+args[0], " CPUs, linux/") {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "NaN") {
		t.Error(out.String())
	}
	if got := rawTrials(t, raw); got != x.trials {
		t.Errorf("%d trials in the raw file, want %d", got, x.trials)
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
	if testing.Short() {
		t.Skip("begins an experiment, which takes half a minute")
	}
	emptyAfter(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	progress := &interrupter{cancel: cancel}
	raw := filepath.Join(t.TempDir(), "raw.json")
	var out bytes.Buffer
	status := run(ctx, strings.Fields("contributions --only ^Search --reps 50 --time 1ms --dir ../benchmarks --raw "+raw), &out, progress)
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
