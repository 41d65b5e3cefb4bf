package load

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/benchgate/benchgate/benchmetric"
)

// A load is what the clients share.
type load struct {
	url                             string
	http                            *http.Client
	left                            atomic.Int64
	done, timeouts, broken, refused atomic.Int64
	first                           atomic.Pointer[error] // of all failures
}

func newLoad(b *testing.B, url string, o Options) *load {
	n := cmp.Or(o.Clients, 8)
	l := &load{url: url, http: &http.Client{
		Timeout:   cmp.Or(o.Timeout, 10*time.Second),
		Transport: &http.Transport{MaxIdleConnsPerHost: n, MaxConnsPerHost: n},
	}}
	l.left.Store(int64(b.N))
	return l
}

// client asks until nothing is left to ask for, or the time is over.
func (l *load) client(ctx context.Context, latency *benchmetric.Recorder) {
	for ctx.Err() == nil && l.left.Add(-1) >= 0 {
		began := time.Now()
		kind, err := l.get(ctx)
		if ctx.Err() != nil {
			return // cut off: neither an answer nor an error of the server
		}
		latency.Since(began)
		l.done.Add(1)
		if err != nil {
			kind.Add(1)
			l.first.CompareAndSwap(nil, &err)
		}
	}
}

// get gets one page; kind is the counter to raise where it failed.
func (l *load) get(ctx context.Context) (kind *atomic.Int64, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.url, nil)
	if err != nil {
		return &l.broken, err
	}
	resp, err := l.http.Do(req)
	if err == nil {
		_, err = io.Copy(io.Discard, resp.Body)
		err = errors.Join(err, resp.Body.Close())
	}
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return &l.timeouts, err
	case err != nil:
		return &l.broken, err
	case resp.StatusCode >= 400:
		return &l.refused, fmt.Errorf("status %s", resp.Status)
	}
	return nil, nil
}

func (l *load) counts() Counts {
	return Counts{l.done.Load(), l.timeouts.Load(), l.broken.Load(), l.refused.Load()}
}
