package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// restless is a package whose benchmark takes any time from 2 to 20 ms, so that
// nothing about it is decided soon.
const restless = `package restless

import (
	"math/rand/v2"
	"testing"
	"time"
)

func BenchmarkRestless(b *testing.B) {
	for range b.N {
		time.Sleep(time.Duration(2+rand.IntN(18)*rand.IntN(2)) * time.Millisecond)
	}
}
`

// TestTerminalLiveEstimate runs one benchmark at a terminal: the line shows the
// estimate with its interval, and Ctrl-C prints what is known, marked partial.
func TestTerminalLiveEstimate(t *testing.T) {
	needTool(t, "tmux")
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/restless\n\ngo 1.24\n")
	write("restless_test.go", restless)
	for _, args := range [][]string{{"init", "--quiet", "--initial-branch=main"}, {"add", "--all"}, {"commit", "--quiet", "--message", "first"}} {
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=A U Thor", "-c", "user.email=author@example.com"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	write("restless_test.go", restless+"\nvar Inert = 1\n")
	command := "trap : INT; benchgate run --engine exec -b '^BenchmarkRestless$' .; echo status $?; sleep 60"
	x := newTerminal(t, 120, dir, nil, "env", "LANG=C.UTF-8", "sh", "-c", command)
	live := regexp.MustCompile(`(?m)^Restless\S* .*(slower|faster|no change) \(\S+…\S+\); (confirming, )?round \d+, at most \d`)
	x.until("an estimate with its interval", live.MatchString)
	x.press("C-c")
	got := x.untilText("status ")
	for _, want := range []string{"status 130", "partial: the run was interrupted", "Restless", "everything is cleaned up"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the screen:\n%s", want, got)
		}
	}
	if live.MatchString(got) {
		t.Errorf("the live line is still there:\n%s", got)
	}
}
