package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/shell"
)

// The name of a profile is a file's in its directory, whatever the benchmark is
// called, and no two benchmarks have the same.
func TestProfileNames(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range []string{"Parse/size=1-8", "../../etc/passwd", `..\..\x`, "a b", "a_b", "", ".", "..", "CON", "a\x00b", "ä", strings.Repeat("x/", 500), strings.Repeat("x/", 501)} {
		got := profileName(report.Explanation{Package: "p", Benchmark: name, Kind: "cpu"}, round.Head)
		dir, file := filepath.Split(got)
		if dir != output.ProfilesDir+"/" || len(file) > 100 || strings.Trim(file, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=.") != "" || strings.HasPrefix(file, ".") {
			t.Errorf("%q: %q", name, got)
		}
		if seen[got] {
			t.Errorf("%q: %q is there twice", name, got)
		}
		seen[got] = true
	}
}

func TestSplitWords(t *testing.T) {
	for _, words := range [][]string{{"benchgate", "run", "--bench=a b", "it's", "", "$(x)", `a\b`}, {"a"}} {
		var quoted []string
		for _, w := range words {
			quoted = append(quoted, shell.Quote(w))
		}
		if got, ok := shell.Split(strings.Join(quoted, " ")); !ok || !slices.Equal(got, words) {
			t.Errorf("%q: %q %v", words, got, ok)
		}
	}
	if _, ok := shell.Split("a 'b"); ok {
		t.Error("an open quote is well")
	}
}

// What could be dangerous is not taken from a report.
func TestRepeated(t *testing.T) {
	for command, want := range map[string]string{
		"benchgate run --base a --head b -- -tags=x -cpu=1,2": "",
		"benchgate run -- -toolexec=/bin/evil":                "-toolexec",
		"benchgate run -- '-ldflags=-extld=/bin/evil'":        "-ldflags",
		"benchgate run -- -overlay /x":                        "-overlay",
		"benchgate run -- -gcflags=-bench=/home/u/.profile":   "-gcflags",
		"benchgate run --config evil.yml":                     "--config",
		"benchgate compare a b":                               "does not say how it was made",
		"":                                                    "does not say how it was made",
		"benchgate run --frobnicate":                          "not one of this benchgate",
	} {
		_, err := repeated(command, &explainOptions{}, nil)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", command, err, want)
		}
	}
}
