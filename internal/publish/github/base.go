package github

import (
	"context"
	"fmt"

	gh "github.com/google/go-github/v60/github"
)

// CheckBase returns nil if a run measured against the pull request's base branch.
// base and head are the commits that the run names. In a checkout of the merge,
// base is the branch tip at that time: the pull request's base or a newer commit.
// In a checkout of head, base is the commit where head left the base branch. Any
// other base belongs to another branch, for example before a retargeting.
func (c *Client) CheckBase(ctx context.Context, p Pull, base, head string) error {
	ok, err := false, error(nil)
	switch {
	case !IsSHA(base):
	case base == p.BaseSHA:
		ok = true
	case head == p.HeadSHA:
		var left string
		_, left, err = c.compare(ctx, p.BaseSHA, head)
		ok = left == base
	default:
		if ok, err = c.descends(ctx, p.BaseSHA, base); ok {
			ok, err = c.descends(ctx, base, p.BaseRef)
		}
	}
	switch {
	case err != nil:
		return fmt.Errorf("check that the measured base is on branch %q: %w", p.BaseRef, err)
	case !ok:
		return fmt.Errorf("the run measured against %.12q, but pull request %d targets %q at %.12s: run the benchmarks again",
			base, p.Number, p.BaseRef, p.BaseSHA)
	}
	return nil
}

// descends reports whether a commit is an ancestor of another, or the same.
func (c *Client) descends(ctx context.Context, from, to string) (bool, error) {
	status, _, err := c.compare(ctx, from, to)
	return status == "ahead" || status == "identical", err
}

// compare says how to stands to from, and which commit both come from.
func (c *Client) compare(ctx context.Context, from, to string) (status, mergeBase string, err error) {
	r, _, err := c.rest.Repositories.CompareCommits(ctx, c.owner, c.repo, from, to, &gh.ListOptions{PerPage: 1})
	if err != nil {
		return "", "", fmt.Errorf("compare %.12s with %.40s: %w", from, to, err)
	}
	return r.GetStatus(), r.GetMergeBaseCommit().GetSHA(), nil
}
