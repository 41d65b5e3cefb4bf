//go:build nightly

package main

import (
	"io"
	"math"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
)

// work returns the CPU time of many iterations of a benchmark, which a busy
// machine does not stretch as it does wall time.
func work(t *testing.T, b *gotest.Binary, run string) float64 {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), b.Path, "-test.run=^$", "-test.bench="+gotest.Pattern(run), "-test.benchtime=20000x")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return cmd.ProcessState.UserTime().Seconds()
}

// TestRareCosts builds what adversaries are tried on, and weighs what head costs
// in few iterations only.
func TestRareCosts(t *testing.T) {
	emptyAfter(t)
	f, _, err := parse([]string{"adversaries", "--dir", "../benchmarks"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := open(f, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := l.close(); err != nil {
			t.Error(err)
		}
	}()
	flushes := slices.IndexFunc(adversaries, func(a adversary) bool { return a.name == "periodic flushes" })
	a, err := l.arena(t.Context(), adversaries[flushes:flushes+1], true, 200*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	// By construction 15 %: 1000 iterations and 500 for a flush over 1000 and 300.
	if more := work(t, a.rare, "Flush")/work(t, a.base, "Flush") - 1; more < 0.03 || more > 0.4 {
		t.Errorf("rare costs are %+.3f", more)
	}
	// Of pairs of runs, the average lies within the least and the largest.
	if r := a.rarer[0]; len(a.rarer) != 1 || !(r.lo < r.change && r.change < r.hi) || math.IsInf(r.lo, 0) || math.IsInf(r.hi, 0) {
		t.Errorf("weighed %+v", a.rarer)
	}
	if p := a.slower[0]; len(a.slower) != 1 || p.spins < 1 || p.head == nil || p.subject.run != "Flush" {
		t.Errorf("planted %+v", a.slower)
	}
	if got := text(t, a.reached()); !strings.Contains(got, "| Flush | +10.00 % | ") || !strings.Contains(got, "| Flush | slower on the mean only | ") {
		t.Errorf("got\n%s", got)
	}
}
