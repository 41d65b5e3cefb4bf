package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTerminalShowsReports looks at reports on a real terminal: narrow and wide,
// with colour and without, and where there is only ASCII.
func TestTerminalShowsReports(t *testing.T) {
	corpus, err := filepath.Abs("../../internal/report/testdata/corpus/regression.json")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Abs("testdata/terminal")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		columns int
		env     []string
		colour  bool
	}{
		{"narrow", 60, []string{"LANG=C.UTF-8"}, true},
		{"wide", 160, []string{"LANG=C.UTF-8"}, true},
		{"plain", 100, []string{"LANG=C.UTF-8", "NO_COLOR=1"}, false},
		{"ascii", 100, []string{"LC_ALL=C"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			command := "benchgate render '" + filepath.Base(corpus) + "'; echo status $?; sleep 60"
			x := newTerminal(t, c.columns, filepath.Dir(corpus), c.env, append(append([]string{"env"}, c.env...), "sh", "-c", command)...)
			got := x.untilText("status 0")
			compareScreen(t, filepath.Join(files, c.name+".txt"), got)
			if has := strings.Contains(x.screen("-e"), "\x1b[31m"); has != c.colour {
				t.Errorf("colour: %v, want %v", has, c.colour)
			}
			for l := range strings.SplitSeq(got, "\n") {
				if c.name == "ascii" && strings.ContainsFunc(l, func(r rune) bool { return r > 0x7e }) {
					t.Errorf("not ASCII: %q", l)
				}
			}
		})
	}
}

// compareScreen holds a screen against a file; -update writes it.
func compareScreen(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got, go test -update rewrites it):\n%s", filepath.Base(file), d)
	}
}
