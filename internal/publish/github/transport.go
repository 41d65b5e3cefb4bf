package github

import (
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// A transport adds the token, and tries again what failed for the moment. How
// long it goes on is the context's deadline.
type transport struct {
	next  http.RoundTripper
	token string
	hosts map[string]bool // that may see the token
	sleep func(context.Context, time.Duration) error
}

// The tries of one request, and the first pause between them; each further one
// is twice as long.
const (
	maxTries   = 5
	firstPause = time.Second
)

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	if t.token != "" && t.hosts[req.URL.Host] {
		req.Header.Set("Authorization", "Bearer "+t.token)
	}
	for try := 1; ; try++ {
		resp, err := t.next.RoundTrip(req)
		pause, again := retry(req, resp, err, try, time.Now())
		if !again || !fits(req.Context(), pause) {
			return resp, err
		}
		if resp != nil {
			_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
			_ = resp.Body.Close()
		}
		if err := t.sleep(req.Context(), pause); err != nil {
			return nil, err
		}
		if req.GetBody != nil {
			if req.Body, err = req.GetBody(); err != nil {
				return nil, err
			}
		}
	}
}

// retry says whether a request is worth another try, and after what pause.
// What creates something is sent again only where the server said that it did
// nothing, since after any other failure it may be there already.
func retry(req *http.Request, resp *http.Response, err error, try int, now time.Time) (time.Duration, bool) {
	if try >= maxTries || req.Context().Err() != nil {
		return 0, false
	}
	pause := firstPause << (try - 1)
	pause += rand.N(pause / 4)
	creates := req.Method == http.MethodPost
	switch {
	case err != nil:
		return pause, !creates
	case limited(resp):
		return max(pause, asked(resp, now)), true
	case resp.StatusCode >= 500:
		return max(pause, asked(resp, now)), !creates
	}
	return 0, false
}

// limited reports whether a response is one of GitHub's two rate limits: 429,
// or 403 with a time to wait.
func limited(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return true
	case http.StatusForbidden:
		return resp.Header.Get("Retry-After") != "" || resp.Header.Get("X-RateLimit-Remaining") == "0"
	}
	return false
}

// asked is the pause that the server asks for, 0 for none.
func asked(resp *http.Response, now time.Time) time.Duration {
	if s, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && s > 0 {
		return time.Duration(s) * time.Second
	}
	if resp.Header.Get("X-RateLimit-Remaining") != "0" {
		return 0
	}
	if at, err := strconv.ParseInt(resp.Header.Get("X-RateLimit-Reset"), 10, 64); err == nil {
		return max(0, time.Unix(at, 0).Sub(now))
	}
	return 0
}

// fits reports whether a pause ends before the deadline: to wait for what then
// cannot be sent would only be slow.
func fits(ctx context.Context, pause time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return !ok || time.Until(deadline) > pause
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
