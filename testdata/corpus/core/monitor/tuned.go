//go:build !naive

package monitor

import (
	"net/http"
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// Counters need no lock.
type Counters struct {
	requests, errors, spent atomic.Int64
}

// Watch counts every request that next serves.
func (c *Counters) Watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		s := &status{w, http.StatusOK}
		next.ServeHTTP(s, r)
		c.requests.Add(1)
		if s.code >= 500 {
			c.errors.Add(1)
		}
		c.spent.Add(int64(time.Since(began)))
	})
}

// Read returns what was counted, and asks for memory and goroutines only now.
func (c *Counters) Read() (requests, errors int64, spent time.Duration, heap uint64, goroutines int) {
	m := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(m)
	return c.requests.Load(), c.errors.Load(), time.Duration(c.spent.Load()), m[0].Value.Uint64(), runtime.NumGoroutine()
}
