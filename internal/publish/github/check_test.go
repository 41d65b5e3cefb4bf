package github

import (
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

func TestPublishCheck(t *testing.T) {
	for verdict, want := range map[string]string{"pass": "success", "regression": "failure", "error": "failure"} {
		s, c := start(t)
		m := message(verdict)
		m.Body = strings.Repeat("é", 60_000)
		publish(t, c, m)
		if len(s.Checks) != 1 || s.Checks[0]["conclusion"] != want || s.Checks[0]["head_sha"] != shaB {
			t.Errorf("%s: checks %.200v", verdict, s.Checks)
		}
		if n := len(s.Checks[0]["output"].(map[string]any)["summary"].(string)); n > maxSummary {
			t.Errorf("%s: a summary of %d bytes", verdict, n)
		}
	}
}

// What a workflow cannot say by commands of its own, the check run says. GitHub
// takes 50 annotations at once, each at a line of a file.
func TestPublishAnnotations(t *testing.T) {
	s, c := start(t)
	m := message("regression")
	m.Annotations = []Annotation{
		{Level: "error", Path: "p/x_test.go", Line: 7, Title: "slower", Message: "by much\n%0A::error::"},
		{Level: "warning", Path: "p/x_test.go", Line: 9, Title: strings.Repeat("é", 300), Message: strings.Repeat("x", 100_000)},
		{Level: "error", Title: "of no file", Message: "x"},
		{Level: "splendid", Path: "x", Line: 1, Message: "x"},
	}
	publish(t, c, m)
	list := s.Checks[0]["output"].(map[string]any)["annotations"].([]any)
	if len(list) != 2 {
		t.Fatalf("annotations %.500v", list)
	}
	first, second := list[0].(map[string]any), list[1].(map[string]any)
	if first["annotation_level"] != "failure" || first["path"] != "p/x_test.go" || first["start_line"] != 7.0 || first["end_line"] != 7.0 ||
		first["message"] != m.Annotations[0].Message {
		t.Errorf("first: %v", first)
	}
	if second["annotation_level"] != "warning" || len(second["title"].(string)) > 255 || len(second["message"].(string)) > maxRemark {
		t.Errorf("second: %.300v", second)
	}

	for range 100 {
		m.Annotations = append(m.Annotations, m.Annotations[0])
	}
	publish(t, c, m) // the description allows 50
	if len(s.Checks) != 2 {
		t.Errorf("%d checks", len(s.Checks))
	}
}

// An annotation that GitHub refuses does not take the check with it.
func TestPublishWithoutAnnotations(t *testing.T) {
	s, c := start(t)
	s.Faults = []standin.Fault{{Method: "POST", Path: "/check-runs", Status: 422, Times: 1}}
	m := message("regression")
	m.Annotations = []Annotation{{Level: "error", Path: "gone.go", Line: 1, Message: "x"}}
	publish(t, c, m)
	if len(s.Checks) != 1 || s.Checks[0]["output"].(map[string]any)["annotations"] != nil {
		t.Errorf("checks %v", s.Checks)
	}
}
