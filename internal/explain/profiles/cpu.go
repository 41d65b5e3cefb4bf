package profiles

import (
	"context"
	"time"

	"github.com/benchgate/benchgate/internal/explain"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// mostTries is how often the number of iterations is raised before there are
// rounds that count.
const mostTries = 3

// CPU takes CPU profiles until the time is up or there are enough. A benchmark
// that ends badly gives a *gotest.Failure; when the time is up, those rounds are
// returned that are complete.
//
// The pace was measured in wall time, perhaps while the machine was busy, and need
// not be what the benchmark really does: the number of iterations follows the CPU
// time that they turn out to take.
func (p *Profiler) CPU(ctx context.Context, t measure.Target, pace Pace, until time.Time) (Runs, error) {
	t = p.sampled(ctx, t, until)
	slice := time.Until(until)/(2*mostRounds) - ending
	slice = max(shortest, min(slice, longest))
	runs, tried := Runs{}, Runs{}
	n := pace.iterations(slice)
	for tries := 0; len(runs[round.Head]) < mostRounds; {
		began := time.Now()
		one, spent, err := p.take(ctx, t, job{kind: explain.CPU, n: n, rounds: 1, until: until})
		if err != nil {
			return nil, err
		}
		if len(one[round.Head]) == 0 {
			break // the time is up
		}
		cost := time.Since(began)
		busy := max(one[round.Base][0].CPU, one[round.Head][0].CPU)
		waits := busy < spent/4
		if more := grown(n, busy, slice, cost, until); more > n && !waits && tries < mostTries && len(runs) == 0 {
			n, tried = more, one
			tries++
			continue
		}
		for _, s := range round.Sides {
			runs[s] = append(runs[s], one[s]...)
		}
		if n = fitting(n, cost, until, mostRounds-len(runs[round.Head])); waits || busy < slice/10 || n == 0 {
			break // more of it would tell no more, or there is no time for it
		}
	}
	if len(runs) == 0 {
		return tried, nil
	}
	return runs, nil
}

// grown returns more iterations where a process used much less CPU time than it
// was meant to, as far as there is time for two rounds of them.
func grown(n int64, busy, slice, cost time.Duration, until time.Time) int64 {
	if busy >= slice/2 {
		return n
	}
	factor := min(100, float64(slice)/float64(max(busy, 1)), float64(time.Until(until))/float64(2*cost))
	if factor < 1.5 {
		return n
	}
	return min(int64(float64(n)*factor)+1, mostIterations)
}

// fitting returns how many iterations the next rounds can have after one that took
// so long: fewer where there is not the time for all of them, and rather fewer
// rounds than much shorter ones; 0 where there is no time for any.
func fitting(n int64, cost time.Duration, until time.Time, rounds int) int64 {
	for ; rounds > 0; rounds-- {
		share := 0.9 * float64(time.Until(until)) / float64(rounds) / float64(cost)
		if share >= 1 {
			return n
		}
		if share >= 0.4 && n > 1 {
			return max(1, int64(float64(n)*share))
		}
	}
	return 0
}
