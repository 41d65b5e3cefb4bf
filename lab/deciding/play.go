package main

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/calibration"
)

// A tally is what became of one suite.
type tally struct {
	calibration.Played
	kinds []int // of each benchmark
}

// play plays all suites, on all CPUs. The result depends on the seed alone.
func (o options) play(s source) []tally {
	suites := make([]tally, o.suites)
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < o.suites; i += workers {
				suites[i] = o.suite(s, rand.New(rand.NewPCG(o.seed, uint64(i))))
			}
		})
	}
	group.Wait()
	return suites
}

// suite plays one pseudo pull request.
func (o options) suite(s source, rng *rand.Rand) tally {
	p := policy.Default()
	p.Thresholds[calibration.Unit] = o.threshold
	t := tally{kinds: make([]int, o.benchmarks)}
	players := make([]calibration.Player, o.benchmarks)
	for i := range players {
		t.kinds[i] = rng.IntN(s.kinds)
		players[i] = s.start(t.kinds[i], rng)
	}
	t.Played = calibration.Suite(p, o.change, players)
	return t
}

// failed tells whether the suite has a regression.
func (t tally) failed() bool { return slices.Contains(t.Outcomes, judge.Regression) }
