package load

import (
	"flag"
	"net/http"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/benchgate/benchgate/benchmetric"
	"github.com/benchgate/benchgate/internal/compare"
)

// TestMain has every load be of so many requests, however long they take.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.benchtime", "20x"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// run takes a load.
func run(t *testing.T, h http.HandlerFunc, o Options) (c Counts, extra map[string]float64) {
	t.Helper()
	r := testing.Benchmark(func(b *testing.B) { c = Closed(b, Handler(b, h), o) })
	if r.N == 0 {
		t.Fatal("the benchmark failed")
	}
	if c.Requests != int64(r.N) {
		t.Errorf("%d requests, want %d", c.Requests, r.N)
	}
	return c, r.Extra
}

// Every kind of failure is counted as what it is.
func TestKinds(t *testing.T) {
	var n atomic.Int64
	kinds := []func(w http.ResponseWriter, r *http.Request){
		func(w http.ResponseWriter, r *http.Request) {},
		func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusTeapot) },
		func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) },
		func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	}
	timeouts := []time.Duration{0, 0, 0, 50 * time.Millisecond}
	for kind, want := range []Counts{{}, {Statuses: 1}, {Connections: 1}, {Timeouts: 1}} {
		c, extra := run(t, func(w http.ResponseWriter, r *http.Request) {
			n.Add(1)
			kinds[kind](w, r)
		}, Options{Clients: 2, Timeout: timeouts[kind]})
		want = Counts{c.Requests, want.Timeouts * c.Requests, want.Connections * c.Requests, want.Statuses * c.Requests}
		if c != want {
			t.Errorf("kind %d: %+v, want %+v", kind, c, want)
		}
		percent := 100 * float64(want.Errors()) / float64(c.Requests)
		if served := extra[benchmetric.Requests]; (served > 0) != (percent == 0) {
			t.Errorf("kind %d: %v requests a second were served", kind, served)
		}
		if extra["errors-%"] != percent || extra[benchmetric.LeakedGoroutines] != 0 || !(extra[benchmetric.P99] > 0) {
			t.Errorf("kind %d reports %v", kind, extra)
		}
	}
	if n.Load() == 0 {
		t.Error("the server was never asked")
	}
}

// As many clients ask at the same time as were wanted.
func TestClients(t *testing.T) {
	const clients = 5
	r := testing.Benchmark(func(b *testing.B) {
		var now atomic.Int64
		all, enough := make(chan struct{}), sync.Once{}
		Closed(b, Handler(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer now.Add(-1)
			n := now.Add(1)
			if n > clients {
				t.Errorf("%d at a time, want %d", n, clients)
			}
			if n == int64(min(clients, b.N)) {
				enough.Do(func() { close(all) })
			}
			<-all // nobody is answered before as many ask
		})), Options{Clients: clients})
	})
	if r.N == 0 {
		t.Error("the benchmark failed")
	}
}

// A load that does not end in time fails the benchmark.
func TestLongest(t *testing.T) {
	r := testing.Benchmark(func(b *testing.B) {
		url := Handler(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { time.Sleep(100 * time.Millisecond) }))
		Closed(b, url, Options{Clients: 1, Longest: 50 * time.Millisecond})
	})
	if r.N != 0 {
		t.Errorf("%d iterations", r.N)
	}
}

// Every unit is reported, and none is without a direction.
func TestUnits(t *testing.T) {
	_, extra := run(t, func(w http.ResponseWriter, r *http.Request) {}, Options{})
	all := slices.Concat(benchmetric.Units(), Units())
	for _, unit := range all {
		want := compare.Lower
		if unit == benchmetric.Requests {
			want = compare.Higher
		}
		if got := compare.DirectionOf(unit); got != want {
			t.Errorf("%s: direction %v, want %v", unit, got, want)
		}
		if _, ok := extra[unit]; !ok {
			t.Errorf("%s is not reported", unit)
		}
	}
	if len(extra) != len(all) {
		t.Errorf("%d units are reported, %d are documented", len(extra), len(all))
	}
}

// What would ask for nothing fails the benchmark.
func TestBadOptions(t *testing.T) {
	for name, f := range map[string]func(b *testing.B){
		"clients": func(b *testing.B) { Closed(b, "http://127.0.0.1:1", Options{Clients: -1}) },
		"longest": func(b *testing.B) { Closed(b, "http://127.0.0.1:1", Options{Longest: -1}) },
		"timeout": func(b *testing.B) { Closed(b, "http://127.0.0.1:1", Options{Timeout: -1}) },
		"no host": func(b *testing.B) { Closed(b, "127.0.0.1:1", Options{}) },
		"scheme":  func(b *testing.B) { Closed(b, "ftp://127.0.0.1:1", Options{}) },
	} {
		if r := testing.Benchmark(f); r.N != 0 {
			t.Errorf("%s: %d iterations", name, r.N)
		}
	}
}
