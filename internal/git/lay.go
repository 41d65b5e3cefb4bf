package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// A Head says what the head side is.
type Head struct {
	SHA string // a commit; with Snapshot, the one that HEAD was at ("" for the one it is at)
	// Snapshot stands for the work tree as it is: tracked and changed files, and
	// untracked ones that are not ignored.
	Snapshot bool
}

// Trees are both sides on disk: sibling directories with paths of one length,
// outside the user's tree.
type Trees struct {
	Dir        string // holds both; more may be put there, and goes with it
	Base, Head string
	// Warnings say in what the trees may differ from what one would expect.
	Warnings []string

	mu   sync.Mutex
	room *room // nil once removed
}

// Remove removes both trees and everything else in Dir, and what git noted of
// them. It may be called at any time, again, and concurrently; after an error,
// calling it again tries again.
func (t *Trees) Remove() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.room == nil {
		return nil
	}
	if err := t.room.remove(); err != nil {
		return &Error{Op: "remove the temporary trees", Err: err, Advice: "remove " + t.Dir + " by hand"}
	}
	t.room = nil
	return nil
}

// Lay puts base, a commit, and head into directories of their own. Both are
// detached worktrees; a snapshot is one at HEAD with what differs copied over
// it, byte for byte, with symbolic links as such and the executable bit.
//
// Submodules are filled from the clones that the user has, without network and
// without a .git of their own. One that is nowhere to be had stays empty on
// both sides, with a warning; if one side has it and the other cannot, that is
// an error. In a snapshot, submodules and other repositories inside the work
// tree are copied as they are, without what they ignore; linked worktrees of
// the repository itself are left out.
//
// On error, and when ctx ends, nothing is left behind.
func (r *Repo) Lay(ctx context.Context, base string, head Head) (t *Trees, err error) {
	if base, err = r.commit(ctx, base); err != nil {
		return nil, err
	}
	if head.SHA == "" {
		head.SHA = "HEAD"
	}
	if head.SHA, err = r.commit(ctx, head.SHA); err != nil {
		return nil, err
	}
	rm, err := r.newRoom()
	if err != nil {
		return nil, err
	}
	l := &layer{Repo: r, Trees: &Trees{Dir: rm.dir, room: rm}}
	l.reached("room")
	if err := l.both(ctx, base, head); err != nil {
		return nil, errors.Join(err, l.Trees.Remove())
	}
	return l.Trees, nil
}

// A layer lays one pair of trees.
type layer struct {
	*Repo
	*Trees
}

func (l *layer) reached(step string) {
	if l.step != nil {
		l.step(step)
	}
}

func (l *layer) both(ctx context.Context, base string, head Head) error {
	b, err := l.add(ctx, "base", base)
	if err != nil {
		return err
	}
	h, err := l.add(ctx, "head", head.SHA)
	if err != nil {
		return err
	}
	l.Base, l.Head = b.dir, h.dir
	g, checkouts := errgroup.WithContext(ctx)
	for _, s := range []*side{b, h} {
		g.Go(func() error {
			_, err := l.run(checkouts, l.in(s), "reset", "--hard", "--quiet")
			return s.wrap(err)
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	l.reached("checked out")
	if err := b.wrap(l.fillSubmodules(ctx, b, Head{SHA: base})); err != nil {
		return err
	}
	if head.Snapshot {
		if err := h.wrap(l.overlay(ctx, h)); err != nil {
			return err
		}
	}
	l.reached("head copied")
	if err := h.wrap(l.fillSubmodules(ctx, h, head)); err != nil {
		return err
	}
	l.reached("filled")
	if err := l.compareMissing(b, h); err != nil {
		return err
	}
	return l.checkPointers(ctx, h, b)
}

// A side is one tree as it is laid.
type side struct {
	name    string // base or head
	sha     string
	dir     string
	admin   string             // its git directory
	missing map[string]missing // submodules that could not be filled, by path
}

func (s *side) wrap(err error) error {
	if err == nil {
		return nil
	}
	return &Error{Op: fmt.Sprintf("lay out %s %.12s", s.name, s.sha), Err: err}
}

// in is a spot in one of the trees. The commands there keep the room locked.
func (l *layer) in(s *side) spot {
	return spot{dir: s.dir, gitDir: s.admin, hold: l.room.owner}
}

// add adds an empty detached worktree. It is added under a name that no other
// run has, since git names its entry after it, before it knows where the
// worktree is; then it is moved to where it shall be.
func (l *layer) add(ctx context.Context, name, sha string) (*side, error) {
	s := &side{name: name, sha: sha, dir: filepath.Join(l.Dir, name), missing: map[string]missing{}}
	at := l.here()
	at.hold = l.room.owner
	unique := filepath.Join(l.Dir, filepath.Base(l.Dir)+"-"+name)
	if _, err := l.run(ctx, at, "worktree", "add", "--detach", "--no-checkout", unique, sha); err != nil {
		return nil, s.wrap(err)
	}
	l.reached(name + " named")
	if _, err := l.run(ctx, at, "worktree", "move", unique, s.dir); err != nil {
		return nil, s.wrap(err)
	}
	l.reached(name + " added")
	link, err := os.ReadFile(filepath.Join(s.dir, ".git"))
	if err != nil {
		return nil, s.wrap(err)
	}
	admin, ok := strings.CutPrefix(strings.TrimSuffix(string(link), "\n"), "gitdir: ")
	if !ok {
		return nil, s.wrap(fmt.Errorf("git left %q in the new worktree's .git", link))
	}
	s.admin = absolute(admin, s.dir)
	return s, nil
}
