package openload

import (
	"flag"
	"net/http"
	"slices"
	"strconv"
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

// The rate is kept, and every unit is reported.
func TestRun(t *testing.T) {
	c, r := run(t, func(http.ResponseWriter, *http.Request) {}, Options{Rate: 200})
	if rate := r.Extra[benchmetric.Requests]; rate < 100 || rate > 220 {
		t.Errorf("%v requests a second, want 200", rate)
	}
	if c.Errors() != 0 || r.Extra[load.Errors] != 0 || r.Extra[benchmetric.LeakedGoroutines] != 0 {
		t.Errorf("%+v, %v", c, r.Extra)
	}
	all := slices.Concat(benchmetric.Units(), load.Units(), []string{UnsentErrors})
	for _, unit := range all {
		if _, ok := r.Extra[unit]; !ok {
			t.Errorf("%s is not reported", unit)
		}
	}
	if len(r.Extra) != len(all) {
		t.Errorf("%d units are reported, %d are documented", len(r.Extra), len(all))
	}
}

// Every kind of failure is counted as what it is, and no failure is served.
func TestKinds(t *testing.T) {
	kinds := map[string]http.HandlerFunc{
		load.StatusErrors:     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		load.ConnectionErrors: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		load.TimeoutErrors:    func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	}
	for kind, h := range kinds {
		c, r := run(t, h, Options{Rate: 200, Timeout: 300 * time.Millisecond})
		if c.Errors() != int64(r.N) || r.Extra[load.Errors] != 100 || r.Extra[kind] != 100 || r.Extra[benchmetric.Requests] != 0 {
			t.Errorf("%s: %+v, %v", kind, c, r.Extra)
		}
	}
}

// A server that stalls makes all wait who should have come meanwhile: a closed
// loop sees one in fifty wait.
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
	if c.Errors() != 0 {
		t.Errorf("%+v: what is late is not lost", c)
	}
}

// What cannot be sent before the whole load is over is an error, and has waited.
func TestUnsent(t *testing.T) {
	const requests, stall = 50, 100 * time.Millisecond
	length := flag.Lookup("test.benchtime").Value
	before := length.String()
	if err := length.Set(strconv.Itoa(requests) + "x"); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := length.Set(before); err != nil {
			t.Error(err)
		}
	}()
	c, r := run(t, func(http.ResponseWriter, *http.Request) { time.Sleep(stall) },
		Options{Rate: 1000, Workers: 1, Longest: 7 * stall / 2})
	if c.Unsent < requests*3/4 || r.Extra[UnsentErrors] < 75 || r.Extra[load.Errors] != r.Extra[UnsentErrors] {
		t.Errorf("%+v, %v", c, r.Extra)
	}
	if p50 := time.Duration(r.Extra[benchmetric.P50]); p50 < 3*stall {
		t.Errorf("half of all waited less than %v", p50)
	}
}

// What would take too long, or ask for nothing, fails the benchmark.
func TestBadOptions(t *testing.T) {
	const url = "http://127.0.0.1:1"
	for name, f := range map[string]func(b *testing.B){
		"too long": func(b *testing.B) { Run(b, url, Options{Rate: 10, Longest: time.Millisecond}) },
		"rate":     func(b *testing.B) { Run(b, url, Options{Rate: -1}) },
		"longest":  func(b *testing.B) { Run(b, url, Options{Longest: -1}) },
		"no host":  func(b *testing.B) { Run(b, "127.0.0.1:1", Options{}) },
	} {
		if r := testing.Benchmark(f); r.N != 0 {
			t.Errorf("%s: %d iterations", name, r.N)
		}
	}
}
