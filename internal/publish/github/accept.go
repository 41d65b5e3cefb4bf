package github

import (
	"context"
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/policy"
	gh "github.com/google/go-github/v60/github"
)

// Note remembers for the head commit of an event that AcceptLabel was set, or
// taken off: as a check run, which apps alone can make, so that neither a fork
// nor a person can. It does nothing for other events.
func (c *Client) Note(ctx context.Context, e Event) error {
	conclusion, title := "", ""
	switch {
	case e.Accepted():
		conclusion, title = "success", "The performance of this commit is accepted"
	case e.TakenBack():
		conclusion, title = "neutral", "No longer accepted"
	default:
		return nil
	}
	summary := "The label `" + policy.AcceptLabel + "` was " + map[bool]string{true: "set", false: "removed"}[e.Accepted()]
	if plainName(e.Sender) {
		summary += " by " + e.Sender
	}
	_, _, err := c.rest.Checks.CreateCheckRun(ctx, c.owner, c.repo, gh.CreateCheckRunOptions{
		Name: policy.AcceptLabel, HeadSHA: e.HeadSHA, Status: gh.String("completed"), Conclusion: &conclusion,
		Output: &gh.CheckRunOutput{Title: &title, Summary: gh.String(summary + ". It holds for this commit alone.")},
	})
	if err != nil {
		return fmt.Errorf("remember the label %q for %.12s: %w", policy.AcceptLabel, e.HeadSHA, err)
	}
	return nil
}

// Noted reports whether AcceptLabel was set for a commit and not taken off
// since, as Note remembered with a token of the same app.
func (c *Client) Noted(ctx context.Context, sha string) (bool, error) {
	fail := func(err error) (bool, error) {
		return false, fmt.Errorf("find the commit that the label %q was set for: %w", policy.AcceptLabel, err)
	}
	login, err := c.viewer(ctx)
	if err != nil {
		return fail(err)
	}
	opts := &gh.ListCheckRunsOptions{CheckName: gh.String(policy.AcceptLabel), Filter: gh.String("all"), ListOptions: gh.ListOptions{PerPage: 100}}
	newest, accepted := int64(0), false
	for {
		page, resp, err := c.rest.Checks.ListCheckRunsForRef(ctx, c.owner, c.repo, sha, opts)
		if err != nil {
			return fail(err)
		}
		for _, run := range page.CheckRuns {
			ours := run.GetName() == policy.AcceptLabel && run.GetHeadSHA() == sha && run.GetApp().GetSlug() == strings.TrimSuffix(login, "[bot]")
			if ours && run.GetID() > newest {
				newest, accepted = run.GetID(), run.GetConclusion() == "success"
			}
		}
		if resp.NextPage == 0 {
			return accepted, nil
		}
		opts.Page = resp.NextPage
	}
}
