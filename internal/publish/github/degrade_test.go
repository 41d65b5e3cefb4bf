package github

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

// Whatever is refused is a warning, and everything else is still done.
func TestPublishDegrades(t *testing.T) {
	for _, status := range []int{401, 403, 404, 422, 500} {
		for _, part := range []string{"/comments", "/graphql", "/check-runs"} {
			t.Run(fmt.Sprint(status, part), func(t *testing.T) {
				s, c := start(t)
				for _, method := range []string{"GET", "POST"} {
					s.Faults = append(s.Faults, standin.Fault{Method: method, Path: part, Status: status})
				}
				r := c.Publish(t.Context(), &Pull{Number: 7, HeadSHA: shaB}, message("regression"))
				fallback := part == "/check-runs" && (status == 403 || status == 404)
				if (len(r.Warnings) == 1) == fallback {
					t.Errorf("warnings: %q", r.Warnings)
				}
				if fallback && len(s.Statuses) != 1 {
					t.Error("no commit status where check runs are not allowed")
				}
				if part == "/check-runs" && len(s.Comments) != 1 {
					t.Error("no comment, since the check failed")
				}
				if part != "/check-runs" && len(s.Checks) != 1 {
					t.Error("no check, since the comment failed")
				}
			})
		}
	}
}

func TestPublishDeniedToken(t *testing.T) {
	s, c := start(t)
	s.Token = "another"
	r := c.Publish(t.Context(), &Pull{Number: 7, HeadSHA: shaB}, message("regression"))
	if len(r.Warnings) != 2 || !strings.Contains(r.Warnings[1], "the token is not valid") {
		t.Errorf("warnings: %q", r.Warnings)
	}
}

func TestPublishRetries(t *testing.T) {
	for name, fault := range map[string]standin.Fault{
		"5xx then success":     {Method: "GET", Path: "/comments", Status: 502, Times: 2},
		"secondary limit":      {Method: "POST", Path: "/comments", Status: 403, Header: map[string]string{"Retry-After": "1"}, Times: 2},
		"primary limit":        {Method: "GET", Path: "/comments", Status: 403, Header: map[string]string{"X-RateLimit-Remaining": "0"}, Times: 1},
		"too many requests":    {Method: "POST", Path: "/graphql", Status: 429, Times: 2},
		"post fails":           {Method: "POST", Path: "/comments", Status: 502, Times: 2},
		"post fails but works": {Method: "POST", Path: "/comments", Status: 502, Times: 1, Done: true},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := start(t)
			s.Faults = []standin.Fault{fault}
			publish(t, c, message("regression"))
			if len(s.Comments) != 1 {
				t.Errorf("%d comments, want 1", len(s.Comments))
			}
		})
	}
}

// A pause that ends after the deadline is not waited for.
func TestPublishKeepsDeadline(t *testing.T) {
	s, c := start(t)
	s.Faults = []standin.Fault{{Method: "GET", Path: "/comments", Status: 503, Header: map[string]string{"Retry-After": "3600"}}}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	r := c.Publish(ctx, &Pull{Number: 7, HeadSHA: shaB}, message("regression"))
	asked := 0
	for _, req := range s.Requests {
		if req == "GET /repos/octo/bench/issues/7/comments" {
			asked++
		}
	}
	if len(r.Warnings) != 1 || asked != 1 {
		t.Errorf("asked %d times, warnings %q", asked, r.Warnings)
	}
}
