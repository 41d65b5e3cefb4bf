package git

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// overlay makes a tree that was checked out at HEAD's commit into a snapshot
// of the user's. Files that did not change stay as git checked them
// out, as they are on the base side: line endings that only the user's tree
// has would be a difference between the sides that no commit makes.
func (l *layer) overlay(ctx context.Context, s *side) error {
	entries, err := l.status(ctx)
	if err != nil {
		return err
	}
	c, err := newCopier(l.Root, s.dir)
	if err != nil {
		return err
	}
	defer c.close()
	if err := l.replay(ctx, c, entries); err != nil {
		return err
	}
	now, err := l.Resolve(ctx, "HEAD")
	if err == nil && now != s.sha {
		err = &Error{Op: "take a snapshot", Err: fmt.Errorf("HEAD moved from %.12s to %.12s meanwhile", s.sha, now), Advice: "run again"}
	}
	l.Warnings = append(l.Warnings, c.warnings...)
	return err
}

// replay removes first and copies then, so that a file may take a directory's
// place and the other way round. What is gone from the index but there on disk
// is kept only where it is listed as untracked, too.
func (l *layer) replay(ctx context.Context, c *copier, entries []entry) error {
	for _, e := range entries {
		if e.gone || e.unmerged || e.submodule {
			if err := c.remove(e.path); err != nil {
				return err
			}
		}
	}
	for _, e := range entries {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		var err error
		switch path, nested := strings.CutSuffix(e.path, "/"); {
		case nested:
			err = l.copyRepository(ctx, filepath.Join(l.Root, native(path)), filepath.Join(c.dst.Name(), native(path)))
		case !e.gone:
			err = c.copy(e.path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// copyRepository copies the files of a repository's work tree: tracked ones
// as they are on disk, and those that are untracked and not ignored. The
// repositories within are copied likewise.
func (l *layer) copyRepository(ctx context.Context, src, dst string) error {
	at := spot{dir: src, gitDir: filepath.Join(src, ".git"), hold: l.room.owner}
	out, err := l.run(ctx, at, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return fmt.Errorf("copy the repository %q: %w", src, err)
	}
	paths, err := splitNUL(out)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dst, 0o777); err != nil {
		return err
	}
	c, err := newCopier(src, dst)
	if err != nil {
		return err
	}
	defer c.close()
	for _, path := range paths {
		path = strings.TrimSuffix(path, "/")
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		inner := filepath.Join(src, native(path))
		if isRepository(inner) {
			err = l.copyRepository(ctx, inner, filepath.Join(dst, native(path)))
		} else {
			err = c.copy(path)
		}
		if err != nil {
			return err
		}
	}
	l.Warnings = append(l.Warnings, c.warnings...)
	return nil
}

// isRepository tells whether dir is the top of a repository's work tree.
func isRepository(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() {
		return false
	}
	_, err = os.Lstat(filepath.Join(dir, ".git"))
	return err == nil
}

// native turns git's path into one of the operating system.
func native(path string) string { return filepath.FromSlash(path) }
