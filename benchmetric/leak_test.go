package benchmetric

import (
	"sync"
	"testing"
	"time"
)

// leaking runs a benchmark in which every run starts n goroutines that stay for
// as long as it runs.
func leaking(t *testing.T, n int, reset bool) map[string]float64 {
	stop := make(chan struct{})
	var left sync.WaitGroup
	defer left.Wait()
	defer close(stop)
	return measured(t, func(b *testing.B) {
		w := Start(b)
		for range n {
			left.Go(func() { <-stop })
		}
		if reset {
			w.Reset() // from here on they were there before
		}
		for b.Loop() {
			time.Sleep(20 * time.Millisecond)
		}
		w.Report()
	})
}

func TestLeak(t *testing.T) {
	for _, n := range []int{0, 1, 7} {
		got := leaking(t, n, false)
		between(t, got, LeakedGoroutines, float64(n), float64(n))
		between(t, got, PeakGoroutines, float64(n+1), float64(n+20))
	}
	between(t, leaking(t, 7, true), LeakedGoroutines, 0, 0)
}

// Goroutines that are on their way out are no leak, however many they are.
func TestEndingIsNoLeak(t *testing.T) {
	got := measured(t, func(b *testing.B) {
		w := Start(b)
		for b.Loop() {
			time.Sleep(20 * time.Millisecond)
		}
		for i := range 10 {
			go time.Sleep(time.Duration(i) * 10 * time.Millisecond)
		}
		w.Report()
	})
	between(t, got, LeakedGoroutines, 0, 0)
}

// Those of an earlier run that end meanwhile hide no leak.
func TestEndingHidesNoLeak(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	got := measured(t, func(b *testing.B) {
		over := make(chan struct{})
		for range 50 {
			go func() { <-over }()
		}
		close(over)
		w := Start(b)
		for range 3 {
			go func() { <-stop }()
		}
		for b.Loop() {
			time.Sleep(20 * time.Millisecond)
		}
		w.Report()
	})
	between(t, got, LeakedGoroutines, 3, 3)
}

// A peak is seen although all have ended before Report.
func TestPeakOfGoroutines(t *testing.T) {
	peak := func(n int) float64 {
		return measured(t, func(b *testing.B) {
			w := Start(b)
			for b.Loop() {
				var all sync.WaitGroup
				for range n {
					all.Go(func() { time.Sleep(50 * time.Millisecond) })
				}
				all.Wait()
			}
			w.Report()
		})[PeakGoroutines]
	}
	if one, many := peak(1), peak(300); many-one < 290 || many-one > 310 {
		t.Errorf("300 goroutines instead of one raise the peak from %v to %v", one, many)
	}
}
