package git

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Resolve returns the full hash of the commit that rev names, in any of git's
// ways to name one. A name that starts with a dash or holds a line feed is
// refused. The hint of the error for an unknown name lists names that are
// near, or the fetch that a shallow clone lacks.
func (r *Repo) Resolve(ctx context.Context, rev string) (string, error) {
	op := fmt.Sprintf("resolve %q", rev)
	switch {
	case rev == "":
		return "", &Error{Op: op, Err: errors.New("the name is empty")}
	case rev[0] == '-':
		return "", &Error{Op: op, Err: errors.New("a revision cannot start with a dash")}
	case strings.ContainsAny(rev, "\x00\n"):
		return "", &Error{Op: op, Err: errors.New("a revision cannot hold a line feed or a NUL")}
	}
	object, err := r.verify(ctx, rev)
	if err != nil && isBranchName(rev) {
		// A clone has but one branch of its own; the remote's others count too.
		if remote, e := r.remote(ctx); e == nil && remote != "" {
			if tip, e := r.verify(ctx, "refs/remotes/"+remote+"/"+rev); e == nil {
				object, err = tip, nil
			}
		}
	}
	if err == nil {
		// The suffix would be part of the text that :/text looks for.
		var sha string
		if sha, err = r.verify(ctx, object+"^{commit}"); err == nil {
			return sha, nil
		}
	}
	if ctx.Err() != nil {
		return "", err
	}
	return "", r.explainUnknown(ctx, rev, object, op, err)
}

// verify returns the hash of the one object that rev names. A full hash need
// not be that of an object that exists.
func (r *Repo) verify(ctx context.Context, rev string) (string, error) {
	out, err := r.run(ctx, r.here(), "rev-parse", "--verify", "--end-of-options", rev)
	if err != nil {
		return "", err
	}
	if hash := strings.TrimSpace(out); IsHash(hash) {
		return hash, nil
	}
	return "", fmt.Errorf("git printed %q instead of an object's name", out)
}

// explainUnknown finds out why rev does not name a commit, though it may name
// an object.
func (r *Repo) explainUnknown(ctx context.Context, rev, object, op string, err error) error {
	if strings.Contains(err.Error(), "is ambiguous") {
		return &Error{Op: op, Err: errors.New("the abbreviation fits several objects"), Advice: "give more digits"}
	}
	if object != "" {
		if kind, err := r.run(ctx, r.here(), "cat-file", "-t", object); err == nil {
			return &Error{Op: op, Err: fmt.Errorf("it is a %s, not a commit", strings.TrimSpace(kind))}
		}
	}
	if rev == "HEAD" || rev == "@" {
		return &Error{Op: op, Err: errors.New("there is no commit yet"), Advice: "commit something first: base has to be a commit"}
	}
	remote, _ := r.remote(ctx) // without one there is less advice, no more
	if branch := strings.TrimPrefix(rev, remote+"/"); remote != "" && isBranchName(branch) && len(r.near(ctx, rev)) == 0 {
		return &Error{Op: op, Err: errors.New("no such branch, tag or commit here"), Advice: "if it is a branch of " + remote + ": " + r.branchAdvice(ctx, remote, branch)}
	}
	if shallow, e := r.Shallow(ctx); e == nil && shallow {
		return &Error{Op: op, Err: fmt.Errorf("no such commit here, and %w", ErrShallow), Advice: fetchAdvice(rev)}
	}
	unknown := &Error{Op: op, Err: errors.New("no such branch, tag or commit")}
	if near := r.near(ctx, rev); len(near) > 0 {
		unknown.Advice = "did you mean " + strings.Join(near, " or ") + "?"
	} else if IsHash(rev) {
		unknown.Advice = "git fetch origin " + rev
	}
	return unknown
}

// branchAdvice is the fetch that brings a remote's branch, which a clone of a
// single branch lacks, with the history that a merge base needs.
func (r *Repo) branchAdvice(ctx context.Context, remote, branch string) string {
	depth := ""
	if shallow, err := r.Shallow(ctx); err == nil && shallow {
		depth = "--unshallow "
	}
	return fmt.Sprintf("git fetch %s%s %s:refs/remotes/%s/%s", depth, remote, branch, remote, branch)
}

var branchName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_/.-]*$`)

// isBranchName tells whether name can be a branch's that a shell takes as it
// stands, and is no hash or expression.
func isBranchName(name string) bool {
	return branchName.MatchString(name) && !strings.Contains(name, "..") && !IsHash(name) && name != "HEAD"
}

func fetchAdvice(rev string) string {
	what := "git fetch --unshallow"
	if IsHash(rev) {
		what = "git fetch --depth=1 origin " + rev
	}
	return what + " (with actions/checkout: fetch-depth: 0)"
}

// IsHash tells whether s is a full object name: 40 hex digits, or 64 in a
// repository that uses SHA-256.
func IsHash(s string) bool {
	return (len(s) == 40 || len(s) == 64) && strings.Trim(s, "0123456789abcdef") == ""
}

// commit is Resolve for what is a full hash already.
func (r *Repo) commit(ctx context.Context, rev string) (string, error) {
	if IsHash(rev) {
		return rev, nil
	}
	return r.Resolve(ctx, rev)
}
