package github

import (
	"context"
	"fmt"

	"github.com/benchgate/benchgate/internal/policy"
	gh "github.com/google/go-github/v60/github"
)

// A Pull is the pull request that is published on.
type Pull struct {
	Number           int
	HeadSHA, BaseSHA string
	BaseRef          string // the name of the branch that it is to be merged into
	// Labeled is set where the pull request carries policy.AcceptLabel, for whatever
	// commit it was set.
	Labeled bool
}

func newPull(pr *gh.PullRequest) Pull {
	p := Pull{Number: pr.GetNumber(), HeadSHA: pr.GetHead().GetSHA(), BaseSHA: pr.GetBase().GetSHA(), BaseRef: pr.GetBase().GetRef()}
	for _, l := range pr.Labels {
		p.Labeled = p.Labeled || l.GetName() == policy.AcceptLabel
	}
	return p
}

// Pull looks a pull request up.
func (c *Client) Pull(ctx context.Context, number int) (Pull, error) {
	pr, _, err := c.rest.PullRequests.Get(ctx, c.owner, c.repo, number)
	if err != nil {
		return Pull{}, fmt.Errorf("look up pull request %d: %w", number, err)
	}
	return newPull(pr), nil
}

// PullOf finds the pull request that a workflow run was about, from what GitHub
// says of the run and never from what the run left: the one open pull request
// of that branch of that repository whose head is still the run's commit.
func (c *Client) PullOf(ctx context.Context, run Run) (Pull, error) {
	if run.Event != "pull_request" {
		return Pull{}, fmt.Errorf("the run was started by %q, not by a pull request", run.Event)
	}
	opts := &gh.PullRequestListOptions{State: "open", Head: run.HeadOwner + ":" + run.HeadBranch,
		ListOptions: gh.ListOptions{PerPage: 100}}
	var found []Pull
	for {
		page, resp, err := c.rest.PullRequests.List(ctx, c.owner, c.repo, opts)
		if err != nil {
			return Pull{}, fmt.Errorf("find the pull request of the run: %w", err)
		}
		for _, pr := range page {
			if pr.GetHead().GetSHA() == run.HeadSHA && pr.GetHead().GetRepo().GetFullName() == run.HeadRepo {
				found = append(found, newPull(pr))
			}
		}
		if opts.Page = resp.NextPage; opts.Page == 0 {
			break
		}
	}
	if len(found) != 1 {
		return Pull{}, fmt.Errorf("%d open pull requests have the measured commit as their head: no comment", len(found))
	}
	return found[0], nil
}
