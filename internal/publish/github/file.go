package github

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"

	gh "github.com/google/go-github/v60/github"
)

// maxPolicy bounds a policy file, in bytes.
const maxPolicy = 1 << 20

// File returns a file of the repository at a commit. found is false only where
// the commit surely has none: a token without the permission to read gets the
// same answer for a file that is there.
func (c *Client) File(ctx context.Context, name, sha string) (data []byte, found bool, err error) {
	fail := func(err error) ([]byte, bool, error) {
		return nil, false, fmt.Errorf("read %s at %.12s: %w", name, sha, err)
	}
	file, _, resp, err := c.rest.Repositories.GetContents(ctx, c.owner, c.repo, name, &gh.RepositoryContentGetOptions{Ref: sha})
	switch {
	case resp != nil && resp.StatusCode == http.StatusNotFound:
		if absent := c.absent(ctx, name, sha); absent != nil {
			return fail(errors.Join(err, absent))
		}
		return nil, false, nil
	case err != nil:
		return fail(err)
	case file == nil || file.GetType() != "file":
		return fail(errors.New("it is not a file"))
	case file.GetSize() > maxPolicy:
		return fail(errors.New("it has more than 1 MiB"))
	}
	text, err := file.GetContent()
	if err != nil {
		return fail(err)
	}
	if len(text) != file.GetSize() {
		return fail(fmt.Errorf("%d of %d bytes came", len(text), file.GetSize()))
	}
	return []byte(text), true, nil
}

// absent is nil where the lists of a commit's files show that a file is not
// there.
func (c *Client) absent(ctx context.Context, name, sha string) error {
	at := sha
	for _, part := range strings.Split(path.Clean(name), "/") {
		tree, _, err := c.rest.Git.GetTree(ctx, c.owner, c.repo, at, false)
		if err != nil {
			return fmt.Errorf("list the files of %.12s: %w", sha, err)
		}
		if tree.GetTruncated() {
			return fmt.Errorf("list the files of %.12s: not all are listed", sha)
		}
		at = ""
		for _, e := range tree.Entries {
			if e.GetPath() == part {
				at = e.GetSHA()
			}
		}
		if at == "" {
			return nil
		}
	}
	return errors.New("it is there, but cannot be read")
}
