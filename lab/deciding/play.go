package main

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"github.com/benchgate/benchgate/internal/calibration"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
)

// A tally is what became of one suite.
type tally struct {
	calibration.Replayed
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
	players := make([]calibration.Ratios, o.benchmarks)
	for i := range players {
		t.kinds[i] = rng.IntN(s.kinds)
		players[i] = planted(s.start(t.kinds[i], rng), o.change)
	}
	t.Replayed = calibration.Suite(p, players)
	return t
}

// planted plays head with a change, as a fraction.
func planted(p calibration.Ratios, change float64) calibration.Ratios {
	more := math.Log1p(change)
	return func() (center, mean float64) {
		center, mean = p()
		return center + more, mean + more
	}
}

// failed tells whether the suite has a regression.
func (t tally) failed() bool {
	return slices.ContainsFunc(t.Rows, func(r judge.Row) bool { return r.Outcome == judge.Regression })
}
