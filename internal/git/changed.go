package git

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// Changed lists the files, as sorted slash paths relative to Root, that differ
// between base, a commit, and head: added, modified and deleted ones, both
// names of a rename, changes of mode, and submodules. For a snapshot that
// includes untracked files; a repository that is untracked is named by its
// directory.
func (r *Repo) Changed(ctx context.Context, base string, head Head) ([]string, error) {
	base, err := r.commit(ctx, base)
	if err != nil {
		return nil, err
	}
	var paths []string
	if head.Snapshot {
		paths, err = r.changedHere(ctx, base)
	} else {
		paths, err = r.changedCommits(ctx, base, head.SHA)
	}
	if err != nil {
		return nil, &Error{Op: fmt.Sprintf("list what changed since %.12s", base), Err: err}
	}
	sort.Strings(paths)
	return paths, nil
}

func (r *Repo) changedCommits(ctx context.Context, base, head string) ([]string, error) {
	head, err := r.commit(ctx, head)
	if err != nil {
		return nil, err
	}
	out, err := r.run(ctx, r.here(), "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--ignore-submodules=none", base, head)
	if err != nil {
		return nil, err
	}
	return splitNUL(out)
}

// changedHere compares with the work tree.
func (r *Repo) changedHere(ctx context.Context, base string) ([]string, error) {
	var paths []string
	err := r.onIndexCopy(func(at spot) (err error) {
		paths, err = r.diffHere(ctx, at, nil, base, "--")
		return err
	})
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, p := range paths {
		seen[p] = true
	}
	entries, err := r.status(ctx)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if path := strings.TrimSuffix(e.path, "/"); e.untracked && !seen[path] {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// onIndexCopy has do work in the work tree with a copy of the index. git diff
// refreshes the index as it goes, without heed to GIT_OPTIONAL_LOCKS.
func (r *Repo) onIndexCopy(do func(at spot) error) (err error) {
	rm, err := r.newRoom()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rm.remove()) }()
	at := r.here()
	at.index, at.hold = filepath.Join(rm.dir, "index"), rm.owner
	if err := copyIndex(r.index, at.index); err != nil {
		return err
	}
	return do(at)
}

// diffHere lists the files that differ in the work tree: from a commit, where one is
// given, or from the index. settings are more options of git itself.
func (r *Repo) diffHere(ctx context.Context, at spot, settings []string, args ...string) ([]string, error) {
	diff := []string{"-c", "core.splitIndex=false", "diff", "--name-only", "-z",
		"--no-renames", "--no-relative", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none"}
	out, err := r.run(ctx, at, slices.Concat(settings, diff, args)...)
	if err != nil {
		return nil, err
	}
	return splitNUL(out)
}

// copyIndex copies the index file, where there is one; a repository of which
// nothing was ever added has none.
func copyIndex(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return ignoreMissing(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	// Git trusts a file's size and time unless the file is as young as the index:
	// a copy must not look younger than what it describes.
	info, err := in.Stat()
	if err != nil {
		return err
	}
	return os.Chtimes(to, info.ModTime(), info.ModTime())
}
