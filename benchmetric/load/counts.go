package load

import (
	"testing"

	"github.com/benchgate/benchgate/benchmetric"
)

// The units beside those of package benchmetric, in percent of all requests; the
// package's documentation says what each of them means. All are better lower.
const (
	Errors           = "errors-%"
	TimeoutErrors    = "timeout-errors-%"
	ConnectionErrors = "connection-errors-%"
	StatusErrors     = "status-errors-%"
)

// Units returns all units of the package, in the order of its documentation.
func Units() []string { return []string{Errors, TimeoutErrors, ConnectionErrors, StatusErrors} }

// Counts are how many requests ended how.
type Counts struct{ Requests, Timeouts, Connections, Statuses int64 }

// Errors is the number of all failures.
func (c Counts) Errors() int64 { return c.Timeouts + c.Connections + c.Statuses }

// report reports the failures, and the rate of the requests that did not fail.
func (c Counts) report(b *testing.B) {
	for unit, n := range map[string]int64{Errors: c.Errors(), TimeoutErrors: c.Timeouts,
		ConnectionErrors: c.Connections, StatusErrors: c.Statuses} {
		b.ReportMetric(100*float64(n)/max(float64(c.Requests), 1), unit)
	}
	if s := b.Elapsed().Seconds(); s > 0 {
		b.ReportMetric(float64(c.Requests-c.Errors())/s, benchmetric.Requests)
	}
}
