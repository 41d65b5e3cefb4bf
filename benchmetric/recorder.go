package benchmetric

import (
	"slices"
	"sync"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// longestLatency is where the histogram ends: a longer operation counts as one
// of this length.
const longestLatency = time.Hour

// digits are the significant ones of the histogram.
const digits = 3

// histograms are used again by the next run of a b.N benchmark.
var histograms = sync.Pool{New: func() any {
	return hdrhistogram.New(1, int64(longestLatency), digits)
}}

// A Recorder takes the latencies of one goroutine. It comes from
// Watch.Recorder; it must not be used by two goroutines at a time, nor after
// Report.
type Recorder struct{ seen *hdrhistogram.Histogram }

func newRecorder() *Recorder {
	return &Recorder{histograms.Get().(*hdrhistogram.Histogram)}
}

// Since records an operation that began then and ends now.
func (r *Recorder) Since(began time.Time) { r.Observe(time.Since(began)) }

// Observe records an operation that took d: at least 1 ns, at most an hour.
func (r *Recorder) Observe(d time.Duration) {
	// Within its range a histogram returns no error.
	if err := r.seen.RecordValue(int64(min(max(d, 1), longestLatency))); err != nil {
		panic("benchmetric: " + err.Error())
	}
}

// latencies adds the percentiles of all recorders, and returns how many
// operations they saw.
func (w *Watch) latencies(out map[string]float64) (n int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.recorders) == 0 {
		return 0
	}
	all := w.recorders[0].seen
	for _, r := range w.recorders[1:] {
		all.Merge(r.seen)
	}
	if n = all.TotalCount(); n > 0 {
		out[P50] = float64(all.ValueAtPercentile(50))
		out[P99] = float64(all.ValueAtPercentile(99))
		out[Max] = float64(all.Max())
	}
	return n
}

// bytes is what the histograms take of the heap.
func (w *Watch) bytes() (total float64) {
	for _, r := range slices.Concat(w.spare, w.recorders) {
		total += float64(r.seen.ByteSize())
	}
	return total
}

func (w *Watch) free() {
	for _, r := range slices.Concat(w.spare, w.recorders) {
		r.seen.Reset()
		histograms.Put(r.seen)
		r.seen = nil
	}
	w.spare, w.recorders = nil, nil
}
