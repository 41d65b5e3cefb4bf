package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestHogs starts every kind: each burns, however busy the machine is, and is gone at
// the end.
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
		burns(t, h, pipe, kind == hogTold)
		share, err := h.stop()
		if err != nil || !(share > 0) {
			t.Errorf("%s: had %.3f of a CPU, error %v", kind, share, err)
		}
		if _, err := os.Stat("/proc/" + strconv.Itoa(h.cmd.Process.Pid)); err == nil {
			t.Errorf("%s: it still runs", kind)
		}
	}
}

// burns waits until a hog has used a tenth of a second of CPU time, and tells the one
// that burns in turns of one turn after the other.
func burns(t *testing.T, h *hog, pipe string, tell bool) {
	t.Helper()
	f, err := os.OpenFile(pipe, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for from := used(t, h); used(t, h) < from+0.1; time.Sleep(time.Millisecond) {
		if !tell {
			continue
		}
		if _, err := f.WriteString("."); err != nil {
			t.Fatal(err)
		}
	}
}

// used is the CPU time of a hog so far, in seconds.
func used(t *testing.T, h *hog) float64 {
	t.Helper()
	data, err := os.ReadFile("/proc/" + strconv.Itoa(h.cmd.Process.Pid) + "/stat")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(data), ") ")
	fields := strings.Fields(after) // from the third one, the state
	user, errUser := strconv.ParseFloat(fields[11], 64)
	system, errSystem := strconv.ParseFloat(fields[12], 64)
	if err := errors.Join(errUser, errSystem); err != nil {
		t.Fatal(err)
	}
	return (user + system) / 100 // ticks, as every Linux counts them for /proc
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
