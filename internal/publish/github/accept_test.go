package github

import (
	"testing"

	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

// A label counts for the commit that it was set on, until it is removed, and
// only where our own token said so.
func TestNoted(t *testing.T) {
	event := func(action, label, sha string) Event {
		return Event{Number: 7, Action: action, Label: label, HeadSHA: sha, Sender: "octocat"}
	}
	set, off := event("labeled", policy.AcceptLabel, shaA), event("unlabeled", policy.AcceptLabel, shaA)
	for name, tt := range map[string]struct {
		events []Event
		want   bool
	}{
		"never":                 {nil, false},
		"set":                   {[]Event{set}, true},
		"removed":               {[]Event{set, off}, false},
		"set again":             {[]Event{set, off, set}, true},
		"another label":         {[]Event{event("labeled", "bug", shaA)}, false},
		"for another commit":    {[]Event{event("labeled", policy.AcceptLabel, shaB)}, false},
		"pushed, and back":      {[]Event{set, event("unlabeled", policy.AcceptLabel, shaB)}, true},
		"another label came on": {[]Event{set, event("unlabeled", "bug", shaA)}, true},
	} {
		s, c := start(t)
		for _, e := range tt.events {
			if err := c.Note(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := c.Noted(t.Context(), shaA); got != tt.want || err != nil {
			t.Errorf("%s: %v, error %v", name, got, err)
		}
		s.App = "somebody-else"
		if err := c.Note(t.Context(), set); err != nil {
			t.Fatal(err)
		}
		if got, err := c.Noted(t.Context(), shaA); got != tt.want || err != nil {
			t.Errorf("%s: another app accepts: %v, error %v", name, got, err)
		}
	}
	s, c := start(t)
	for range 120 { // the newest is on another page than the first
		if err := c.Note(t.Context(), set); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Note(t.Context(), off); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Noted(t.Context(), shaA); got || err != nil {
		t.Errorf("removed on the second page: %v, error %v", got, err)
	}
	s.Faults = []standin.Fault{{Method: "GET", Path: "/check-runs", Status: 404}}
	if got, err := c.Noted(t.Context(), shaA); got || err == nil {
		t.Errorf("unreadable: %v, error %v", got, err)
	}
}
