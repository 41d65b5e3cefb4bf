package git

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Hidden is an error for a file of the work tree that git is told not to look at
// and that is another than in the index: what git says of the work tree leaves the
// change out. One that a sparse checkout leaves out is none.
func (r *Repo) Hidden(ctx context.Context) error {
	marks, err := r.marked(ctx)
	if err != nil || len(marks) == 0 {
		return err
	}
	differ, err := r.differing(ctx, marks)
	if err != nil {
		return &Error{Op: "compare the files that git does not look at", Err: err}
	}
	for _, path := range differ {
		if mark := marks[path]; mark != "" {
			return &Error{Op: "take the working tree as head", Err: fmt.Errorf("%s differs from the index, and git is told not to look (%s)", path, mark),
				Advice: fmt.Sprintf("git update-index --no-%s %s", mark, path)}
		}
	}
	return nil
}

const (
	assumeUnchanged = "assume-unchanged"
	skipWorktree    = "skip-worktree"
)

// marked lists the files that git does not look at, and why not, but for those that
// a sparse checkout leaves out.
func (r *Repo) marked(ctx context.Context) (map[string]string, error) {
	out, err := r.run(ctx, r.indexed(), "ls-files", "-v", "-z")
	if err != nil {
		return nil, &Error{Op: "list the files that git does not look at", Err: err}
	}
	records, err := splitNUL(out)
	if err != nil {
		return nil, &Error{Op: "list the files that git does not look at", Err: err}
	}
	marks := map[string]string{}
	for _, rec := range records {
		tag, path, ok := strings.Cut(rec, " ")
		switch {
		case ok && strings.EqualFold(tag, "S"):
			if _, err := os.Lstat(filepath.Join(r.Root, native(path))); err == nil {
				marks[path] = skipWorktree
			}
		case ok && tag != strings.ToUpper(tag):
			marks[path] = assumeUnchanged
		}
	}
	return marks, nil
}

// differing lists which of the marked files differ from the index, by a copy of it
// without the marks.
func (r *Repo) differing(ctx context.Context, marks map[string]string) (paths []string, err error) {
	err = r.onIndexCopy(func(at spot) error {
		if err := r.unmark(ctx, at, marks); err != nil {
			return err
		}
		paths, err = r.diffHere(ctx, at, []string{"-c", "core.sparseCheckout=false"})
		return err
	})
	return paths, err
}

// unmark takes the marks away, for as many files at once as any command line holds.
func (r *Repo) unmark(ctx context.Context, at spot, marks map[string]string) error {
	for paths := range slices.Chunk(slices.Sorted(maps.Keys(marks)), 100) {
		for _, mark := range []string{assumeUnchanged, skipWorktree} {
			args := []string{"-c", "core.splitIndex=false", "-c", "core.sparseCheckout=false", "update-index", "--no-" + mark, "--"}
			if _, err := r.run(ctx, at, append(args, paths...)...); err != nil {
				return err
			}
		}
	}
	return nil
}
