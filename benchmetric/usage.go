package benchmetric

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// usage is what the process has used since it began.
type usage struct {
	cpu         time.Duration
	hasCPU      bool
	goroutines  int
	cycles      uint64
	pauses      time.Duration
	pauseCounts []uint64
	pauseBounds []float64 // seconds
}

func readUsage() usage {
	u := usage{goroutines: runtime.NumGoroutine()}
	u.cpu, u.hasCPU = cpuTime()
	samples := []metrics.Sample{{Name: "/gc/cycles/total:gc-cycles"}, {Name: "/sched/pauses/total/gc:seconds"}}
	metrics.Read(samples)
	u.cycles = samples[0].Value.Uint64()
	h := samples[1].Value.Float64Histogram()
	u.pauseCounts, u.pauseBounds = h.Counts, h.Buckets
	var gc debug.GCStats
	debug.ReadGCStats(&gc)
	u.pauses = gc.PauseTotal
	return u
}

// longest returns the upper bound of the highest bucket that grew, in seconds,
// and 0 where none did. The last bucket has no upper bound, so its lower one
// stands for it.
func longest(before, after []uint64, bounds []float64) float64 {
	for i := len(after) - 1; i >= 0; i-- {
		if after[i] > before[i] {
			if math.IsInf(bounds[i+1], 1) {
				return bounds[i]
			}
			return bounds[i+1]
		}
	}
	return 0
}

// grace is how long nobody may have ended before those who are left are taken
// to stay.
const grace = 50 * time.Millisecond

// lull is how long nobody may have ended before a benchmark's start is quiet.
const lull = 2 * time.Millisecond

// quiet waits for goroutines of earlier runs that are about to end: if they
// ended while the benchmark runs, as many that stay would go unseen.
func quiet() {
	began := time.Now()
	least, since := runtime.NumGoroutine(), began
	for time.Since(since) < lull && time.Since(began) < grace {
		time.Sleep(lull / 10)
		if n := runtime.NumGoroutine(); n < least {
			least, since = n, time.Now()
		}
	}
}

// settle waits for goroutines that are about to end, and returns how many more
// than before there are.
func settle(before int) int {
	least, since := runtime.NumGoroutine(), time.Now()
	for least > before && time.Since(since) < grace {
		time.Sleep(time.Millisecond)
		if n := runtime.NumGoroutine(); n < least {
			least, since = n, time.Now()
		}
	}
	return max(least-before, 0)
}
