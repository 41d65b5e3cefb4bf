package git

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// remove takes away the room with all that is in it, and its entries in
// .git/worktrees. The owner's file goes last: whatever moment the process is
// killed at, the next sweep finds what is left. It runs no command, so nothing
// can keep it waiting.
func (rm *room) remove() error {
	if rm.owner == nil {
		return nil
	}
	err := removeEntries(rm.commonDir, filepath.Base(rm.dir))
	if e := rm.empty(); e != nil {
		// The file stays, unlocked, for another sweep to try again.
		return errors.Join(err, e, rm.release())
	}
	err = errors.Join(err, rm.release())
	return errors.Join(err, patiently(func() error {
		if err := ignoreMissing(os.Remove(filepath.Join(rm.dir, ownerFile))); err != nil {
			return err
		}
		return ignoreMissing(os.Remove(rm.dir))
	}))
}

// release ends the ownership.
func (rm *room) release() error {
	if err := rm.owner.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}

// empty removes everything in the room but the owner's file.
func (rm *room) empty() error {
	return patiently(func() error {
		found, err := os.ReadDir(rm.dir)
		if err != nil {
			if e := makeWritable(rm.dir); e != nil {
				return errors.Join(ignoreMissing(err), e)
			}
			if found, err = os.ReadDir(rm.dir); err != nil {
				return ignoreMissing(err)
			}
		}
		var errs []error
		for _, f := range found {
			if f.Name() != ownerFile {
				errs = append(errs, removeTree(filepath.Join(rm.dir, f.Name())))
			}
		}
		return errors.Join(errs...)
	})
}

// removeTree removes dir even where directories in it are read-only, as those
// of Go's module cache are.
func removeTree(dir string) error {
	err := os.RemoveAll(dir)
	if err == nil {
		return nil
	}
	if e := makeWritable(filepath.Dir(dir)); e != nil {
		return errors.Join(err, e)
	}
	return os.RemoveAll(dir)
}

// makeWritable lets the user write to all directories in and below dir. It
// follows no symbolic links.
func makeWritable(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return ignoreMissing(err)
		}
		return ignoreMissing(os.Chmod(path, 0o700))
	})
}

// patiently repeats what fails for a second: a process that a test left behind
// may still write below a directory, or hold a file open on Windows.
func patiently(do func() error) error {
	for pause := 20 * time.Millisecond; pause < time.Second; pause *= 2 {
		if do() == nil {
			return nil
		}
		time.Sleep(pause)
	}
	return do()
}

// removeEntries removes a room's entries from .git/worktrees, and that
// directory where nothing else is in it, as git does. git worktree prune would
// also drop worktrees of the user's that are out of reach at the moment.
func removeEntries(commonDir, room string) error {
	if commonDir == "" {
		return nil
	}
	parent := filepath.Join(commonDir, "worktrees")
	entries, err := os.ReadDir(parent)
	if err != nil {
		return ignoreMissing(err)
	}
	for _, e := range entries {
		if m := entryName.FindStringSubmatch(e.Name()); m == nil || m[1] != room {
			continue
		}
		admin := filepath.Join(parent, e.Name())
		// An entry without this file is none to git; one that lacks others makes
		// a git command that lists the worktrees at this moment fail.
		err := ignoreMissing(os.Remove(filepath.Join(admin, "gitdir")))
		if err = errors.Join(err, os.RemoveAll(admin)); err != nil {
			return fmt.Errorf("remove the entry of a temporary worktree: %w", err)
		}
	}
	// It fails where other worktrees have their entries: nothing to be done.
	_ = os.Remove(parent)
	return nil
}
