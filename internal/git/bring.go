package git

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Bring fetches the commit that rev names on the remote, where the clone lacks it:
// a branch, a tag or a full hash. It returns the commit's hash and changes no ref.
// In a shallow clone only the commit itself comes, without its history.
func (r *Repo) Bring(ctx context.Context, rev string) (string, error) {
	op := fmt.Sprintf("fetch %q", rev)
	remote, err := r.remote(ctx)
	switch {
	case err != nil:
		return "", err
	case remote == "":
		return "", &Error{Op: op, Err: errors.New("there is no remote to ask")}
	}
	sha := rev
	if !IsHash(rev) {
		if sha, err = r.lookUp(ctx, remote, strings.TrimPrefix(rev, remote+"/")); err != nil {
			return "", &Error{Op: op, Err: err, Advice: adviceFor(err, r.Root)}
		}
	}
	if r.has(ctx, r.here(), sha) {
		return sha, nil
	}
	shallow, err := r.Shallow(ctx)
	if err != nil {
		return "", err
	}
	depth := Depth{}
	if shallow {
		depth.Only = 1
	}
	if err := r.Fetch(ctx, remote, depth, sha); err != nil {
		return "", err
	}
	return r.Resolve(ctx, sha)
}

// lookUp returns the commit that a name stands for on the remote: that of the branch,
// or else of the tag.
func (r *Repo) lookUp(ctx context.Context, remote, name string) (string, error) {
	if !isBranchName(name) {
		return "", errors.New("it is no plain name of a branch or tag")
	}
	wanted := []string{"refs/heads/" + name, "refs/tags/" + name + "^{}", "refs/tags/" + name}
	out, err := r.run(ctx, r.here(), append([]string{"ls-remote", "--quiet", "--end-of-options", remote}, wanted...)...)
	if err != nil {
		return "", err
	}
	found := map[string]string{}
	for _, line := range strings.Split(out, "\n") {
		if sha, ref, ok := strings.Cut(line, "\t"); ok && IsHash(sha) {
			found[ref] = sha
		}
	}
	for _, ref := range wanted {
		if sha := found[ref]; sha != "" {
			return sha, nil
		}
	}
	return "", fmt.Errorf("%s has no branch or tag of that name", remote)
}
