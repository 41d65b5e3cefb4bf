//go:build naive

package monitor

import (
	"net/http"
	"runtime"
	"sync"
	"time"
)

// Counters are all under one lock.
type Counters struct {
	mu               sync.Mutex
	requests, errors int64
	spent            time.Duration
	heap             uint64
	goroutines       int
}

// Watch counts every request that next serves. It asks for memory and
// goroutines at every request, for which the program is stopped.
func (c *Counters) Watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		s := &status{w, http.StatusOK}
		next.ServeHTTP(s, r)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.requests++
		if s.code >= 500 {
			c.errors++
		}
		c.spent += time.Since(began)
		c.heap, c.goroutines = m.HeapAlloc, runtime.NumGoroutine()
	})
}

// Read returns what was counted.
func (c *Counters) Read() (requests, errors int64, spent time.Duration, heap uint64, goroutines int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.requests, c.errors, c.spent, c.heap, c.goroutines
}
