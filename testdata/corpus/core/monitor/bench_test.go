package monitor

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// page answers, one path with an error.
func page() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/bad" {
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
}

func BenchmarkMonitor(b *testing.B) {
	var c Counters
	h := c.Watch(page())
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	w := httptest.NewRecorder()
	for b.Loop() {
		h.ServeHTTP(w, r)
	}
	if n, errors, _, _, _ := c.Read(); n < int64(b.N) || errors != 0 {
		b.Fatal(n, errors)
	}
}

// TestCounters: requests at the same time over real connections are all counted.
func TestCounters(t *testing.T) {
	const clients, each = 4, 50
	var c Counters
	s := httptest.NewServer(c.Watch(page()))
	defer s.Close()
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for i := range each {
				path := "/"
				if i%10 == 0 {
					path = "/bad"
				}
				resp, err := s.Client().Get(s.URL + path)
				if err != nil {
					t.Error(err)
					return
				}
				if err := resp.Body.Close(); err != nil {
					t.Error(err)
				}
				c.Read()
			}
		})
	}
	all.Wait()
	s.Close() // the last handlers have returned
	requests, errors, spent, heap, goroutines := c.Read()
	if requests != clients*each || errors != clients*each/10 || spent <= 0 || spent > time.Hour || heap == 0 || goroutines == 0 {
		t.Errorf("counted %d requests, %d errors, %v, %d bytes, %d goroutines", requests, errors, spent, heap, goroutines)
	}
}
