package turns

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// odd are benchmarks of the fixture that do what few do.
var odd = []string{
	"AllocsPerRun", "Reads", "Both/sub", "LoopInSub/a", "LoopInSub/b", "LeavesGoroutine",
	"ProcsChanged", "ProcsLeft", "Stdout", "StderrClosed", "Logs", "Signals", "Ticks", "Preallocated", "Locked",
	"PanicRecovered", "Collects", "Map", "Append", "LoopGrows", "LoopMap", "LoopAppend", "Hoards",
}

// TestOdd has benchmarks measured that go test runs and that are easy to miss.
func TestOdd(t *testing.T) {
	t.Parallel()
	b := fixture(t, ownGo, "odd")
	e := engine(t)
	for _, run := range odd {
		t.Run(run, func(t *testing.T) {
			r := measured(t, e, target(b, run))
			for _, s := range round.Sides {
				if got := units(r.Of(s)); !slices.Equal(got, []string{"B/op", "allocs/op", "sec/op"}) || r.Of(s)["sec/op"].Center <= 0 {
					t.Errorf("%s reports %v", s, r.Of(s))
				}
			}
		})
	}
}

// TestGrowth holds that a benchmark whose iterations cost the more the more
// there are gets long turns, with a word about it, and others do not.
func TestGrowth(t *testing.T) {
	b := fixture(t, ownGo, "odd")
	for run, grows := range map[string]bool{"Grows": true, "Preallocated": false} {
		e := engine(t)
		e.Window = 50 * time.Millisecond
		var said []string
		e.Warn = func(_ measure.Target, message string) { said = append(said, message) }
		r := measured(t, e, target(b, run))
		if long := len(said) > 0; long != grows || long && !strings.Contains(said[0], "depends on b.N") {
			t.Errorf("%s: it said %q, and n = %d", run, said, r.N)
		}
		t.Log(run, r.N, r.Base["sec/op"], said)
	}
}

// TestAging holds that a benchmark which becomes slower as its process runs is told
// of once, whatever its loop. A busy machine hides it in some rounds, so that it may
// take many until it shows in enough of them one after the other.
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

// TestAgeless holds that nothing is told of one whose cost stays. A machine may
// become slower in some rounds one after the other, but not in those of every try.
func TestAgeless(t *testing.T) {
	b := fixture(t, ownGo, "forms")
	var said []string
	for range 3 {
		if said = saysOfAge(t, target(b, "Loop"), agedRounds+2); len(said) == 0 {
			return
		}
	}
	t.Errorf("it said %q", said)
}

// saysOfAge measures up to so many rounds, until something is said, and one more.
func saysOfAge(t *testing.T, target measure.Target, rounds int) (said []string) {
	t.Helper()
	e := engine(t)
	e.Length = 60 * time.Millisecond
	e.Warn = func(_ measure.Target, message string) { said = append(said, message) }
	for more := true; more; rounds-- {
		more = rounds > 0 && len(said) == 0
		r := measured(t, e, target)
		t.Log(target.Run, r.N, r.Base["sec/op"], r.Head["sec/op"])
	}
	return said
}

// TestLoopCleanup holds that a b.Loop benchmark is one run, which is cleaned up once.
func TestLoopCleanup(t *testing.T) {
	t.Parallel()
	b := fixture(t, ownGo, "forms")
	log := filepath.Join(t.TempDir(), "log")
	b.Env = append(os.Environ(), "FORMS_LOG="+log)
	measured(t, engine(t), target(b, "LoopCleanup"))
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	// Both sides end at the same time.
	said := strings.Fields(strings.ReplaceAll(string(text), "cleaned up", "cleaned"))
	slices.Sort(said)
	if got := strings.Join(said, " "); got != "cleaned cleaned looped looped" {
		t.Errorf("the log is %q", text)
	}
}

// TestCPU holds that every value of a -cpu list is the one that is measured.
func TestCPU(t *testing.T) {
	t.Parallel()
	b := fixture(t, ownGo, "forms")
	for _, procs := range []int{1, 3} {
		one := target(b, "Procs")
		one.Procs, one.Name = procs, fmt.Sprintf("Procs-%d", procs)
		same(t, measured(t, engine(t), one), "procs", float64(procs))
	}
}
