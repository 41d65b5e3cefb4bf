package turns

import (
	"slices"
	"testing"

	"github.com/benchgate/benchgate/internal/round"
)

// odd are benchmarks of the fixture that do what few do.
var odd = []string{
	"AllocsPerRun", "Reads", "Both/sub", "LoopInSub/a", "LoopInSub/b", "LeavesGoroutine",
	"ProcsChanged", "ProcsLeft", "Stdout", "StdoutClosed", "Logs", "Signals", "Ticks", "Preallocated", "Locked",
	"PanicRecovered", "Collects",
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
