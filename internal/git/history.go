package git

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// errUnrelated is wrapped where two commits have no common ancestor.
var errUnrelated = errors.New("no common ancestor")

// MergeBase returns the best common ancestor of two commits. Where there is
// none the error has a hint, and wraps ErrShallow if more history may hold one.
func (r *Repo) MergeBase(ctx context.Context, a, b string) (string, error) {
	a, err := r.commit(ctx, a)
	if err != nil {
		return "", err
	}
	if b, err = r.commit(ctx, b); err != nil {
		return "", err
	}
	op := fmt.Sprintf("find the merge base of %.12s and %.12s", a, b)
	out, err := r.run(ctx, r.here(), "merge-base", a, b)
	if err == nil {
		return strings.TrimSpace(out), nil
	}
	shallow, e := r.Shallow(ctx)
	if e != nil {
		return "", e
	}
	missing := !exited(err, 1)
	switch {
	case shallow && missing:
		return "", &Error{Op: op, Err: fmt.Errorf("%w: %w", ErrShallow, err), Advice: fetchAdvice("")}
	case shallow:
		return "", &Error{Op: op, Err: fmt.Errorf("%w in what is here: %w", errUnrelated, ErrShallow), Advice: fetchAdvice("")}
	case missing:
		return "", &Error{Op: op, Err: err}
	}
	return "", &Error{Op: op, Err: errUnrelated, Advice: "name a commit to compare with: --base REF"}
}

// Parents returns the parents of a commit as the commit itself names them, in
// order; in a shallow clone they need not be here.
func (r *Repo) Parents(ctx context.Context, sha string) ([]string, error) {
	sha, err := r.commit(ctx, sha)
	if err != nil {
		return nil, err
	}
	out, err := r.run(ctx, r.here(), "cat-file", "commit", sha)
	if err != nil {
		return nil, &Error{Op: fmt.Sprintf("read commit %.12s", sha), Err: err}
	}
	return parseParents(out), nil
}

// parseParents reads the header of a raw commit.
func parseParents(commit string) []string {
	var parents []string
	for _, line := range strings.Split(commit, "\n") {
		if line == "" {
			break
		}
		if sha, ok := strings.CutPrefix(line, "parent "); ok && IsHash(sha) {
			parents = append(parents, sha)
		}
	}
	return parents
}

// Shallow tells whether the clone lacks part of the history.
func (r *Repo) Shallow(ctx context.Context) (bool, error) {
	out, err := r.run(ctx, r.here(), "rev-parse", "--is-shallow-repository")
	if err != nil {
		return false, &Error{Op: "ask whether the clone is shallow", Err: err}
	}
	return strings.TrimSpace(out) == "true", nil
}

// has tells whether a commit is here.
func (r *Repo) has(ctx context.Context, at spot, sha string) bool {
	_, err := r.run(ctx, at, "cat-file", "-e", sha+"^{commit}")
	return err == nil
}
