package openload

import (
	"testing"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/benchgate/benchgate/benchmetric"
	"github.com/benchgate/benchgate/benchmetric/load"
)

// UnsentErrors is the unit of what was not even sent; better lower.
const UnsentErrors = "unsent-errors-%"

// Counts are how many requests were sent and ended how: without an answer in
// time, without any, and with one of 400 or above. Unsent are those that were
// not sent before the whole load had to end.
type Counts struct{ Requests, Timeouts, Connections, Statuses, Unsent int64 }

// Errors is the number of all failures.
func (c Counts) Errors() int64 { return c.Timeouts + c.Connections + c.Statuses + c.Unsent }

// report reports the failures, and the rate of the requests that did not fail.
func (c Counts) report(b *testing.B) {
	for unit, n := range map[string]int64{load.Errors: c.Errors(), load.TimeoutErrors: c.Timeouts,
		load.ConnectionErrors: c.Connections, load.StatusErrors: c.Statuses, UnsentErrors: c.Unsent} {
		b.ReportMetric(100*float64(n)/float64(b.N), unit)
	}
	if s := b.Elapsed().Seconds(); s > 0 {
		b.ReportMetric(float64(int64(b.N)-c.Errors())/s, benchmetric.Requests)
	}
}

// A pacer is vegeta's plan: a count of requests, one an interval. It stops after
// so many and not after so long, as vegeta's own do, so that requests which were
// held up are sent all the same.
type pacer struct {
	interval time.Duration
	count    uint64
	longest  time.Duration
}

// Pace returns how long to wait for the next request.
func (p pacer) Pace(elapsed time.Duration, sent uint64) (wait time.Duration, stop bool) {
	if sent >= p.count || elapsed > p.longest {
		return 0, true
	}
	return max(p.due(sent)-elapsed, 0), false
}

// Rate returns the requests a second.
func (p pacer) Rate(time.Duration) float64 { return float64(time.Second) / float64(p.interval) }

// due is when a request is to be sent, from the beginning.
func (p pacer) due(seq uint64) time.Duration { return time.Duration(seq) * p.interval }

// A tally is what is seen of the results.
type tally struct {
	latency *benchmetric.Recorder
	began   time.Time
	plan    pacer
	timeout time.Duration
	counts  Counts
	first   string // failure
}

func (t *tally) result(r *vegeta.Result) {
	lag := max(r.Timestamp.Sub(t.began)-t.plan.due(r.Seq), 0)
	t.latency.Observe(lag + r.Latency)
	t.counts.Requests++
	switch {
	case r.Code == 0 && r.Latency >= t.timeout:
		t.counts.Timeouts++
	case r.Code == 0:
		t.counts.Connections++
	case r.Code >= 400:
		t.counts.Statuses++
	default:
		return
	}
	if t.first == "" {
		t.first = r.Error
	}
}

// unsent counts what was not sent; each has waited at least since its time.
func (t *tally) unsent() {
	end := time.Since(t.began)
	for seq := uint64(t.counts.Requests); seq < t.plan.count; seq++ {
		t.latency.Observe(end - t.plan.due(seq))
		t.counts.Unsent++
	}
	if t.counts.Unsent > 0 && t.first == "" {
		t.first = "not sent in time"
	}
}
