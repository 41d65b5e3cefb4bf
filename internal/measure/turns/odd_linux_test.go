package turns

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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

// TestGrowth holds that a benchmark whose iterations cost the more the more there are
// gets long turns, with a word about it.
func TestGrowth(t *testing.T) {
	e := engine(t)
	e.tuned.window = 50 * ms
	said := warnings(e, "depends on b.N")
	r := measured(t, e, target(fixture(t, ownGo, "odd"), "Grows"))
	if len(*said) != 1 {
		t.Errorf("it said %q, and n = %d", *said, r.N)
	}
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
