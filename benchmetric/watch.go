package benchmetric

import (
	"runtime"
	"sync"
	"testing"
	"time"
)

// A Watch watches one benchmark from Start to Report. The zero value is of no
// use.
type Watch struct {
	b     *testing.B
	procs int

	mu        sync.Mutex
	recorders []*Recorder
	spare     []*Recorder // prepared, so that the timed part allocates none

	sampler *sampler
	before  usage
	done    bool
}

// Start ends the setup of b: it resets the timer and starts watching. It is
// called right before the loop. A ResetTimer after it, other than that of the
// first b.Loop, would leave the counters of CPU and memory as they are: use
// Reset.
func Start(b *testing.B) *Watch {
	b.StopTimer()
	w := &Watch{b: b, procs: runtime.GOMAXPROCS(0)}
	for range w.procs {
		w.spare = append(w.spare, newRecorder())
	}
	w.begin()
	// A benchmark that fails never comes to Report.
	b.Cleanup(func() { w.sampler.stop() })
	b.StartTimer()
	b.ResetTimer()
	return w
}

func (w *Watch) begin() {
	quiet()
	w.before = readUsage() // before the sampler, which is no leak
	w.sampler = startSampler()
}

// Reset forgets all that was seen so far and resets the timer: for setup that
// had to come after Start. No other goroutine may be recording.
func (w *Watch) Reset() {
	w.sampler.stop()
	w.mu.Lock()
	for _, r := range w.recorders {
		r.seen.Reset()
	}
	w.mu.Unlock()
	w.begin()
	w.b.ResetTimer()
}

// Recorder returns a new Recorder of latencies, for one goroutine.
func (w *Watch) Recorder() *Recorder {
	w.mu.Lock()
	defer w.mu.Unlock()
	var r *Recorder
	if n := len(w.spare); n > 0 {
		r, w.spare = w.spare[n-1], w.spare[:n-1]
	} else {
		r = newRecorder()
	}
	w.recorders = append(w.recorders, r)
	return r
}

// Report stops the timer and the watching, and reports every unit of the
// package. The latencies are left out where nothing was recorded, and CPU where
// the system does not tell it. All goroutines that record must have ended.
func (w *Watch) Report() {
	w.b.StopTimer()
	if w.done {
		w.b.Fatal("benchmetric: Report was called twice\n\tcall it once, after the loop")
	}
	w.done = true
	elapsed := w.b.Elapsed()
	after := readUsage()
	peaks := w.sampler.stop()
	leaked := remaining(w.before.goroutines) // last, since it waits
	for unit, v := range w.figures(elapsed, after, peaks) {
		w.b.ReportMetric(v, unit)
	}
	w.b.ReportMetric(float64(leaked), LeakedGoroutines)
	w.free()
}

// figures returns the figures of all units but the leak.
func (w *Watch) figures(elapsed time.Duration, after usage, peaks peaks) map[string]float64 {
	out := map[string]float64{}
	requests := w.latencies(out)
	if requests == 0 {
		requests = int64(w.b.N)
	}
	if elapsed > 0 {
		out[Requests] = float64(requests) / elapsed.Seconds()
		if after.hasCPU {
			percent := 100 * float64(after.since(w.before)) / float64(elapsed)
			out[CPU], out[CPUAll] = percent, percent/float64(w.procs)
		}
	}
	own := w.bytes()
	out[PeakHeap] = max(float64(peaks.heap)-own, 0)
	out[PeakTotal] = max(float64(peaks.total)-own, 0)
	out[PeakGoroutines] = float64(peaks.goroutines)
	n := max(float64(w.b.N), 1)
	out[GCCycles] = float64(after.cycles-w.before.cycles) / n * 1e6
	out[GCPause] = float64(after.pauses-w.before.pauses) / n
	out[MaxGCPause] = longest(w.before.pauseCounts, after.pauseCounts, after.pauseBounds) * 1e9
	return out
}
