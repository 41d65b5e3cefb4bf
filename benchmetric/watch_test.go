package benchmetric

import (
	"flag"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"
)

// measured runs a benchmark for a fifth of a second and returns what it reported.
func measured(t *testing.T, f func(b *testing.B)) map[string]float64 {
	t.Helper()
	length := flag.Lookup("test.benchtime").Value
	defer func(before string) {
		if err := length.Set(before); err != nil {
			t.Error(err)
		}
	}(length.String())
	if err := length.Set("200ms"); err != nil {
		t.Fatal(err)
	}
	var failed atomic.Bool
	r := testing.Benchmark(func(b *testing.B) {
		defer func() { failed.Store(b.Failed()) }()
		f(b)
	})
	if failed.Load() || r.N == 0 {
		t.Fatal("the benchmark failed")
	}
	return r.Extra
}

func between(t *testing.T, got map[string]float64, unit string, lo, hi float64) {
	t.Helper()
	if v, ok := got[unit]; !ok || v < lo || v > hi {
		t.Errorf("%s is %v (reported: %v), want %v to %v", unit, v, ok, lo, hi)
	}
}

// Latencies that are known, whatever the machine does.
func TestPercentiles(t *testing.T) {
	got := measured(t, func(b *testing.B) {
		w := Start(b)
		quick, slow := w.Recorder(), w.Recorder()
		for b.Loop() {
			for i := 1; i <= 980; i++ {
				quick.Observe(time.Duration(i) * time.Microsecond)
			}
			for range 20 {
				slow.Observe(time.Second)
			}
		}
		w.Report()
	})
	for unit, want := range map[string]float64{P50: 500e3, P99: 1e9, Max: 1e9} {
		between(t, got, unit, want*0.999, want*1.001)
	}
}

// What is out of the histogram's range counts at its end.
func TestObserveBounds(t *testing.T) {
	r := newRecorder()
	r.seen.Reset()
	for _, d := range []time.Duration{-1, 0, 1 << 62} {
		r.Observe(d)
	}
	if n, lo, hi := r.seen.TotalCount(), r.seen.Min(), r.seen.Max(); n != 3 || lo != 1 || float64(hi) > 1.001*float64(time.Hour) {
		t.Errorf("%d values from %d to %d", n, lo, hi)
	}
}

// A sleep takes no CPU, and its latency is known from below.
func TestSleep(t *testing.T) {
	got := measured(t, func(b *testing.B) {
		w := Start(b)
		latency := w.Recorder()
		for range b.N {
			took(latency)
		}
		w.Report()
	})
	between(t, got, P50, 5e6*0.999, 1.001*float64(longestNap.Load()))
	between(t, got, Requests, 1, 200)
	between(t, got, CPU, 0, 30)
}

// burn is busy until the process has used that much CPU, by the clock of this
// test alone: a busy machine makes it longer and not less.
func burn(d time.Duration) {
	from, _ := cpuTime()
	for {
		if now, _ := cpuTime(); now-from >= d {
			return
		}
	}
}

// CPU over wall time is what the benchmark measures itself; one goroutine that
// is busy cannot use more than a core.
func TestCPU(t *testing.T) {
	if _, ok := cpuTime(); !ok {
		t.Fatal("this system does not tell the CPU time")
	}
	var share float64
	got := measured(t, func(b *testing.B) {
		burn(50 * time.Millisecond) // setup, which must not count
		time.Sleep(50 * time.Millisecond)
		w := Start(b)
		began := time.Now()
		for range b.N {
			burn(20 * time.Millisecond)
		}
		share = 100 * 20e6 * float64(b.N) / float64(time.Since(began))
		w.Report()
	})
	// The collector of other tests' garbage may run meanwhile.
	between(t, got, CPU, share*0.9, share*1.3+5)
	between(t, got, CPUAll, got[CPU]/float64(runtime.GOMAXPROCS(0))*0.999, got[CPU]/float64(runtime.GOMAXPROCS(0))*1.001)
}

var keep []byte

// An allocation of known size is seen, and so is that it is over.
func TestMemory(t *testing.T) {
	const size = 64 << 20
	hold := func(n int) map[string]float64 {
		runtime.GC()
		return measured(t, func(b *testing.B) {
			w := Start(b)
			for range b.N {
				keep = make([]byte, n)
				time.Sleep(20 * time.Millisecond)
				keep = nil
				runtime.GC()
			}
			w.Report()
		})
	}
	small, large := hold(1), hold(size)
	between(t, large, PeakHeap, size, 2*size)
	if d := large[PeakHeap] - small[PeakHeap]; d < size*0.95 || d > size*1.2 {
		t.Errorf("64 MiB raise the peak of the heap by %v", d)
	}
	if large[PeakTotal] < large[PeakHeap] {
		t.Errorf("total %v is below the heap's %v", large[PeakTotal], large[PeakHeap])
	}
}

// Collections are counted, and their pauses are those that MemStats has.
func TestCollections(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // only the collections below
	var pauses, longest float64
	got := measured(t, func(b *testing.B) {
		w := Start(b)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range b.N {
			runtime.GC()
			runtime.GC()
			time.Sleep(10 * time.Millisecond) // at most 100 iterations, 200 pauses
		}
		runtime.ReadMemStats(&after)
		w.Report()
		pauses = float64(after.PauseTotalNs-before.PauseTotalNs) / float64(b.N)
		longest = 0
		for n := before.NumGC; n < after.NumGC; n++ {
			longest = max(longest, float64(after.PauseNs[n%256]))
		}
	})
	between(t, got, GCCycles, 2e6, 2e6)
	between(t, got, GCPause, pauses, pauses)
	// MemStats adds up the two pauses of a collection; the unit is of one.
	between(t, got, MaxGCPause, longest/2, longest*1.25+1000)
}

func TestNoCollections(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	got := measured(t, func(b *testing.B) {
		w := Start(b)
		for b.Loop() {
			time.Sleep(20 * time.Millisecond)
		}
		w.Report()
	})
	for _, unit := range []string{GCCycles, GCPause, MaxGCPause} {
		between(t, got, unit, 0, 0)
	}
}

// Every unit is reported and has a name of its own.
func TestUnits(t *testing.T) {
	got := measured(t, func(b *testing.B) {
		w := Start(b)
		latency := w.Recorder()
		for b.Loop() {
			began := time.Now()
			time.Sleep(10 * time.Millisecond)
			latency.Since(began)
		}
		w.Report()
	})
	for _, unit := range Units() {
		if _, ok := got[unit]; !ok {
			t.Errorf("%s is not reported", unit)
		}
	}
	if len(got) != len(Units()) {
		t.Errorf("%d units are reported, %d are documented", len(got), len(Units()))
	}
}
