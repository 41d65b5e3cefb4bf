package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	gh "github.com/google/go-github/v60/github"
)

// The bounds of a check's summary and of a status's description; past them
// GitHub refuses the whole.
const (
	maxSummary     = 65_535
	maxDescription = 140
	maxAnnotations = 50
	maxRemark      = 64_000
)

// check reports the verdict on the commit: as a check run, or as a commit
// status where the token may not make check runs.
func (c *Client) check(ctx context.Context, m Message) error {
	err := c.checkRun(ctx, m)
	if err == nil || !refused(err) {
		return err
	}
	if statusErr := c.status(ctx, m); statusErr != nil {
		return errors.Join(err, statusErr)
	}
	return nil
}

func (c *Client) checkRun(ctx context.Context, m Message) error {
	opts := gh.CreateCheckRunOptions{
		Name: m.Key, HeadSHA: m.SHA, Status: gh.String("completed"), Conclusion: gh.String(m.conclusion()),
		Output: &gh.CheckRunOutput{Title: gh.String(cut(m.Title, 255)), Summary: gh.String(cut(m.Body, maxSummary))},
	}
	if m.URL != "" {
		opts.DetailsURL = &m.URL
	}
	opts.Output.Annotations = m.annotations()
	_, _, err := c.rest.Checks.CreateCheckRun(ctx, c.owner, c.repo, opts)
	if err != nil && len(opts.Output.Annotations) > 0 && answered(err, http.StatusUnprocessableEntity) {
		// A place in the code that GitHub does not take is no reason to say nothing.
		opts.Output.Annotations = nil
		_, _, err = c.rest.Checks.CreateCheckRun(ctx, c.owner, c.repo, opts)
	}
	if err != nil {
		return fmt.Errorf("create the check run: %w", err)
	}
	return nil
}

// annotations are the remarks as the check run takes them, whole ones only.
func (m Message) annotations() []*gh.CheckRunAnnotation {
	levels := map[string]string{"error": "failure", "warning": "warning"}
	var list []*gh.CheckRunAnnotation
	for _, a := range m.Annotations[:min(len(m.Annotations), maxAnnotations)] {
		line, level := a.Line, levels[a.Level]
		if a.Path == "" || line < 1 || level == "" {
			continue
		}
		list = append(list, &gh.CheckRunAnnotation{Path: gh.String(a.Path), StartLine: &line, EndLine: &line, AnnotationLevel: &level,
			Title: gh.String(cut(a.Title, 255)), Message: gh.String(cut(a.Message, maxRemark))})
	}
	return list
}

func (c *Client) status(ctx context.Context, m Message) error {
	s := &gh.RepoStatus{State: gh.String(m.state()), Context: &m.Key, Description: gh.String(cut(m.Title, maxDescription))}
	if m.URL != "" {
		s.TargetURL = &m.URL
	}
	if _, _, err := c.rest.Repositories.CreateStatus(ctx, c.owner, c.repo, m.SHA, s); err != nil {
		return fmt.Errorf("create the commit status: %w", err)
	}
	return nil
}

// conclusion is the check run's word for what became of the run.
func (m Message) conclusion() string {
	switch {
	case m.Status != 0:
		return "failure"
	case m.Verdict == "pass":
		return "success"
	}
	return "neutral"
}

// state is the commit status's word for it.
func (m Message) state() string {
	switch m.Status {
	case 0:
		return "success"
	case 1:
		return "failure"
	}
	return "error"
}

// refused reports whether a request failed for want of permission: GitHub says
// 404 as well as 403 for it.
func refused(err error) bool {
	return answered(err, http.StatusForbidden) || answered(err, http.StatusNotFound)
}

// answered reports whether the server answered with the status.
func answered(err error, status int) bool {
	var e *gh.ErrorResponse
	return errors.As(err, &e) && e.Response != nil && e.Response.StatusCode == status
}

// cut returns at most limit bytes of s, whole characters.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit-len("…")], "") + "…"
}
