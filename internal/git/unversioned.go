package git

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Untracked is nil where git tracks nothing in a directory that a program writes
// into, so that no commit can put a file there. The directory may be missing, and
// one outside of every work tree is fine. env is as for Open.
func Untracked(ctx context.Context, dir string, env []string) error {
	r, name, err := whereIs(ctx, dir, env)
	if err != nil || r == nil {
		return err
	}
	return r.untracked(ctx, name)
}

// Unversioned is nil where git moreover ignores what is put there.
func Unversioned(ctx context.Context, dir string, env []string) error {
	r, name, err := whereIs(ctx, dir, env)
	if err != nil || r == nil {
		return err
	}
	if err := r.untracked(ctx, name); err != nil {
		return err
	}
	_, err = r.run(ctx, r.indexed(), "check-ignore", "--quiet", "--", name+"/report.json")
	if exited(err, 1) {
		return fmt.Errorf("git does not ignore %s: add it to .gitignore, or use a directory outside of the work tree", name)
	}
	return err
}

func (r *Repo) untracked(ctx context.Context, name string) error {
	if name == "." {
		return errors.New("it is the top of a work tree, whose files are under version control")
	}
	tracked, err := r.run(ctx, r.indexed(), "ls-files", "-z", "--", ":(top,literal)"+name)
	if first, _, _ := strings.Cut(tracked, "\x00"); err == nil && first != "" {
		return fmt.Errorf("git tracks %q, so a commit can put a report there (git rm -r --cached %s, and ignore it)", first, name)
	}
	return err
}

// whereIs finds the work tree that a directory is in, and its path there; nil
// for none.
func whereIs(ctx context.Context, dir string, env []string) (*Repo, string, error) {
	from, err := existing(dir)
	if err != nil {
		return nil, "", err
	}
	// A commit can hold a link, so what counts is where the path leads to.
	real, err := filepath.EvalSymlinks(from)
	if err != nil {
		return nil, "", err
	}
	r, err := Open(ctx, real, CleanEnv(env))
	if outside(err) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	rel, err := filepath.Rel(r.Root, filepath.Join(real, strings.TrimPrefix(dir, from)))
	return r, filepath.ToSlash(rel), err
}

// existing is the directory itself, or the nearest above it that is there.
func existing(dir string) (string, error) {
	for {
		info, err := os.Stat(dir)
		switch {
		case err == nil && info.IsDir(), filepath.Dir(dir) == dir:
			return dir, nil
		case err == nil:
			return "", fmt.Errorf("%s is not a directory", dir)
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		}
		dir = filepath.Dir(dir)
	}
}

// outside reports whether Open failed since the directory is in no work tree.
func outside(err error) bool {
	var failed *commandError
	if errors.As(err, &failed) {
		return strings.Contains(failed.stderr, "not a git repository")
	}
	var none noWorkTree
	return errors.Is(err, exec.ErrNotFound) || errors.As(err, &none)
}
