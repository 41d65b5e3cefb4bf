package git

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Sweep removes what killed runs left: temporary directories whose owner is
// dead, of any repository of the same user, with their entries in
// .git/worktrees, and entries of this repository whose directory is gone. It
// returns how many runs it cleaned up after. Live runs and worktrees of the
// user's own are not touched.
func (r *Repo) Sweep(ctx context.Context) (removed int, err error) {
	var errs []error
	count := func(did bool, err error) {
		if did {
			removed++
		}
		if err != nil {
			errs = append(errs, err)
		}
	}
	parent, err := filepath.EvalSymlinks(r.temp)
	if err != nil {
		parent = r.temp // Lay complains of a missing one; entries can be swept all the same
	}
	found, err := os.ReadDir(parent)
	if ignoreMissing(err) != nil {
		errs = append(errs, err)
	}
	for _, f := range found {
		if ctx.Err() != nil {
			return removed, context.Cause(ctx)
		}
		if roomName.MatchString(f.Name()) {
			count(sweepRoom(filepath.Join(parent, f.Name())))
		}
	}
	entries, err := os.ReadDir(filepath.Join(r.CommonDir, "worktrees"))
	if ignoreMissing(err) != nil {
		errs = append(errs, err)
	}
	for _, e := range entries {
		if entryName.MatchString(e.Name()) {
			count(r.sweepEntry(e.Name(), parent))
		}
	}
	if len(errs) > 0 {
		return removed, &Error{Op: "sweep", Err: errors.Join(errs...)}
	}
	return removed, nil
}

// sweepRoom removes a room if its owner is dead.
func sweepRoom(dir string) (bool, error) {
	rm, err := adopt(dir)
	if err != nil || rm == nil {
		return false, err
	}
	err = rm.remove()
	return err == nil, err
}

// unready is how long an entry may exist before git has noted in it where its
// worktree is; that takes it a few milliseconds.
const unready = time.Minute

// sweepEntry removes an entry of .git/worktrees that a dead run left, with its
// room if that lies in another temporary directory than parent.
func (r *Repo) sweepEntry(id, parent string) (bool, error) {
	admin := filepath.Join(r.CommonDir, "worktrees", id)
	room := entryName.FindStringSubmatch(id)[1]
	info, err := os.Lstat(admin)
	if err != nil || !info.IsDir() {
		return false, ignoreMissing(err) // a run's other entry went with this one
	}
	tree, err := worktreeOf(admin)
	if ignoreMissing(err) != nil {
		return false, err
	}
	dir := filepath.Join(parent, room)
	if tree != "" {
		if dir = filepath.Dir(tree); filepath.Base(dir) != room {
			return false, nil // somebody's own, whatever it is called
		}
	} else if time.Since(info.ModTime()) < unready {
		return false, nil
	}
	if _, err := os.Lstat(dir); err == nil {
		return sweepRoom(dir)
	} else if ignoreMissing(err) != nil {
		return false, err
	}
	err = removeEntries(r.CommonDir, room)
	return err == nil, err
}

// worktreeOf reads where the worktree of an entry is.
func worktreeOf(admin string) (string, error) {
	data, err := os.ReadFile(filepath.Join(admin, "gitdir"))
	if err != nil {
		return "", err
	}
	path := strings.TrimSuffix(string(data), "\n")
	if path == "" {
		return "", nil
	}
	return filepath.Dir(absolute(path, admin)), nil
}

// linked returns the directories of all linked worktrees of the repository.
func (r *Repo) linked() (map[string]bool, error) {
	parent := filepath.Join(r.CommonDir, "worktrees")
	entries, err := os.ReadDir(parent)
	if err != nil {
		return nil, ignoreMissing(err)
	}
	dirs := map[string]bool{}
	for _, e := range entries {
		tree, err := worktreeOf(filepath.Join(parent, e.Name()))
		if ignoreMissing(err) != nil {
			return nil, err
		}
		if tree != "" {
			dirs[tree] = true
		}
	}
	return dirs, nil
}
