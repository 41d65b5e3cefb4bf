//go:build !naive

package fetch

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"
)

// newClient returns a client that keeps its connections and waits for nothing
// for ever.
func newClient() (c *http.Client, shut func()) {
	t := &http.Transport{MaxIdleConnsPerHost: 8, MaxConnsPerHost: 8, IdleConnTimeout: time.Minute,
		ResponseHeaderTimeout: 10 * time.Second}
	return &http.Client{Transport: t, Timeout: 10 * time.Second}, t.CloseIdleConnections
}

// All gets the pages at the same time.
func All(ctx context.Context, c *http.Client, urls []string) (total int, err error) {
	sizes, errs := make([]int, len(urls)), make([]error, len(urls))
	var all sync.WaitGroup
	for i, url := range urls {
		all.Go(func() { sizes[i], errs[i] = size(ctx, c, url) })
	}
	all.Wait()
	for _, n := range sizes {
		total += n
	}
	return total, errors.Join(errs...)
}
