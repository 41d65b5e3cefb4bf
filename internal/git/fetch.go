package git

import (
	"context"
	"errors"
	"fmt"
	"strconv"
)

// Depth says how much history a fetch brings. The zero value brings all that
// the remote has of the commits asked for, down to where the clone is cut off.
type Depth struct {
	Only   int  // this many commits of each history; cuts off what is deeper
	Deepen int  // this many more than the clone holds
	Full   bool // everything: the clone is no longer shallow
}

func (d Depth) args() []string {
	switch {
	case d.Full:
		return []string{"--unshallow"}
	case d.Deepen > 0:
		return []string{"--deepen=" + strconv.Itoa(d.Deepen)}
	case d.Only > 0:
		return []string{"--depth=" + strconv.Itoa(d.Only)}
	}
	return nil
}

// Fetch brings commits, by their full hashes, from a remote. Objects are added
// and the clone's depth changes; no branch, tag, remote-tracking ref or
// FETCH_HEAD does. It never asks for credentials. It is for CI, where the
// clone is there for the run.
func (r *Repo) Fetch(ctx context.Context, remote string, depth Depth, shas ...string) error {
	op := "fetch from " + strconv.Quote(remote)
	if remote == "" || remote[0] == '-' {
		return &Error{Op: op, Err: errors.New("no such remote")}
	}
	for _, sha := range shas {
		if !IsHash(sha) {
			return &Error{Op: op, Err: fmt.Errorf("%q is not the full hash of a commit", sha)}
		}
	}
	args := []string{"fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance",
		"--no-write-fetch-head", "--no-prune", "--refmap="}
	args = append(append(args, depth.args()...), "--end-of-options", remote)
	if _, err := r.run(ctx, r.here(), append(args, shas...)...); err != nil {
		return &Error{Op: op, Err: err}
	}
	return nil
}

// steps by which Complete deepens a clone before it asks for all of it. Most
// pull requests branched off within the first.
var deepenings = []int{32, 128, 512}

// Complete fetches what a shallow clone lacks to compare head with base: the
// commit base, head's parents, and the history down to their merge base. head
// and base are full hashes.
func (r *Repo) Complete(ctx context.Context, head, base string) error {
	remote, err := r.remote(ctx)
	if err != nil {
		return err
	}
	if remote == "" {
		return &Error{Op: "complete the shallow clone", Err: errors.New("it has no remote"), Advice: fetchAdvice("")}
	}
	if !r.has(ctx, r.here(), base) {
		if err := r.Fetch(ctx, remote, Depth{Only: 1}, base); err != nil {
			return err
		}
	}
	if err := r.completeParents(ctx, remote, head); err != nil {
		return err
	}
	return r.completeHistory(ctx, remote, head, base)
}

func (r *Repo) completeParents(ctx context.Context, remote, head string) error {
	parents, err := r.Parents(ctx, head)
	if err != nil {
		return err
	}
	for _, p := range parents {
		if !r.has(ctx, r.here(), p) {
			return r.Fetch(ctx, remote, Depth{Deepen: 1}, head)
		}
	}
	return nil
}

func (r *Repo) completeHistory(ctx context.Context, remote, head, base string) error {
	for i := 0; ; i++ {
		_, err := r.MergeBase(ctx, base, head)
		if err == nil || !errors.Is(err, ErrShallow) || i > len(deepenings) {
			return err
		}
		depth := Depth{Full: true}
		if i < len(deepenings) {
			depth = Depth{Deepen: deepenings[i]}
		}
		if err := r.Fetch(ctx, remote, depth, base, head); err != nil {
			return err
		}
	}
}
