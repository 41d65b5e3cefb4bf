package fetch

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/benchgate/benchgate/benchmetric"
)

// serve starts a server on loopback whose answers take some work.
func serve(b *testing.B) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.WriteString(w, digest(r.URL.Path)); err != nil {
			panic(http.ErrAbortHandler)
		}
	}))
	b.Cleanup(s.Close)
	return s.URL
}

// BenchmarkFetch asks for eight pages.
func BenchmarkFetch(b *testing.B) {
	url := serve(b)
	urls := make([]string, 8)
	for i := range urls {
		urls[i] = url + "/page"
	}
	c, shut := newClient()
	w := benchmetric.Start(b)
	for b.Loop() {
		if n, err := All(context.Background(), c, urls); err != nil || n != 8*64 {
			b.Fatal(n, err)
		}
	}
	b.StopTimer()
	shut() // connections that are kept are no leak
	w.Report()
}
