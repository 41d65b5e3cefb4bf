package git

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
)

// mostLinks is how many links File follows to a file.
const mostLinks = 8

// File returns what a file holds in a commit; found is false where the commit
// has none of that name. name is a slash path from the root. Links are followed
// within the commit.
func (r *Repo) File(ctx context.Context, sha, name string) (data string, found bool, err error) {
	fail := func(err error) (string, bool, error) {
		return "", false, &Error{Op: fmt.Sprintf("read %s at %.12s", name, sha), Err: err}
	}
	rest, at := strings.Split(path.Clean(name), "/"), ""
	for links := 0; len(rest) > 0; {
		next := path.Join(at, rest[0])
		e, err := r.entry(ctx, sha, next)
		switch {
		case err != nil:
			return fail(err)
		case e.hash == "":
			return "", false, nil
		case e.mode == "120000" && links == mostLinks:
			return fail(errors.New("too many links"))
		case e.mode == "120000":
			target, err := r.run(ctx, r.here(), "cat-file", "blob", e.hash)
			if err != nil {
				return fail(err)
			}
			to := path.Join(at, target)
			if path.IsAbs(target) || to == ".." || strings.HasPrefix(to, "../") {
				return fail(fmt.Errorf("%s is a link out of the repository", next))
			}
			rest, at, links = append(strings.Split(to, "/"), rest[1:]...), "", links+1
		case len(rest) > 1:
			rest, at = rest[1:], next
		case e.kind != "blob":
			return fail(errors.New("it is not a file"))
		default:
			data, err := r.run(ctx, r.here(), "cat-file", "blob", e.hash)
			if err != nil {
				return fail(err)
			}
			return data, true, nil
		}
	}
	return "", false, nil
}

// A treeEntry is what a commit has under a path; the zero value is nothing.
type treeEntry struct{ mode, kind, hash string }

func (r *Repo) entry(ctx context.Context, sha, name string) (treeEntry, error) {
	out, err := r.run(ctx, r.here(), "ls-tree", "-z", "--full-tree", sha, "--", ":(literal)"+name)
	if err != nil || out == "" {
		return treeEntry{}, err
	}
	meta, _, _ := strings.Cut(out, "\t")
	f := strings.Fields(meta)
	if len(f) != 3 {
		return treeEntry{}, fmt.Errorf("git printed %q instead of an entry", meta)
	}
	return treeEntry{f[0], f[1], f[2]}, nil
}
