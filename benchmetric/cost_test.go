package benchmetric

import (
	"crypto/sha256"
	"slices"
	"testing"
	"time"
)

var block = make([]byte, 64<<10)

// BenchmarkCostOfWatching takes bursts of the same work by turns with and
// without a watch, and reports by how many percent watching and recording raise
// the CPU time of an operation (of about 40 µs), which is at least what they
// add to its wall time: the median of all pairs, since a busy machine disturbs
// some of them. The first look of a watch counts in every burst.
func BenchmarkCostOfWatching(b *testing.B) {
	if _, ok := cpuTime(); !ok {
		b.Skip("this system does not tell the CPU time")
	}
	const burst = 500 // operations, long enough for some looks beside the first
	latency := newRecorder()
	var watched, recorded []float64
	for i := 0; b.Loop(); i++ {
		var took [3]float64
		for j := range took { // each kind goes first, second and last in turn
			switch k := (i + j) % len(took); k {
			case 0:
				took[k] = work(burst, nil)
			case 1:
				s := startSampler()
				took[k] = work(burst, nil)
				s.stop()
			case 2:
				s := startSampler()
				took[k] = work(burst, latency)
				s.stop()
			}
		}
		watched = append(watched, 100*(took[1]/took[0]-1))
		recorded = append(recorded, 100*(took[2]/took[0]-1))
	}
	slices.Sort(watched)
	slices.Sort(recorded)
	b.ReportMetric(watched[len(watched)/2], "watching-%")
	b.ReportMetric(recorded[len(recorded)/2], "recording-%")
}

// work returns the CPU time that the process needs for n operations.
func work(n int, latency *Recorder) float64 {
	from, _ := cpuTime()
	for range n {
		if latency == nil {
			sha256.Sum256(block)
			continue
		}
		began := time.Now()
		sha256.Sum256(block)
		latency.Since(began)
	}
	to, _ := cpuTime()
	return float64(to - from)
}

// BenchmarkCostOfRecording is one recording and nothing else.
func BenchmarkCostOfRecording(b *testing.B) {
	w := Start(b)
	latency := w.Recorder()
	for b.Loop() {
		latency.Since(time.Now())
	}
	w.Report()
}
