package benchmetric

import (
	"flag"
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"
)

// usage is what the process has used since it began.
type usage struct {
	cpu         time.Duration
	hasCPU      bool
	turns       time.Duration // CPU time within the turns of b.Loop
	goroutines  int
	cycles      uint64
	pauses      time.Duration
	pauseCounts []uint64
	pauseBounds []float64 // seconds
}

func readUsage() usage {
	u := usage{goroutines: runtime.NumGoroutine()}
	u.cpu, u.hasCPU = cpuTime()
	u.turns = turnsTime()
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

// meterFlag is the flag of a test binary with benchgate's hooks that counts the
// CPU time within turns.
const meterFlag = "test.benchgate-cpu"

// turnsTime returns the CPU time that the hooks have counted, and has them
// count; 0 where there are none.
func turnsTime() time.Duration {
	f := flag.Lookup(meterFlag)
	if f == nil || f.Value.Set("true") != nil {
		return 0
	}
	ns, err := strconv.ParseInt(f.Value.String(), 10, 64)
	if err != nil {
		return 0
	}
	return time.Duration(ns)
}

// since returns the CPU time used since before. A loop that is measured in
// turns waits between them, as long as the other side takes for as many
// iterations: what the process does meanwhile does not belong to b.Elapsed.
func (u usage) since(before usage) time.Duration {
	if turns := u.turns - before.turns; turns > 0 {
		return turns
	}
	return u.cpu - before.cpu
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

// remaining waits for goroutines that are about to end, and returns how many more
// than before there are.
func remaining(before int) int {
	least, since := runtime.NumGoroutine(), time.Now()
	for least > before && time.Since(since) < grace {
		time.Sleep(time.Millisecond)
		if n := runtime.NumGoroutine(); n < least {
			least, since = n, time.Now()
		}
	}
	return max(least-before, 0)
}
