package scaffold

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/prepush"
)

// write writes all files, or takes back those that it did.
func (s *starter) write() (err error) {
	var done []string
	defer func() {
		for _, name := range done {
			if err != nil && !s.Force {
				err = errors.Join(err, os.Remove(name))
			}
		}
	}()
	for _, f := range s.files {
		if err := writeWhole(s.at(f), f.text, s.Force); err != nil {
			return exit.Unmeasuredf("see that the directory can be written to", "write %s: %w", f.path, err)
		}
		done = append(done, s.at(f))
	}
	if s.Hook {
		if err := prepush.InstallAt(s.Process, s.hooks, prepush.Options{Force: s.Force, Budget: prepush.DefaultBudget}); err != nil {
			return err
		}
	}
	for _, f := range s.files {
		fmt.Fprintf(s.Stdout, "Wrote %s\n", f.path)
	}
	fmt.Fprint(s.Stdout, "Next: benchgate run compares your changes with the default branch; benchgate doctor looks at this machine.\n")
	return nil
}

// warnIgnored says which of the files git ignores: without them in a commit, no run in
// CI has the policy.
func (s *starter) warnIgnored(ctx context.Context) error {
	ignored, err := s.repo.Ignored(ctx)
	if err != nil {
		return err
	}
	for _, f := range s.files {
		if slices.ContainsFunc(ignored, func(e string) bool { return e == f.path || strings.HasSuffix(e, "/") && strings.HasPrefix(f.path, e) }) {
			fmt.Fprintf(s.Stderr, "benchgate: warning: git ignores %s, so that no commit will have it\n  hint: git add --force %[1]s\n", f.path)
		}
	}
	return nil
}

// writeWhole makes a file all at once. Without replace, one that is there is an
// error, whoever made it since it was looked for.
func writeWhole(name, text string, replace bool) (err error) {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".benchgate-new-")
	if err != nil {
		return err
	}
	defer func() {
		if rerr := os.Remove(f.Name()); !errors.Is(rerr, fs.ErrNotExist) {
			err = errors.Join(err, rerr)
		}
	}()
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close(), os.Chmod(f.Name(), 0o644)); err != nil {
		return err
	}
	if replace {
		return os.Rename(f.Name(), name)
	}
	if _, err := os.Lstat(name); err == nil {
		return fs.ErrExist
	}
	return os.Rename(f.Name(), name)
}
