package benchmetric

import (
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
	"time"
)

// What an operation of BenchmarkKnown uses, and what it leaves.
const (
	knownCPU  = 4 * time.Millisecond
	knownHeap = 64 << 20
	knownLeak = 3
)

var held = sync.OnceValue(func() []byte { return make([]byte, knownHeap) })

// BenchmarkKnown uses what is known, whatever the machine does meanwhile: CPU
// time, of which a collection is part, beside a heap that is held, and some
// goroutines that stay.
func BenchmarkKnown(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // only the collections below
	heap, stop := held(), make(chan struct{})
	b.Cleanup(func() { close(stop) })
	w := Start(b)
	latency := w.Recorder()
	for range knownLeak {
		go func() { <-stop }()
	}
	for range b.N {
		began := time.Now()
		from, _ := cpuTime()
		runtime.GC()
		for now := from; now-from < knownCPU; {
			now, _ = cpuTime()
		}
		latency.Since(began)
	}
	runtime.KeepAlive(heap)
	w.Report()
}

// checkKnown holds the figures against what was used: both engines within the
// same bounds, which are nearer than the noise of sec/op.
func checkKnown(t *testing.T, got map[string]float64) {
	t.Helper()
	cpu := got["cpu-%"] / 100 * got["sec/op"] / knownCPU.Seconds()
	if cpu < 0.9 || cpu > 1.5 {
		t.Errorf("%.2f times the CPU time of an operation", cpu)
	}
	share := got["cpu-%"] / float64(runtime.GOMAXPROCS(0))
	between(t, got, "cpu-all-%", 0.9*share, 1.1*share)
	between(t, got, "req/s", 0.8/got["sec/op"], 1.2/got["sec/op"])
	between(t, got, "p50-sec/op", knownCPU.Seconds()/float64(runtime.GOMAXPROCS(0)), 1.001*got["p99-sec/op"])
	between(t, got, "max-sec/op", 0.999*got["p99-sec/op"], 10)
	between(t, got, "peak-heap-B", knownHeap, 1.1*knownHeap)
	between(t, got, "peak-total-B", knownHeap, 1.5*knownHeap)
	between(t, got, "peak-goroutines", knownLeak+1, knownLeak+20)
	between(t, got, "leaked-goroutines", knownLeak, knownLeak)
	between(t, got, "gc-cycles/Mop", 0.99e6, 1.01e6)
	between(t, got, "gc-pause-sec/op", 1e-7, got["sec/op"])
	// A collection has two pauses.
	between(t, got, "max-gc-pause-sec", 0.4*got["gc-pause-sec/op"], 10)
}
