package github

import (
	"context"
	"fmt"

	gh "github.com/google/go-github/v60/github"
)

// CheckBase is nil where a run measured against what the pull request is to be
// merged into: base and head are the commits that the run names. A checkout of
// the merge has base's tip as it was then, which is that of the pull request or
// newer. A checkout of head itself is compared with where it left the base
// branch. Anything else was measured against another branch, as before the
// pull request was retargeted, and says nothing about this one.
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
		return fmt.Errorf("find out whether the measured base is of the branch %q: %w", p.BaseRef, err)
	case !ok:
		return fmt.Errorf("the run compared with %.12q, but pull request %d is to be merged into %q at %.12s: let the benchmarks run again",
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
