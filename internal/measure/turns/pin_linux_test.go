package turns

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
	"github.com/benchgate/benchgate/internal/round"
)

// TestPinnedProcs holds that a pinned benchmark still sees the machine as it is.
func TestPinnedProcs(t *testing.T) {
	r := measured(t, engine(t), target(fixture(t, ownGo, "forms"), "Procs"))
	same(t, r, "procs", float64(runtime.GOMAXPROCS(0)))
}

// TestPinned holds that after many turns exactly one thread of either side is
// kept on a CPU, the same for both, also where GC works beside it.
func TestPinned(t *testing.T) {
	if runtime.NumCPU() == 1 {
		t.Skip("there is only one CPU to be kept on")
	}
	for _, name := range []string{"Plain", "Loop", "Allocs", "LoopAllocs"} {
		_, s := opened(t, name)
		kept := pinnedTo(t, s)
		if len(kept) != 2 || kept[0] != kept[1] {
			t.Errorf("%s: threads are kept on %v, want one thread a side, on the same CPU", name, kept)
		}
	}
}

// TestPinnedUntilTheLevel holds that turns for the level alone are the system's to
// pin, and those with GC cycles are not.
func TestPinnedUntilTheLevel(t *testing.T) {
	if runtime.NumCPU() == 1 {
		t.Skip("there is only one CPU to be kept on")
	}
	for collects, want := range map[bool]int{false: 0, true: 2} {
		e, s := opened(t, "Loop")
		e.tuned.length = 300 * ms // so that a stall does not take the end away
		pairs, err := e.take(s, plan{n: 200, warm: 20, long: longTurns{n: 2000, share: collectShare, collects: collects}})
		if _, long := split(pairs); err != nil || len(long) == 0 {
			t.Fatalf("%d pairs, none of them long, %v", len(pairs), err)
		}
		if kept := pinnedTo(t, s); len(kept) != want {
			t.Errorf("long turns that see GC cycles: %v; threads are kept on %v, want %d of them", collects, kept, want)
		}
	}
}

// TestPinnedNever holds that what runs in parallel is not held together.
func TestPinnedNever(t *testing.T) {
	if runtime.NumCPU() == 1 {
		t.Skip("there is only one CPU to be kept on")
	}
	_, s := opened(t, "Parallel")
	if kept := pinnedTo(t, s); len(kept) > 0 {
		t.Errorf("threads are kept on %v", kept)
	}
}

// TestPinnedAtRandom holds that each round takes another CPU, at random.
func TestPinnedAtRandom(t *testing.T) {
	if runtime.NumCPU() == 1 {
		t.Skip("there is only one CPU to be kept on")
	}
	seen := map[int]bool{}
	for range 40 {
		_, s := opened(t, "Loop")
		for _, cpu := range pinnedTo(t, s) {
			seen[cpu] = true
		}
		s.close()
		if len(seen) > 1 {
			return
		}
	}
	t.Errorf("40 rounds were all taken on CPU %v", seen)
}

// opened opens a round and takes some turns.
func opened(t *testing.T, name string) (*Engine, *session) {
	t.Helper()
	e := engine(t)
	seeds++
	e.Seed = seeds
	s := sessionAt(t, e, target(fixture(t, ownGo, "forms"), name), round.Base, false)
	t.Cleanup(func() { s.close() })
	for range 50 {
		if _, err := s.pair(plan{n: 200, warm: 20}, wire.VerbTurn, e.coin()); err != nil {
			t.Fatal(err)
		}
	}
	return e, s
}

// seeds makes the rounds of a test different ones.
var seeds uint64

// pinnedTo lists the CPUs that threads are kept on, base's first.
func pinnedTo(t *testing.T, s *session) (kept []int) {
	t.Helper()
	for _, p := range s.processes {
		for _, set := range affinities(t, p) {
			if set.Count() == 1 {
				kept = append(kept, nth(&set, 0))
			}
		}
	}
	return kept
}

// affinities lists where the threads of a process may run.
func affinities(t *testing.T, p *process) (all []unix.CPUSet) {
	t.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", p.cmd.Process.Pid))
	if err != nil || len(threads) == 0 {
		t.Fatal(threads, err)
	}
	for _, thread := range threads {
		tid, err := strconv.Atoi(filepath.Base(thread))
		var set unix.CPUSet
		if err == nil {
			err = unix.SchedGetaffinity(tid, &set)
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, set)
	}
	return all
}
