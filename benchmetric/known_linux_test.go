package benchmetric

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/turns"
	"github.com/benchgate/benchgate/internal/round"
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

// unevenVariable makes BenchmarkUneven slow.
const unevenVariable = "BENCHMETRIC_UNEVEN"

// BenchmarkUneven is busy for as long as it runs, shortly on one side. On the
// other it naps so long that the first one waits most of the time.
func BenchmarkUneven(b *testing.B) {
	slow := os.Getenv(unevenVariable) != ""
	w := Start(b)
	for b.Loop() {
		if slow {
			time.Sleep(200 * time.Millisecond)
			continue
		}
		for from := time.Now(); time.Since(from) < 200*time.Microsecond; {
		}
	}
	w.Report()
}

// What a side uses is what it uses in its turns, however long those of the other
// side are.
func TestUneven(t *testing.T) {
	head := hooked(t)
	base := *head
	base.Env = append(os.Environ(), unevenVariable+"=1")
	e := &turns.Engine{Scratch: t.TempDir(), Silence: 20 * time.Second}
	sides := figures(t, e, measure.Target{Benchmark: round.Benchmark{Package: "example.com/benchmetric", Name: "Uneven"},
		Run: "Uneven", Base: &base, Head: head})
	between(t, sides[0], "cpu-%", 0, 30)
	between(t, sides[0], "sec/op", 0.2, 10)
	between(t, sides[1], "cpu-%", 5, 200)
	t.Logf("%.0f %% of a core", sides[1]["cpu-%"])
	between(t, sides[1], "sec/op", 200e-6, 20e-3)
}

// checkKnown holds the figures of both engines against what was used.
func checkKnown(t *testing.T, got map[string]float64) {
	t.Helper()
	cpu := got["cpu-%"] / 100 * got["sec/op"] / knownCPU.Seconds()
	if cpu < 0.9 || cpu > 2.5 { // the kernel may count what other threads do late
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
