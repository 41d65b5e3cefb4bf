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
// Failures count in the latencies too. A closed loop asks less of a server that
// stalls: its percentiles say what the clients saw, and not what clients would
// have seen who come at a fixed rate.
package load

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
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

// Counts are how many requests ended how.
type Counts struct{ Requests, Timeouts, Connections, Statuses int64 }

// Errors is the number of all failures.
func (c Counts) Errors() int64 { return c.Timeouts + c.Connections + c.Statuses }

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
	l := newLoad(b, url, o)
	ctx, cancel := context.WithTimeout(b.Context(), or(o.Longest, time.Minute))
	defer cancel()
	w := benchmetric.Start(b)
	var clients sync.WaitGroup
	for range or(o.Clients, 8) {
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
	c.report(b)
	return c
}

// A load is what the clients share.
type load struct {
	url                             string
	http                            *http.Client
	left                            atomic.Int64
	done, timeouts, broken, refused atomic.Int64
}

func newLoad(b *testing.B, url string, o Options) *load {
	n := or(o.Clients, 8)
	l := &load{url: url, http: &http.Client{
		Timeout:   or(o.Timeout, 10*time.Second),
		Transport: &http.Transport{MaxIdleConnsPerHost: n, MaxConnsPerHost: n},
	}}
	l.left.Store(int64(b.N))
	return l
}

// client asks until nothing is left to ask for, or the time is over.
func (l *load) client(ctx context.Context, latency *benchmetric.Recorder) {
	for ctx.Err() == nil && l.left.Add(-1) >= 0 {
		began := time.Now()
		kind := l.get(ctx)
		if ctx.Err() != nil {
			return // cut off: neither an answer nor an error of the server
		}
		latency.Since(began)
		l.done.Add(1)
		if kind != nil {
			kind.Add(1)
		}
	}
}

// get gets one page; what failed is the counter to raise, nil where nothing did.
func (l *load) get(ctx context.Context) (failed *atomic.Int64) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.url, nil)
	if err != nil {
		return &l.broken
	}
	resp, err := l.http.Do(req)
	if err == nil {
		_, err = io.Copy(io.Discard, resp.Body)
		err = errors.Join(err, resp.Body.Close())
	}
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return &l.timeouts
	case err != nil:
		return &l.broken
	case resp.StatusCode >= 400:
		return &l.refused
	}
	return nil
}

func (l *load) counts() Counts {
	return Counts{l.done.Load(), l.timeouts.Load(), l.broken.Load(), l.refused.Load()}
}

func (c Counts) report(b *testing.B) {
	for unit, n := range map[string]int64{"errors-%": c.Errors(), "timeout-errors-%": c.Timeouts,
		"connection-errors-%": c.Connections, "status-errors-%": c.Statuses} {
		b.ReportMetric(100*float64(n)/max(float64(c.Requests), 1), unit)
	}
}

// or returns v, or the default where v is zero.
func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}
