package benchmetric

import (
	"sync/atomic"
	"testing"
	"time"
)

const nap = 5 * time.Millisecond

// forms are all ways to write a loop; each operation is a nap.
var forms = map[string]func(b *testing.B){
	"b.N": func(b *testing.B) {
		w := Start(b)
		latency := w.Recorder()
		for range b.N {
			took(latency)
		}
		w.Report()
	},
	"b.Loop": func(b *testing.B) {
		w := Start(b)
		latency := w.Recorder()
		for b.Loop() {
			took(latency)
		}
		w.Report()
	},
	"after ResetTimer": func(b *testing.B) {
		w := Start(b)
		latency := w.Recorder()
		latency.Observe(time.Hour)
		time.Sleep(100 * time.Millisecond)
		w.Reset()
		for range b.N {
			took(latency)
		}
		w.Report()
	},
}

// longestNap is the longest nap so far, in ns, by the clock of this test alone: on a busy
// machine a nap takes as long as it likes.
var longestNap atomic.Int64

func took(r *Recorder) {
	began := time.Now()
	time.Sleep(nap)
	r.Since(began)
	for d, was := int64(time.Since(began)), longestNap.Load(); d > was && !longestNap.CompareAndSwap(was, d); was = longestNap.Load() {
	}
}

// Every form reports the same: a rate that is that of the naps, without setup.
func TestForms(t *testing.T) {
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			got := measured(t, form)
			between(t, got, P50, 0.999*float64(nap), 1.001*float64(longestNap.Load()))
			between(t, got, Max, got[P99]*0.999, 1.001*float64(longestNap.Load()))
			between(t, got, Requests, 0.5e9/float64(longestNap.Load()), 200)
			between(t, got, LeakedGoroutines, 0, 0)
		})
	}
}

// Goroutines of a parallel benchmark have a recorder each; more goroutines than
// there are cores get theirs late.
func TestParallel(t *testing.T) {
	const width = 8
	var n int
	got := measured(t, func(b *testing.B) {
		b.SetParallelism(width)
		n = b.N
		w := Start(b)
		b.RunParallel(func(pb *testing.PB) {
			latency := w.Recorder()
			for pb.Next() {
				took(latency)
			}
		})
		w.Report()
	})
	if n < width*10 {
		t.Fatalf("only %d iterations", n)
	}
	between(t, got, P50, 0.999*float64(nap), 1.001*float64(longestNap.Load()))
	between(t, got, Requests, 1.5/nap.Seconds(), 200*64*width)
	between(t, got, PeakGoroutines, width, 64*width+20)
	between(t, got, LeakedGoroutines, 0, 0)
}

// A second Report is a mistake that fails the benchmark.
func TestReportTwice(t *testing.T) {
	failed := false
	r := testing.Benchmark(func(b *testing.B) {
		defer func() { failed = b.Failed() }()
		w := Start(b)
		w.Report()
		w.Report()
	})
	if !failed || r.N != 0 {
		t.Error("the second Report is taken")
	}
}
