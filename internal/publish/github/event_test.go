package github

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	shaA = strings.Repeat("a", 40)
	shaB = strings.Repeat("b", 40)
)

func TestParseEvent(t *testing.T) {
	for _, tt := range []struct {
		name, payload string
		want          Event
		fails         bool
	}{
		{name: "pull_request", payload: `{"number":7,"pull_request":{"number":7,"base":{"ref":"main","sha":"` + shaA + `"},"head":{"ref":"x","sha":"` + shaB + `"}}}`,
			want: Event{Name: "pull_request", Proposed: true, BaseSHA: shaA, BaseRef: "main", HeadSHA: shaB, Number: 7}},
		{name: "pull_request", payload: `{"action":"labeled","label":{"name":"benchgate: accept"},"sender":{"login":"octocat"},"pull_request":{"number":7,"base":{"ref":"main","sha":"` + shaA + `"},"labels":[{"name":"bug"}]}}`,
			want: Event{Name: "pull_request", Proposed: true, BaseSHA: shaA, BaseRef: "main", Number: 7, Action: "labeled", Label: "benchgate: accept", Sender: "octocat"}},
		{name: "push", payload: `{"before":"` + shaA + `","after":"` + shaB + `"}`, want: Event{Name: "push", BaseSHA: shaA}},
		{name: "push", payload: `{"before":"` + strings.Repeat("0", 40) + `"}`, want: Event{Name: "push"}},
		{name: "merge_group", payload: `{"merge_group":{"base_sha":"` + shaA + `","base_ref":"refs/heads/main","head_sha":"` + shaB + `"}}`,
			want: Event{Name: "merge_group", Proposed: true, BaseSHA: shaA, BaseRef: "refs/heads/main", HeadSHA: shaB}},
		{name: "workflow_dispatch", payload: `{}`, want: Event{Name: "workflow_dispatch"}},
		{name: "pull_request", payload: `{"pull_request":{"base":{"sha":"--upload-pack=x"}}}`, fails: true},
		{name: "pull_request", payload: `{`, fails: true},
	} {
		got, err := ParseEvent(tt.name, []byte(tt.payload))
		if (err != nil) != tt.fails {
			t.Errorf("%s %s: error %v", tt.name, tt.payload, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got); !tt.fails && diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Only setting the label accepts, and only taking off that one takes it back: that
// a pull request has it says nothing of the commit.
func TestEventAccepted(t *testing.T) {
	for _, tt := range []struct {
		payload         string
		accepted, taken bool
	}{
		{`{"action":"labeled","label":{"name":"benchgate: accept"},"pull_request":{"number":7}}`, true, false},
		{`{"action":"unlabeled","label":{"name":"benchgate: accept"},"pull_request":{"number":7}}`, false, true},
		{`{"action":"labeled","label":{"name":"bug"},"pull_request":{"number":7,"labels":[{"name":"benchgate: accept"}]}}`, false, false},
		{`{"action":"synchronize","pull_request":{"number":7,"labels":[{"name":"benchgate: accept"}]}}`, false, false},
		{`{"action":"labeled","label":{"name":"benchgate: accept"},"issue":{"number":7}}`, false, false},
	} {
		e, err := ParseEvent("pull_request", []byte(tt.payload))
		if err != nil || e.Accepted() != tt.accepted || e.TakenBack() != tt.taken {
			t.Errorf("%s: accepted %v, taken back %v, error %v", tt.payload, e.Accepted(), e.TakenBack(), err)
		}
	}
}

func FuzzParseEvent(f *testing.F) {
	f.Add("pull_request", []byte(`{"pull_request":{"base":{"sha":"`+shaA+`"}}}`))
	f.Add("push", []byte(`{"before":"x"}`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		e, err := ParseEvent(name, data)
		if err == nil && e.BaseSHA != "" && !sha40.MatchString(e.BaseSHA) {
			t.Errorf("base %q accepted", e.BaseSHA)
		}
	})
}
