package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestHogs starts every kind: each burns, and is gone at the end.
func TestHogs(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := makePipe(pipe); err != nil {
		t.Fatal(err)
	}
	for kind, argument := range map[string]string{hogBursts: "7", hogPeriod: "", hogTold: pipe} {
		h, err := startHog(kind, argument)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		tellTurns(t, pipe, kind == hogTold)
		share, err := h.stop()
		if err != nil || !(share > 0.05) {
			t.Errorf("%s: had %.3f of a CPU, error %v", kind, share, err)
		}
		if _, err := os.Stat("/proc/" + strconv.Itoa(h.cmd.Process.Pid)); err == nil {
			t.Errorf("%s: it still runs", kind)
		}
	}
}

// tellTurns passes a third of a second, with a turn in every millisecond.
func tellTurns(t *testing.T, pipe string, tell bool) {
	t.Helper()
	if !tell {
		time.Sleep(300 * time.Millisecond)
		return
	}
	f, err := os.OpenFile(pipe, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for from := time.Now(); time.Since(from) < 300*time.Millisecond; time.Sleep(time.Millisecond) {
		if _, err := f.WriteString("."); err != nil {
			t.Fatal(err)
		}
	}
}

func TestHogFails(t *testing.T) {
	for what, want := range map[[2]string]string{
		{"boar", ""}:                 `no hog of the kind "boar"`,
		{hogBursts, "seven"}:         "invalid syntax",
		{hogTold, "/nowhere/a/pipe"}: "no such file",
	} {
		if h, err := startHog(what[0], what[1]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, error %v", what, h, err)
		}
	}
}

func TestDrawBurst(t *testing.T) {
	coins, sum := rand.New(rand.NewPCG(1, 2)), time.Duration(0)
	const n = 10_000
	for range n {
		d := drawBurst(coins)
		if d < burstLeast || d > burstMost {
			t.Fatal(d)
		}
		sum += d
	}
	// What is cut off below and above takes 1.3 % of the mean.
	if got := float64(sum) / n / float64(burstMean); got < 0.95 || got > 1.02 {
		t.Errorf("mean %v of what is meant", got)
	}
}
