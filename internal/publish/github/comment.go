package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	gh "github.com/google/go-github/v60/github"
)

// A comment is one of ours that is there.
type comment struct {
	id     int64
	node   string
	url    string
	body   string
	marked Mark
}

// comment brings the pull request's comment up to date and returns its address,
// "" where there is none.
func (c *Client) comment(ctx context.Context, number int, m Message) (string, error) {
	if m.CommentPolicy == Never {
		return "", nil
	}
	login, err := c.viewer(ctx)
	if err != nil {
		return "", err
	}
	old, err := c.find(ctx, number, m.Key, login)
	if err != nil {
		return "", err
	}
	body := Mark{Key: m.Key, Verdict: m.Verdict}.line() + m.Body
	switch NextStep(m.CommentPolicy, old.marked.Verdict, m.Verdict, m.Notable, m.Status != 0) {
	case Post:
		return c.post(ctx, number, m.Key, login, body)
	case Edit:
		return old.url, c.edit(ctx, old, body)
	case Replace:
		url, err := c.post(ctx, number, m.Key, login, body)
		if err != nil {
			return "", err
		}
		return url, c.minimize(ctx, old.node)
	}
	return "", nil
}

// find returns the newest comment with our marker, our key and our author; the
// zero comment for none. The marker alone could have been planted by anyone.
func (c *Client) find(ctx context.Context, number int, key, login string) (found comment, err error) {
	opts := &gh.IssueListCommentsOptions{ListOptions: gh.ListOptions{PerPage: 100}}
	for {
		page, resp, err := c.rest.Issues.ListComments(ctx, c.owner, c.repo, number, opts)
		if err != nil {
			return comment{}, fmt.Errorf("list the comments of pull request %d: %w", number, err)
		}
		for _, ic := range page {
			mark, ok := ParseMark(ic.GetBody())
			if ok && mark.Key == key && wrote(ic.GetUser(), login) && ic.GetID() > found.id {
				found = comment{ic.GetID(), ic.GetNodeID(), ic.GetHTMLURL(), ic.GetBody(), mark}
			}
		}
		if resp.NextPage == 0 {
			return found, nil
		}
		opts.Page = resp.NextPage
	}
}

// wrote reports whether user is the token's owner. GraphQL may name an app
// without the suffix that REST gives it; only a bot can have that.
func wrote(user *gh.User, login string) bool {
	name := user.GetLogin()
	return name == login || user.GetType() == "Bot" && name == login+"[bot]"
}

// post creates a comment. Where the server failed, the comment may be there all
// the same, so it is looked for before another try.
func (c *Client) post(ctx context.Context, number int, key, login, body string) (string, error) {
	for try := 1; ; try++ {
		ic, _, err := c.rest.Issues.CreateComment(ctx, c.owner, c.repo, number, &gh.IssueComment{Body: &body})
		if err == nil {
			return ic.GetHTMLURL(), nil
		}
		if try == maxTries || !serverFailed(err) {
			return "", fmt.Errorf("comment on pull request %d: %w", number, err)
		}
		there, findErr := c.find(ctx, number, key, login)
		if findErr != nil {
			return "", errors.Join(err, findErr)
		}
		if there.body == body {
			return there.url, nil
		}
		if err := c.pause(ctx, firstPause<<(try-1)); err != nil {
			return "", err
		}
	}
}

// serverFailed reports whether the server answered that it is the one to blame.
func serverFailed(err error) bool {
	var e *gh.ErrorResponse
	return errors.As(err, &e) && e.Response != nil && e.Response.StatusCode >= http.StatusInternalServerError
}

func (c *Client) edit(ctx context.Context, old comment, body string) error {
	if old.body == body {
		return nil
	}
	_, _, err := c.rest.Issues.EditComment(ctx, c.owner, c.repo, old.id, &gh.IssueComment{Body: &body})
	if err != nil {
		return fmt.Errorf("edit comment %d: %w", old.id, err)
	}
	return nil
}
