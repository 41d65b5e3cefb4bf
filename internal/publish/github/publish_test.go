package github

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

// start returns a stand-in with one pull request and a client for it. At the
// end it asks that nothing was sent or answered that GitHub's own description
// does not allow.
func start(t *testing.T) (*standin.Server, *Client) {
	t.Helper()
	s, err := standin.Start()
	standin.Require(t, err)
	t.Cleanup(func() {
		s.Close()
		for _, w := range s.Wrong {
			t.Errorf("not as GitHub describes it: %s", w)
		}
	})
	s.Pulls = []standin.Pull{{Number: 7, HeadOwner: "octo", HeadRepo: "octo/bench", HeadName: "change", HeadSHA: shaB, BaseSHA: shaA, State: "open"}}
	return s, client(t, s)
}

func client(t *testing.T, s *standin.Server) *Client {
	t.Helper()
	c, err := NewClient(Access{API: s.URL, GraphQL: s.URL + "/graphql", Token: s.Token, Repo: s.Repo,
		Sleep: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func message(verdict string) Message {
	status := map[string]int{"pass": 0, "inconclusive": 3, "error": 3, "regression": 1}[verdict]
	return Message{Key: DefaultKey, CommentPolicy: OnChange, Verdict: verdict, Status: status, Notable: verdict != "pass",
		Title: "the verdict: " + verdict, Body: "### " + verdict + "\n", SHA: shaB}
}

// publish publishes and asks for no warning.
func publish(t *testing.T, c *Client, m Message) Result {
	t.Helper()
	r := c.Publish(t.Context(), &Pull{Number: 7, HeadSHA: shaB, BaseSHA: shaA}, m)
	for _, w := range r.Warnings {
		t.Errorf("%s: warning: %s", m.Verdict, w)
	}
	return r
}

func TestPublishTransitions(t *testing.T) {
	for _, old := range append([]string{""}, Verdicts...) {
		for _, verdict := range Verdicts {
			t.Run(old+" to "+verdict, func(t *testing.T) {
				s, c := start(t)
				m := message(verdict)
				want := 1
				if old != "" {
					s.Add(7, "github-actions[bot]", "Bot", Mark{DefaultKey, old}.line()+"old")
					if slices.Index(Verdicts, verdict) > slices.Index(Verdicts, old) {
						want = 2
					}
				} else if verdict == "pass" {
					want = 0
				}
				r := publish(t, c, m)
				if len(s.Comments) != want {
					t.Fatalf("%d comments, want %d", len(s.Comments), want)
				}
				if want == 0 {
					if r.CommentURL != "" {
						t.Errorf("comment URL %q for no comment", r.CommentURL)
					}
					return
				}
				last := s.Comments[want-1]
				if !strings.HasSuffix(last.Body, m.Body) || last.Minimized {
					t.Errorf("last comment: %+v", last)
				}
				if want == 2 && !s.Comments[0].Minimized {
					t.Error("the outdated comment is not minimised")
				}
				if !strings.HasSuffix(r.CommentURL, fmt.Sprint(last.ID)) {
					t.Errorf("comment URL %q is not that of %d", r.CommentURL, last.ID)
				}
			})
		}
	}
}

func TestPublishMovedHead(t *testing.T) {
	s, c := start(t)
	r := c.Publish(t.Context(), &Pull{Number: 7, HeadSHA: shaA}, message("regression"))
	if len(s.Comments) != 0 || len(s.Checks) != 1 || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "moved on") {
		t.Errorf("comments %v, checks %v, warnings %q", s.Comments, s.Checks, r.Warnings)
	}
}
