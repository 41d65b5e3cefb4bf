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
// the time of an operation (of about 40 µs): the median of all pairs, since a
// busy machine disturbs some of them.
func BenchmarkCostOfWatching(b *testing.B) {
	const burst = 1000 // operations, long enough for some looks beside the first
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

// work returns the nanoseconds that n operations take.
func work(n int, latency *Recorder) float64 {
	from := time.Now()
	for range n {
		began := from
		if latency != nil {
			began = time.Now()
		}
		sha256.Sum256(block)
		if latency != nil {
			latency.Since(began)
		}
	}
	return float64(time.Since(from))
}

// TestCostOfLooking: a look takes less than 1 % of the time between two of them,
// which is all that watching costs.
func TestCostOfLooking(t *testing.T) {
	s := startSampler()
	s.stop()
	took := make([]time.Duration, 200)
	for i := range took {
		began := time.Now()
		s.look()
		took[i] = time.Since(began)
	}
	slices.Sort(took)
	if median := took[len(took)/2]; median > interval/100 {
		t.Errorf("a look takes %v, more than 1 %% of %v", median, interval)
	}
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
