package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	gh "github.com/google/go-github/v60/github"
)

// A Message is what is published: one verdict and its text.
type Message struct {
	// Key names the gate: in the comment's marker, and as the check's name.
	Key           string
	CommentPolicy string // one of CommentPolicies
	Verdict       string // one of Verdicts
	Status        int    // the run's exit status
	Notable       bool   // some row is no pass
	Title         string // the verdict in words, one line
	Body          string // Markdown
	URL           string // of the run, for people; may be empty
	// SHA is the head commit that was measured; it gets the check.
	SHA string
	// Annotations are what the check run says at lines of the code, for a run whose
	// workflow cannot say it itself.
	Annotations []Annotation
}

// An Annotation is a remark at a line of the head commit.
type Annotation struct {
	Level string // error or warning
	Path  string // in the repository
	Line  int    // from 1
	Title string
	// Message is plain text and may have several lines.
	Message string
}

// A Result is what became of publishing. What could not be done is a warning:
// it never changes the verdict.
type Result struct {
	CommentURL string
	Warnings   []string
}

// Publish reports on the commit, and comments on the pull request where one is
// given and still has the measured commit as its head.
func (c *Client) Publish(ctx context.Context, pull *Pull, m Message) Result {
	var r Result
	if m.SHA != "" {
		r.warn(c.check(ctx, m), "checks: write or statuses: write")
	}
	switch {
	case pull == nil:
	case m.SHA == "":
		r.Warnings = append(r.Warnings, "the report is of no commit, but of changes beside it: no comment and no check")
	case pull.HeadSHA != m.SHA:
		r.Warnings = append(r.Warnings, fmt.Sprintf("pull request %d has moved on from %.12s to %.12s: no comment",
			pull.Number, m.SHA, pull.HeadSHA))
	default:
		url, err := c.comment(ctx, pull.Number, m)
		r.CommentURL = url
		r.warn(err, "pull-requests: write")
	}
	return r
}

func (r *Result) warn(err error, permission string) {
	if err != nil {
		r.Warnings = append(r.Warnings, Explain(err, permission))
	}
}

// Explain says what a failure means, and which permission a refused request
// would have needed.
func Explain(err error, permission string) string {
	var e *gh.ErrorResponse
	text := err.Error()
	if errors.As(err, &e) && e.Response != nil {
		switch e.Response.StatusCode {
		case http.StatusUnauthorized:
			return text + " (the token is not valid)"
		case http.StatusForbidden, http.StatusNotFound:
			return text + " (the token needs " + permission + "; that of a fork's pull request can only read)"
		}
	}
	return text
}
