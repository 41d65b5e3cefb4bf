package gate

import (
	"context"
	"fmt"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/publish/github"
	"github.com/benchgate/benchgate/internal/record"
)

// sides are base and head as commits. Head is a snapshot of the working tree
// where snapshot is set; head.SHA is then the commit it started from.
type sides struct {
	base, head record.Ref
	snapshot   bool
	here       bool // the user's tree is head as it stands
}

// tree is head as package git knows it.
func (s sides) tree() git.Head { return git.Head{SHA: s.head.SHA, Snapshot: s.snapshot} }

// resolve finds the two commits, and removes what killed runs left.
func (w *workplace) resolve(ctx context.Context, base, head string) (sides, error) {
	w.progress.doing("resolving base and head")
	w.sweep(ctx)
	return w.sides(ctx, base, head)
}

// sweep removes what killed runs left.
func (w *workplace) sweep(ctx context.Context) {
	if n, err := w.repo.Sweep(ctx); err != nil {
		w.warn("cleaning up after a killed run: %v", err)
	} else if n > 0 {
		w.log.Printf("removed what %d killed runs left behind", n)
	}
}

// sides finds out which commits to compare. Base is what --base says, or
// what the CI event says, or the merge base with the default branch. Head is
// what --head says, or the working tree as it stands.
func (w *workplace) sides(ctx context.Context, base, head string) (sides, error) {
	event, err := eventOf(w.Process)
	if err != nil {
		return sides{}, err
	}
	var r sides
	if r.head, r.snapshot, err = w.head(ctx, head); err != nil {
		return sides{}, err
	}
	if r.here, err = w.isHere(ctx, head, r.head.SHA); err != nil {
		return sides{}, err
	}
	switch {
	case base != "":
		r.base.Ref = base
		r.base.SHA, err = w.named(ctx, base)
	case event.BaseSHA != "":
		r.base, err = w.baseOfEvent(ctx, event, r.head.SHA)
	default:
		r.base, err = w.defaultBase(ctx, r.head.SHA)
	}
	if err != nil {
		return sides{}, err
	}
	if r.base.SHA == r.head.SHA && !r.head.Dirty {
		hint := "name another base, such as --base HEAD~1"
		if parents, err := w.repo.Parents(ctx, r.head.SHA); err == nil && len(parents) == 0 {
			hint = "this is the first commit: change something, and it is compared with that"
		}
		return sides{}, exit.Unmeasuredf(hint,
			"base %s and head %s are the same commit %.12s: there is nothing to compare", r.base.Ref, r.head.Ref, r.base.SHA)
	}
	return r, nil
}

// isHere tells whether the user's tree is head: none was named, or the commit that is
// checked out without changes.
func (w *workplace) isHere(ctx context.Context, name, sha string) (bool, error) {
	if name == "" {
		return true, nil
	}
	now, err := w.repo.Resolve(ctx, "HEAD")
	if err != nil || now != sha {
		return false, nil // a branch without a commit is not head either
	}
	dirty, err := w.repo.Dirty(ctx)
	return !dirty, err
}

// head is the commit of a name, or the working tree for "".
func (w *workplace) head(ctx context.Context, name string) (ref record.Ref, snapshot bool, err error) {
	if name != "" {
		sha, err := w.named(ctx, name)
		return record.Ref{Ref: name, SHA: sha}, false, err
	}
	sha, err := w.repo.Resolve(ctx, "HEAD")
	if err != nil {
		return ref, false, err
	}
	if err := w.repo.Hidden(ctx); err != nil {
		return ref, false, err
	}
	dirty, err := w.repo.Dirty(ctx)
	if err != nil {
		return ref, false, err
	}
	ref = record.Ref{Ref: "HEAD", SHA: sha, Dirty: dirty}
	if dirty {
		ref.Ref = "working tree"
	}
	return ref, dirty, nil
}

// named resolves a name that the user gave. A CI checkout often has one branch
// only, so there the name is looked up on the remote as well; that happens before
// any code of the change runs. At a desk nobody's clone is changed: the error says
// what to fetch.
func (w *workplace) named(ctx context.Context, name string) (string, error) {
	sha, err := w.repo.Resolve(ctx, name)
	if err == nil || !w.InActions() || ctx.Err() != nil {
		return sha, err
	}
	brought, failed := w.repo.Bring(ctx, name)
	if failed == nil {
		return brought, nil
	}
	return "", fmt.Errorf("%w; and %w", err, failed)
}

// defaultBase is the merge base of head with the default branch. Where head is
// that merge base, its changes are the uncommitted ones.
func (w *workplace) defaultBase(ctx context.Context, head string) (record.Ref, error) {
	name, err := w.repo.DefaultBase(ctx)
	if err != nil {
		return record.Ref{}, err
	}
	tip, err := w.repo.Resolve(ctx, name)
	if err != nil {
		return record.Ref{}, err
	}
	sha, err := w.repo.MergeBase(ctx, tip, head)
	return record.Ref{Ref: fmt.Sprintf("merge base with %s", name), SHA: sha}, err
}

// baseOfEvent is the commit that the head of a CI run is to be compared with.
// A checkout of a pull request is usually the merge of base and head, whose
// first parent is what base was at that moment; a checkout of the head itself
// is compared with where it left base.
func (w *workplace) baseOfEvent(ctx context.Context, e github.Event, head string) (record.Ref, error) {
	if err := w.complete(ctx, head, e.BaseSHA); err != nil {
		return record.Ref{}, err
	}
	switch base, err := w.mergedInto(ctx, e, head); {
	case err != nil:
		return record.Ref{}, err
	case base != "":
		return record.Ref{Ref: "base of the merge checkout", SHA: base}, nil
	}
	if e.Number == 0 {
		return record.Ref{Ref: "base of the " + e.Name + " event", SHA: e.BaseSHA}, nil
	}
	sha, err := w.repo.MergeBase(ctx, e.BaseSHA, head)
	return record.Ref{Ref: "merge base with " + e.BaseRef, SHA: sha}, err
}

// mergedInto is what base was when head was made as its merge with the event's
// head commit; "" where head is no such merge.
func (w *workplace) mergedInto(ctx context.Context, e github.Event, head string) (base string, err error) {
	if e.HeadSHA == "" || e.HeadSHA == head {
		return "", nil
	}
	parents, err := w.repo.Parents(ctx, head)
	if err != nil || len(parents) != 2 || parents[1] != e.HeadSHA {
		return "", err
	}
	return parents[0], nil
}

// eventOf reads what the CI system says about this run; the zero Event outside
// of CI. Under events whose workflows hold secrets while the code may be a
// stranger's, nothing is measured.
func eventOf(p *process.Process) (github.Event, error) {
	name, _ := p.Lookup("GITHUB_EVENT_NAME")
	if github.Privileged[name] {
		return github.Event{}, exit.Usagef("measure under pull_request, and publish the report from a workflow of its own",
			"refusing to run a pull request's code under the privileged event %s", name)
	}
	e, _, err := github.EventOf(p)
	if err != nil {
		return github.Event{}, exit.Unmeasuredf("give --base", "%w", err)
	}
	return e, nil
}

// complete fetches what a shallow CI checkout lacks, before any code of the
// change runs: afterwards there may be no credentials left to do it with.
func (w *workplace) complete(ctx context.Context, head, base string) error {
	shallow, err := w.repo.Shallow(ctx)
	if err != nil || !shallow {
		return err
	}
	if err := w.repo.Complete(ctx, head, base); err != nil {
		return exit.Unmeasuredf("check out with fetch-depth: 0", "complete the shallow checkout: %w", err)
	}
	return nil
}
