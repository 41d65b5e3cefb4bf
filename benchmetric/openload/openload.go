// Package openload asks a server at a fixed rate, whether it keeps up or not (an
// open loop), as an ordinary benchmark: b.N requests, sent by vegeta. It is a
// module of its own, so that who does not use it does not inherit vegeta.
//
//	func BenchmarkServeIndex(b *testing.B) {
//		openload.Run(b, load.Handler(b, handler), openload.Options{Rate: 500})
//	}
//
// It reports the units of packages benchmetric and load, and in percent of all
// requests
//
//	unsent-errors-%      whose turn had not come when Options.Longest was over,
//	                     since the server kept all workers waiting
//
// The time of an operation is one part in Rate of a second by design, as long as
// the server keeps up; what is worth gating is p99-sec/op, errors-% and cpu-%. A
// latency counts from when the request should have been sent, so that a server
// which stalls cannot keep requests from being counted: what could not be sent
// in time is sent late, and has waited since its time.
package openload

import (
	"cmp"
	"net/http"
	"testing"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/benchgate/benchgate/benchmetric"
	"github.com/benchgate/benchgate/benchmetric/load"
)

// Options are the load. The zero value is ready: 100 requests a second, at most
// a minute, 10 seconds and 256 connections.
type Options struct {
	Rate    int           // requests a second; 0 means 100
	Longest time.Duration // in which requests are sent; 0 means a minute
	Timeout time.Duration // of one request; 0 means 10 s
	Workers uint64        // requests at the same time, at most; 0 means 256
}

// Run asks for the page at url b.N times, and reports and returns what came of
// it. The benchmark fails where b.N requests at the rate take too long.
func Run(b *testing.B, url string, o Options) Counts {
	load.CheckURL(b, url)
	o = o.ready(b)
	plan := pacer{time.Second / time.Duration(o.Rate), uint64(b.N), o.Longest}
	client := &http.Client{Timeout: o.Timeout, Transport: &http.Transport{
		MaxIdleConnsPerHost: int(o.Workers), MaxConnsPerHost: int(o.Workers)}}
	attacker := vegeta.NewAttacker(vegeta.Client(client), vegeta.MaxWorkers(o.Workers), vegeta.Workers(min(8, o.Workers)))
	defer attacker.Stop()
	target := vegeta.NewStaticTargeter(vegeta.Target{Method: http.MethodGet, URL: url})
	w := benchmetric.Start(b)
	seen := tally{latency: w.Recorder(), began: time.Now(), plan: plan, timeout: o.Timeout}
	for r := range attacker.Attack(target, plan, 0, b.Name()) {
		seen.result(r)
	}
	b.StopTimer()
	seen.unsent()
	client.CloseIdleConnections() // connections that are kept are no leak
	w.Report()
	if seen.first != "" {
		b.Logf("openload: %d of %d requests failed, the first with: %s", seen.counts.Errors(), b.N, seen.first)
	}
	seen.counts.report(b)
	return seen.counts
}

// ready returns the options with their defaults. It fails the benchmark where a
// bound is none, or where its requests take too long.
func (o Options) ready(b *testing.B) Options {
	if o.Rate < 0 || o.Rate > 1e6 || o.Longest < 0 || o.Timeout < 0 || o.Workers > 1e5 {
		b.Fatalf("openload: options %+v: a bound is negative or absurd\n\tuse 0 for its default", o)
	}
	o.Rate, o.Workers = cmp.Or(o.Rate, 100), cmp.Or(o.Workers, 256)
	o.Longest, o.Timeout = cmp.Or(o.Longest, time.Minute), cmp.Or(o.Timeout, 10*time.Second)
	if length := time.Duration(b.N) * (time.Second / time.Duration(o.Rate)); length > o.Longest {
		b.Fatalf("openload: %d requests take %v, more than %v\n\traise Options.Longest or Options.Rate, or lower -benchtime", b.N, length, o.Longest)
	}
	return o
}
