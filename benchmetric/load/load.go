// Package load makes a load test an ordinary benchmark: a number of clients ask
// a server for b.N pages, each its next one as soon as it has the last (a closed
// loop).
//
//	func BenchmarkServeIndex(b *testing.B) {
//		load.Closed(b, load.Handler(b, handler), load.Options{Clients: 16})
//	}
//
// It reports the units of package benchmetric, with latencies from the request
// to the last byte of the body, and in percent of all requests
//
//	errors-%             every failure
//	timeout-errors-%     no answer within Options.Timeout
//	connection-errors-%  no connection, or one that broke
//	status-errors-%      an answer of 400 or above
//
// Failures count in the latencies, but not in req/s: a server that refuses
// quickly serves nobody. What the first failure was is in the benchmark's log. A
// closed loop asks less of a server that stalls: its percentiles say what the
// clients saw, and not what clients would have seen who come at a fixed rate.
package load

import (
	"cmp"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/benchgate/benchgate/benchmetric"
)

// Options bound a load. The zero value is ready: 8 clients, a minute, 10 seconds
// a request.
type Options struct {
	Clients int           // at the same time; 0 means 8
	Longest time.Duration // of the whole load; 0 means a minute
	Timeout time.Duration // of one request; 0 means 10 s
}

// Handler serves h on loopback until the benchmark ends, and returns its URL.
func Handler(b *testing.B, h http.Handler) (url string) {
	s := httptest.NewServer(h)
	b.Cleanup(s.Close)
	return s.URL
}

// Closed gets the page at url b.N times, and reports and returns what came of
// it. The benchmark fails where the time is over before all were asked for:
// what it would report is not of b.N requests.
func Closed(b *testing.B, url string, o Options) Counts {
	o.check(b)
	CheckURL(b, url)
	l := newLoad(b, url, o)
	ctx, cancel := context.WithTimeout(b.Context(), cmp.Or(o.Longest, time.Minute))
	defer cancel()
	w := benchmetric.Start(b)
	var clients sync.WaitGroup
	for range cmp.Or(o.Clients, 8) {
		clients.Go(func() { l.client(ctx, w.Recorder()) })
	}
	clients.Wait()
	b.StopTimer()
	l.http.CloseIdleConnections() // connections that are kept are no leak
	w.Report()
	c := l.counts()
	if ctx.Err() != nil && c.Requests < int64(b.N) {
		b.Fatalf("load: the time was over after %d of %d requests\n\traise Options.Longest, or lower -benchtime", c.Requests, b.N)
	}
	if first := l.first.Load(); first != nil {
		b.Logf("load: %d of %d requests failed, the first with: %v", c.Errors(), c.Requests, *first)
	}
	c.report(b)
	return c
}

// check fails the benchmark where a bound is none: a load without clients would
// ask for nothing and have no errors.
func (o Options) check(b *testing.B) {
	if o.Clients < 0 || o.Longest < 0 || o.Timeout < 0 {
		b.Fatalf("load: options %+v: a bound is negative\n\tuse 0 for its default", o)
	}
}

// CheckURL fails the benchmark where address is not that of a page.
func CheckURL(b *testing.B, address string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		b.Fatalf("load: %q is not the address of a page\n\tuse one such as http://127.0.0.1:8080/", address)
	}
}
