//go:build nightly

package turns

import (
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/measure"
)

// The tests of this file hold only where nothing else keeps the machine busy.

// TestNoGrowth holds that a benchmark whose iterations cost the same however many
// there are is not said to depend on their number.
func TestNoGrowth(t *testing.T) {
	e := engine(t)
	e.tuned.window = 50 * ms
	said := warnings(e, "depends on b.N")
	r := measured(t, e, target(fixture(t, ownGo, "odd"), "Preallocated"))
	if len(*said) > 0 {
		t.Errorf("it said %q, and n = %d", *said, r.N)
	}
}

// TestAging holds that a benchmark which becomes slower as its process runs is told
// of once, whatever its loop.
func TestAging(t *testing.T) {
	b := fixture(t, ownGo, "odd")
	for run, says := range map[string]string{
		"LoopGrows": "depends on how long its process has run",
		"Hoards":    "its cost depends on",
	} {
		if said := saysOfAge(t, target(b, run), 100); len(said) != 1 || !strings.Contains(said[0], says) {
			t.Errorf("%s: it said %q, want %q", run, said, says)
		}
	}
}

// TestAgeless holds that nothing is told of one whose cost stays.
func TestAgeless(t *testing.T) {
	b := fixture(t, ownGo, "forms")
	if said := saysOfAge(t, target(b, "Loop"), agedRounds+2); len(said) > 0 {
		t.Errorf("it said %q", said)
	}
}

// saysOfAge measures up to so many rounds, until something is said, and one more.
func saysOfAge(t *testing.T, target measure.Target, rounds int) (said []string) {
	t.Helper()
	e := engine(t)
	e.tuned.length = 60 * ms
	e.Warn = func(_ measure.Target, message string) { said = append(said, message) }
	for more := true; more; rounds-- {
		more = rounds > 0 && len(said) == 0
		r := measured(t, e, target)
		t.Log(target.Run, r.N, r.Base["sec/op"], r.Head["sec/op"])
	}
	return said
}

// TestTurnsOfASlowHeap holds that beside a large heap a long turn is as long as it
// takes from one GC cycle to the next.
func TestTurnsOfASlowHeap(t *testing.T) {
	e := engine(t)
	e.tuned.length = 400 * ms
	long := 0
	for _, p := range observed(t, e, "SlowHeap") {
		if !p.Long {
			continue
		}
		long++
		// As much as is alive, and that is 30 MiB; on a fast machine twice that.
		if bytes := p.Base.Main.N * 8 << 10; bytes < 20<<20 || bytes > 90<<20 {
			t.Errorf("a long turn allocates %d bytes", bytes)
		}
	}
	if long == 0 {
		t.Errorf("no turn has a GC cycle: %+v", e.plans)
	}
}
