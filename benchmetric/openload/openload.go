// Package openload asks a server at a fixed rate, whether it keeps up or not (an
// open loop), as an ordinary benchmark: b.N requests, sent by vegeta. It is a
// module of its own, so that who does not use it does not inherit vegeta.
//
//	func BenchmarkServeIndex(b *testing.B) {
//		openload.Run(b, load.Handler(b, handler), openload.Options{Rate: 500})
//	}
//
// It reports the units of package benchmetric and errors-%. The time of an
// operation is one part in Rate of a second by design; what is worth gating is
// p99-sec/op, errors-% and cpu-%. A latency counts from when the request should
// have been sent, so that a server which stalls cannot keep requests from being
// counted.
package openload

import (
	"net/http"
	"testing"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/benchgate/benchgate/benchmetric"
)

// Options are the load. The zero value is ready: 100 requests a second, at most
// a minute, 10 seconds and 256 connections.
type Options struct {
	Rate    int           // requests a second; 0 means 100
	Longest time.Duration // of the whole load; 0 means a minute
	Timeout time.Duration // of one request; 0 means 10 s
	Workers uint64        // requests at the same time, at most; 0 means 256
}

// Counts are how many requests were sent and ended how: without an answer, and
// with one of 400 or above. Unsent are those whose time passed while all workers
// waited for the server; they count as errors.
type Counts struct{ Requests, Connections, Statuses, Unsent int64 }

// Run asks for the page at url b.N times, and reports and returns what came of
// it. The benchmark fails where b.N requests at the rate take too long.
func Run(b *testing.B, url string, o Options) (c Counts) {
	interval := time.Second / time.Duration(or(o.Rate, 100))
	length := time.Duration(b.N) * interval
	if most := or(o.Longest, time.Minute); length > most {
		b.Fatalf("openload: %d requests take %v, more than %v\n\traise Options.Longest or Options.Rate, or lower -benchtime", b.N, length, most)
	}
	workers := or(o.Workers, 256)
	client := &http.Client{Timeout: or(o.Timeout, 10*time.Second), Transport: &http.Transport{
		MaxIdleConnsPerHost: int(workers), MaxConnsPerHost: int(workers)}}
	attacker := vegeta.NewAttacker(vegeta.Client(client), vegeta.MaxWorkers(workers), vegeta.Workers(min(8, workers)))
	defer attacker.Stop()
	target := vegeta.NewStaticTargeter(vegeta.Target{Method: http.MethodGet, URL: url})
	w := benchmetric.Start(b)
	latency := w.Recorder()
	began := time.Now()
	for r := range attacker.Attack(target, vegeta.Rate{Freq: 1, Per: interval}, length, b.Name()) {
		latency.Observe(lag(r, began, interval) + r.Latency)
		c.count(r)
	}
	b.StopTimer()
	client.CloseIdleConnections() // connections that are kept are no leak
	w.Report()
	c.Unsent = max(int64(b.N)-c.Requests, 0)
	b.ReportMetric(100*float64(c.Connections+c.Statuses+c.Unsent)/float64(b.N), "errors-%")
	return c
}

// lag is how much later than planned a request was sent.
func lag(r *vegeta.Result, began time.Time, interval time.Duration) time.Duration {
	return max(r.Timestamp.Sub(began)-time.Duration(r.Seq)*interval, 0)
}

func (c *Counts) count(r *vegeta.Result) {
	c.Requests++
	switch {
	case r.Code == 0:
		c.Connections++
	case r.Code >= 400:
		c.Statuses++
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
