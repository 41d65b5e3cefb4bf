package github

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Mark is what the hidden first line of a comment of ours says.
type Mark struct {
	Key     string // tells the gates of one pull request apart
	Verdict string // that the comment shows
}

// Verdicts lists the verdicts from the best to the worst.
var Verdicts = []string{"pass", "inconclusive", "error", "regression"}

var (
	keyForm  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$`)
	markForm = regexp.MustCompile(`^<!-- benchgate:v1 key=([^ ]+) verdict=([a-z]+) -->\r?\n`)
)

// DefaultKey is the key of a gate that has no other.
const DefaultKey = "benchgate"

// ValidKey reports whether a key can stand in a marker: up to 64 letters,
// digits, dots, underscores, slashes and single dashes. Two dashes could end the
// marker.
func ValidKey(key string) bool { return keyForm.MatchString(key) && !strings.Contains(key, "--") }

// line is the marker as the first line of a comment.
func (m Mark) line() string {
	return fmt.Sprintf("<!-- benchgate:v1 key=%s verdict=%s -->\n", m.Key, m.Verdict)
}

// ParseMark reads the marker of a comment. It counts on the very first line
// only: further down it could have come with somebody's text.
func ParseMark(body string) (Mark, bool) {
	m := markForm.FindStringSubmatch(body)
	if m == nil || !ValidKey(m[1]) || !slices.Contains(Verdicts, m[2]) {
		return Mark{}, false
	}
	return Mark{Key: m[1], Verdict: m[2]}, true
}

// A Step is what happens to the comment.
type Step string

// The steps.
const (
	Silent  Step = "silent"  // nothing is there, and nothing needs saying
	Post    Step = "post"    // the first comment
	Edit    Step = "edit"    // in place
	Replace Step = "replace" // post a new one and minimise the old: an edit notifies nobody
)

// The policies of commenting.
const (
	Always    = "always"
	OnChange  = "on-change" // silent until a first row is not a pass
	OnFailure = "on-failure"
	Never     = "never"
)

// CommentPolicies lists the policies of commenting.
var CommentPolicies = []string{Always, OnChange, OnFailure, Never}

// NextStep decides what becomes of the comment: old is the verdict that the
// present one shows, "" for no comment. notable says that some row is no pass;
// failing that the run's status is not 0. A comment that is there is kept up to
// date whatever the policy, save Never: stale, it would be wrong.
func NextStep(policy, old, verdict string, notable, failing bool) Step {
	switch {
	case policy == Never:
		return Silent
	case old != "" && slices.Index(Verdicts, verdict) > slices.Index(Verdicts, old):
		return Replace
	case old != "":
		return Edit
	case policy == Always, policy == OnChange && notable, policy == OnFailure && failing:
		return Post
	}
	return Silent
}
