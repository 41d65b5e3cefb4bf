package turns

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/round"
)

// observed takes a round and returns its pairs.
func observed(t *testing.T, e *Engine, run string) (pairs []Pair) {
	t.Helper()
	s := sessionAt(t, e, target(fixture(t, ownGo, "forms"), run), round.Base, true)
	defer s.close()
	pairs, _, err := e.planned(s)
	if err == nil {
		err = s.advance()
	}
	if err != nil {
		t.Fatal(err)
	}
	return pairs
}

// TestPairs holds that both turns of a pair have the same iterations, and that a
// fair coin from the seed says who goes first.
func TestPairs(t *testing.T) {
	coins := map[uint64]string{} // of the first round
	for _, seed := range []uint64{1, 2, 1} {
		e := engine(t)
		e.Seed, e.tuned.length = seed, 60*ms
		thrown, first := "", ""
		for len(thrown) < 200 {
			for _, p := range observed(t, e, "Plain") {
				if p.Base.Main.N != p.Head.Main.N || p.Base.Warm.N != p.Head.Warm.N || p.Base.Main.N < 1 {
					t.Fatalf("a pair of %+v and %+v", p.Base, p.Head)
				}
				thrown += map[bool]string{true: "h", false: "b"}[p.HeadFirst]
			}
			if first == "" {
				first = thrown
			}
		}
		// Six standard deviations.
		if heads := strings.Count(thrown[:200], "h"); heads < 58 || heads > 142 {
			t.Errorf("seed %d: head goes first in %d of 200 pairs", seed, heads)
		}
		if have, ok := coins[seed]; ok && !strings.HasPrefix(have, first) && !strings.HasPrefix(first, have) {
			t.Errorf("seed %d gives %s and %s", seed, have, first)
		}
		coins[seed] = first
	}
	if n := min(len(coins[1]), len(coins[2])); n > 16 && coins[1][:n] == coins[2][:n] {
		t.Errorf("two seeds give the same coins %s", coins[1])
	}
}

// TestFirst holds that the side which the plan names starts first.
func TestFirst(t *testing.T) {
	for _, first := range round.Sides {
		e := engine(t)
		s := sessionAt(t, e, target(fixture(t, ownGo, "forms"), "Loop"), first, false)
		one, two := started(t, s.process(first)), started(t, s.process(first.Other()))
		s.close()
		if one >= two {
			t.Errorf("%s is to start first: it did at %d, the other at %d", first, one, two)
		}
	}
}

// started returns when a process started, in hundredths of a second since the
// machine did, and what tells the two of one hundredth apart.
func started(t *testing.T, p *process) (at int64) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	// The name in parentheses is the second field, the time of the start the 22nd.
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if _, err := fmt.Sscan(fields[19], &at); err != nil {
		t.Fatal(err)
	}
	return at<<22 + int64(p.cmd.Process.Pid)
}

// TestFreshCopies holds that each side of each round runs a file of its own, and
// that the paths are of one length.
func TestFreshCopies(t *testing.T) {
	b := fixture(t, ownGo, "forms")
	e := engine(t)
	var seen []os.FileInfo
	note := func(path string) {
		t.Helper()
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(seen, func(old os.FileInfo) bool { return os.SameFile(old, info) }) {
			t.Errorf("%s is a file that ran before", path)
		}
		seen = append(seen, info)
	}
	note(b.Path)
	for range 2 {
		s := sessionAt(t, e, target(b, "Loop"), round.Base, false)
		defer s.close()
		var paths [2]string
		for i, p := range s.processes {
			exe := fmt.Sprintf("/proc/%d/exe", p.cmd.Process.Pid)
			note(exe)
			var err error
			if paths[i], err = os.Readlink(exe); err != nil {
				t.Fatal(err)
			}
		}
		if len(paths[0]) != len(paths[1]) || !strings.HasPrefix(paths[0], e.Scratch) {
			t.Errorf("the sides run %q", paths)
		}
	}
}

// TestPortions holds that turns of RunParallel are assigned by what calibration
// learnt, always the same, and that every goroutine has its portions.
func TestPortions(t *testing.T) {
	e := engine(t)
	e.tuned.length, e.tuned.window = 100*ms, 1*ms
	pairs := observed(t, e, "ParallelGrain")
	for _, side := range round.Sides {
		first := pairs[0].of(side)
		for _, p := range pairs {
			r := p.of(side)
			grain := r.Extra["grain"]
			if grain != first.Extra["grain"] || grain < 2 {
				t.Errorf("%s: portions of %v and of %v", side, first.Extra["grain"], grain)
			}
			// What calibration saw may have been a little faster than what it learnt.
			if got := float64(r.Main.N) / grain / float64(r.Workers); r.Workers < 1 || got < 10 {
				t.Errorf("%s: %d goroutines share %d iterations in portions of %v", side, r.Workers, r.Main.N, grain)
			}
		}
	}
}

// TestGCCycles holds that no turn forces a GC cycle, as every run of go test
// does: there are those of the process's two first runs, of which the benchmark's is
// the second.
func TestGCCycles(t *testing.T) {
	for _, p := range observed(t, engine(t), "Cycles") {
		if p.Base.Extra["gc-cycles"] != 2 || p.Head.Extra["gc-cycles"] != 2 {
			t.Errorf("after a turn there were %v and %v GC cycles", p.Base.Extra, p.Head.Extra)
		}
	}
}

// TestSlowHeap holds that it is said where rounds are too short for a GC cycle of
// a large heap in every long turn.
func TestSlowHeap(t *testing.T) {
	t.Parallel()
	e := engine(t)
	e.tuned.length, e.tuned.maxTurn = 5*ms, 5*ms
	said := warnings(e, "too seldom for turns")
	observed(t, e, "SlowHeap")
	if len(*said) != 1 {
		t.Errorf("said %q", *said)
	}
}

// TestSecond holds that benchmarks of one iteration a second are measured, and that
// no more iterations are run than it takes: of b.N the one that each process starts
// with, of b.Loop another one, in the first round, to find out.
func TestSecond(t *testing.T) {
	t.Parallel()
	for run, iterations := range map[string]int{"Second": 2, "LoopSecond": 4} {
		t.Run(run, func(t *testing.T) {
			t.Parallel()
			b := fixture(t, ownGo, "forms")
			log := filepath.Join(t.TempDir(), "log")
			b.Env = append(os.Environ(), "FORMS_LOG="+log)
			its := target(b, run)
			its.Takes = 2 * time.Second
			r := measured(t, engine(t), its)
			for _, side := range round.Sides {
				if got := r.Of(side)["sec/op"].Center; got < 1 || got > 100 {
					t.Errorf("%s takes %v s", side, got)
				}
			}
			text, err := os.ReadFile(log)
			if got := strings.Count(string(text), "iterated"); r.N != 1 || got != iterations {
				t.Errorf("%d iterations were run, want %d; %v", got, iterations, err)
			}
		})
	}
}
