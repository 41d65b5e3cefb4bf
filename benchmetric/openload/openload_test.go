package openload

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/benchgate/benchgate/benchmetric"
	"github.com/benchgate/benchgate/benchmetric/load"
)

func run(t *testing.T, h http.HandlerFunc, o Options) (c Counts, r testing.BenchmarkResult) {
	t.Helper()
	r = testing.Benchmark(func(b *testing.B) { c = Run(b, load.Handler(b, h), o) })
	if r.N == 0 || c.Requests+c.Unsent != int64(r.N) {
		t.Fatalf("%d requests, want %d", c.Requests, r.N)
	}
	return c, r
}

// The rate is kept, and failures are counted as what they are.
func TestRun(t *testing.T) {
	var n atomic.Int64
	c, r := run(t, func(w http.ResponseWriter, _ *http.Request) {
		if n.Add(1)%2 == 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}, Options{Rate: 200})
	if rate := r.Extra[benchmetric.Requests]; rate < 100 || rate > 220 {
		t.Errorf("%v requests a second, want 200", rate)
	}
	if c.Connections != 0 || c.Statuses < c.Requests/2-1 || c.Statuses > c.Requests/2+1 || r.Extra["errors-%"] < 45 {
		t.Errorf("%+v, %v", c, r.Extra)
	}
	if r.Extra[benchmetric.LeakedGoroutines] != 0 {
		t.Errorf("leaked: %v", r.Extra)
	}
}

// A server that stalls makes all wait who would have come meanwhile, and those
// who cannot wait count as errors: a closed loop sees neither.
func TestStallIsSeen(t *testing.T) {
	const stall = 300 * time.Millisecond
	var n atomic.Int64
	c, r := run(t, func(http.ResponseWriter, *http.Request) {
		if n.Add(1)%50 == 0 {
			time.Sleep(stall)
		}
	}, Options{Rate: 200, Workers: 1})
	if p50 := time.Duration(r.Extra[benchmetric.P50]); p50 < stall/10 {
		t.Errorf("half of all waited less than %v", p50)
	}
	if c.Unsent == 0 || !(r.Extra["errors-%"] > 0) {
		t.Errorf("%+v, %v", c, r.Extra)
	}
}

func TestTooLong(t *testing.T) {
	r := testing.Benchmark(func(b *testing.B) {
		Run(b, load.Handler(b, http.NotFoundHandler()), Options{Rate: 10, Longest: time.Millisecond})
	})
	if r.N != 0 {
		t.Errorf("%d iterations", r.N)
	}
}
