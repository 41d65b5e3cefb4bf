package git

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
)

// shallowClone makes a history whose main and topic parted 40 commits ago, a
// merge of both, and a clone of that merge alone, as a CI checkout is.
func shallowClone(t *testing.T) (clone *fixture, base, fork, merge string) {
	t.Helper()
	f := newFixture(t, "source")
	f.commit("root")
	f.write("a", "1")
	fork = f.commit("fork")
	tree := f.git("rev-parse", "HEAD^{tree}")
	tips := map[string]string{"main": fork, "topic": fork}
	for i := range 40 {
		for _, branch := range []string{"main", "topic"} {
			tips[branch] = f.git("commit-tree", tree, "-p", tips[branch], "-m", fmt.Sprint(branch, i))
		}
	}
	merge = f.git("commit-tree", tree, "-p", tips["main"], "-p", tips["topic"], "-m", "merge")
	f.git("update-ref", "refs/heads/main", tips["main"])
	f.git("update-ref", "refs/pull/1/merge", merge)
	top := filepath.Dir(f.dir)
	clone = f.at(filepath.Join(top, "clone"))
	clone.write(".keep", "")
	clone.git("init", "--quiet")
	clone.git("remote", "add", "origin", "file://"+filepath.ToSlash(f.dir))
	clone.git("fetch", "--quiet", "--depth=1", "origin", merge)
	clone.git("checkout", "--quiet", "--detach", merge)
	return clone, tips["main"], fork, merge
}

func TestShallow(t *testing.T) {
	t.Parallel()
	f, base, _, merge := shallowClone(t)
	ctx, r := context.Background(), f.open()
	if shallow, err := r.Shallow(ctx); err != nil || !shallow {
		t.Errorf("shallow %v, %v", shallow, err)
	}
	parents, err := r.Parents(ctx, merge)
	if err != nil || len(parents) != 2 || parents[0] != base {
		t.Errorf("parents %q, %v: a merge checkout must be seen to be one", parents, err)
	}
	_, err = r.Resolve(ctx, base)
	wantError(t, err, "no such commit here", "git fetch --depth=1 origin "+base)
	wantError(t, err, "shallow", "fetch-depth: 0")
	_, err = r.Resolve(ctx, "HEAD~3")
	wantError(t, err, "shallow", "git fetch --unshallow")
	_, err = r.MergeBase(ctx, base, merge)
	wantError(t, err, "shallow", "git fetch --unshallow")
	if !errors.Is(err, ErrShallow) {
		t.Errorf("%v is no ErrShallow", err)
	}
	f.git("fetch", "--quiet", "--depth=1", "origin", base)
	_, err = r.MergeBase(ctx, base, merge)
	wantError(t, err, "no common ancestor in what is here", "fetch-depth: 0")
}

func TestComplete(t *testing.T) {
	t.Parallel()
	f, base, fork, merge := shallowClone(t)
	ctx, r := context.Background(), f.open()
	refs, fetchHead := f.git("for-each-ref"), listing(t, f.dir)[".git/FETCH_HEAD"]
	if err := r.Complete(ctx, merge, base); err != nil {
		t.Fatal(err)
	}
	parents, err := r.Parents(ctx, merge)
	if err != nil {
		t.Fatal(err)
	}
	topic := parents[1]
	if err := r.Complete(ctx, topic, base); err != nil {
		t.Fatal(err)
	}
	if got, err := r.MergeBase(ctx, base, topic); err != nil || got != fork {
		t.Errorf("merge base %q, %v; want %q", got, err, fork)
	}
	if now := f.git("for-each-ref"); now != refs {
		t.Errorf("refs changed from %q to %q", refs, now)
	}
	if now := listing(t, f.dir)[".git/FETCH_HEAD"]; now != fetchHead {
		t.Error("FETCH_HEAD was written")
	}
	trees := f.lay(r, fork, Head{SHA: merge})
	sameContent(t, trees.Base, map[string]string{"a": "1"})
}

func TestCompleteUnrelated(t *testing.T) {
	t.Parallel()
	f, base, _, _ := shallowClone(t)
	source := f.at(filepath.Join(filepath.Dir(f.dir), "source"))
	lonely := source.git("commit-tree", base+"^{tree}", "-m", "lonely")
	source.git("update-ref", "refs/heads/lonely", lonely)
	f.git("fetch", "--quiet", "--depth=1", "origin", lonely)
	err := f.open().Complete(context.Background(), lonely, base)
	wantError(t, err, "no common ancestor", "--base")
}

func TestFetchErrors(t *testing.T) {
	t.Parallel()
	f, base, _, merge := shallowClone(t)
	ctx, r := context.Background(), f.open()
	wantError(t, r.Fetch(ctx, "--upload-pack=touch x", Depth{}, base), "no such remote", "")
	wantError(t, r.Fetch(ctx, "origin", Depth{}, "+main:main"), "not the full hash", "")
	wantError(t, r.Fetch(ctx, "nowhere", Depth{}, base), `fetch from "nowhere"`, "")
	wantError(t, r.Fetch(ctx, "origin", Depth{}, "0123456789012345678901234567890123456789"), "fetch from", "")
	f.git("remote", "remove", "origin")
	wantError(t, r.Complete(ctx, merge, base), "no remote", "fetch-depth: 0")
}

func TestBring(t *testing.T) {
	t.Parallel()
	f, base, fork, _ := shallowClone(t)
	ctx, r := context.Background(), f.open()
	source := f.at(filepath.Join(filepath.Dir(f.dir), "source"))
	source.git("tag", "--annotate", "--message=x", "v1", fork)
	source.git("branch", "both", base)
	source.git("tag", "both", fork)
	for _, tt := range []struct{ rev, want string }{
		{"main", base}, {"origin/main", base}, {"v1", fork}, {"both", base}, {fork, fork},
	} {
		if got, err := r.Bring(ctx, tt.rev); err != nil || got != tt.want {
			t.Errorf("%s: got %.12s, want %.12s; %v", tt.rev, got, tt.want, err)
		}
		if _, err := r.Resolve(ctx, tt.want); err != nil {
			t.Errorf("%s: it is not here: %v", tt.rev, err)
		}
	}
	if shallow, err := r.Shallow(ctx); err != nil || !shallow {
		t.Errorf("shallow %v, %v: more came than was asked for", shallow, err)
	}
	if refs := f.git("for-each-ref"); refs != "" {
		t.Errorf("there are refs now: %s", refs)
	}
	for rev, want := range map[string]string{
		"absent": "origin has no branch or tag of that name", "--upload-pack=x": "no plain name", "main:x": "no plain name",
		"../x": "no plain name", "0123456789012345678901234567890123456789": "fetch from",
	} {
		_, err := r.Bring(ctx, rev)
		wantError(t, err, want, "")
	}
	f.git("remote", "remove", "origin")
	_, err := r.Bring(ctx, "main")
	wantError(t, err, "no remote", "")
}
