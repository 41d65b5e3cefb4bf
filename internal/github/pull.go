package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	gh "github.com/google/go-github/v60/github"
)

// A Pull is the pull request that is published on.
type Pull struct {
	Number           int
	HeadSHA, BaseSHA string
	// Accepted is set where the pull request carries AcceptLabel.
	Accepted bool
}

func accepted(labels []*gh.Label) bool {
	for _, l := range labels {
		if l.GetName() == AcceptLabel {
			return true
		}
	}
	return false
}

// Pull looks a pull request up.
func (c *Client) Pull(ctx context.Context, number int) (Pull, error) {
	pr, _, err := c.rest.PullRequests.Get(ctx, c.owner, c.repo, number)
	if err != nil {
		return Pull{}, fmt.Errorf("look up pull request %d: %w", number, err)
	}
	return Pull{Number: number, HeadSHA: pr.GetHead().GetSHA(), BaseSHA: pr.GetBase().GetSHA(), Accepted: accepted(pr.Labels)}, nil
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
				found = append(found, Pull{pr.GetNumber(), pr.GetHead().GetSHA(), pr.GetBase().GetSHA(), accepted(pr.Labels)})
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

// maxPolicy bounds a policy file, in bytes.
const maxPolicy = 1 << 20

// File returns a file of the repository at a commit; found is false where there
// is none.
func (c *Client) File(ctx context.Context, path, sha string) (data []byte, found bool, err error) {
	file, _, resp, err := c.rest.Repositories.GetContents(ctx, c.owner, c.repo, path, &gh.RepositoryContentGetOptions{Ref: sha})
	if resp != nil && resp.StatusCode == http.StatusNotFound {
		return nil, false, nil
	}
	if err == nil && (file == nil || file.GetSize() > maxPolicy) {
		err = errors.New("it is no file of at most 1 MiB")
	}
	if err != nil {
		return nil, false, fmt.Errorf("read %s at %.12s: %w", path, sha, err)
	}
	text, err := file.GetContent()
	if err != nil {
		return nil, false, fmt.Errorf("read %s at %.12s: %w", path, sha, err)
	}
	return []byte(text), true, nil
}
