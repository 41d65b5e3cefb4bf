package git

import (
	"context"
	"errors"
	"slices"
	"testing"
)

func TestResolve(t *testing.T) {
	f := newFixture(t, "repo")
	f.write("a", "1")
	first := f.commit("one")
	f.git("tag", "-a", "-m", "x", "v1.0.0")
	f.git("branch", "feature/parser")
	second := f.commit("two")
	f.git("branch", "-f", "odd", "HEAD")
	r := f.open()
	for rev, want := range map[string]string{
		"HEAD": second, "main": second, "HEAD~1": first, "v1.0.0": first, first: first,
		first[:10]: first, "feature/parser": first, ":/one": first, "@": second,
	} {
		if got, err := r.Resolve(context.Background(), rev); err != nil || got != want {
			t.Errorf("Resolve(%q) = %q, %v; want %q", rev, got, err, want)
		}
	}
	for _, tt := range []struct{ rev, text, hint string }{
		{"", "empty", ""},
		{"-n", "dash", ""},
		{"--output=/tmp/x", "dash", ""},
		{"main\nHEAD", "line feed", ""},
		{"mian", "no such branch", "did you mean main?"},
		{"feature/parsre", "no such branch", "feature/parser"},
		{"v1.0.1", "no such branch", "v1.0.0"},
		{"HEAD^{tree}", "it is a tree", ""},
		{"HEAD:a", "it is a blob", ""},
		{"something-else-entirely", "no such branch", ""},
		{"0123456789012345678901234567890123456789", "no such", "git fetch origin 0123"},
	} {
		_, err := r.Resolve(context.Background(), tt.rev)
		wantError(t, err, tt.text, tt.hint)
	}
}

func TestResolveBeforeFirstCommit(t *testing.T) {
	f := newFixture(t, "repo")
	f.write("a", "1")
	r := f.open()
	_, err := r.Resolve(context.Background(), "HEAD")
	wantError(t, err, "no commit yet", "commit something first")
	if dirty, err := r.Dirty(context.Background()); err != nil || !dirty {
		t.Errorf("dirty %v, %v", dirty, err)
	}
	_, err = r.Lay(context.Background(), "HEAD", Head{Snapshot: true})
	wantError(t, err, "no commit yet", "")
	f.nothingLeft()
}

func TestDefaultBase(t *testing.T) {
	f := newFixture(t, "repo")
	f.commit("one")
	r := f.open()
	want := func(name string) {
		t.Helper()
		if got, err := r.DefaultBase(context.Background()); err != nil || got != name {
			t.Errorf("DefaultBase = %q, %v; want %q", got, err, name)
		}
	}
	want("main")
	f.git("branch", "--move", "main", "work")
	_, err := r.DefaultBase(context.Background())
	wantError(t, err, "find the default branch", "--base")
	f.git("config", "init.defaultBranch", "trunk")
	f.git("branch", "trunk")
	want("trunk")
	f.git("branch", "master")
	want("master")
	f.git("remote", "add", "upstream", f.dir)
	f.git("update-ref", "refs/remotes/upstream/main", "HEAD")
	want("upstream/main")
	f.git("remote", "add", "origin", f.dir)
	f.git("update-ref", "refs/remotes/origin/master", "HEAD")
	want("origin/master")
	f.git("update-ref", "refs/remotes/origin/main", "HEAD")
	want("origin/main")
	f.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
	want("origin/main")
	f.git("update-ref", "refs/remotes/origin/release/7", "HEAD")
	f.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/release/7")
	want("origin/release/7")
	f.git("branch", "origin/release/7")
	name, err := r.DefaultBase(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if full := f.git("rev-parse", "--symbolic-full-name", name); full != "refs/remotes/origin/release/7" {
		t.Errorf("beside a branch of the same name: %q means %s", name, full)
	}
}

func TestMergeBaseAndParents(t *testing.T) {
	f := newFixture(t, "repo")
	root := f.commit("root")
	f.git("checkout", "--quiet", "-b", "topic")
	topic := f.commit("topic")
	f.git("checkout", "--quiet", "main")
	side := f.commit("main goes on")
	f.git("merge", "--quiet", "--no-edit", "topic")
	merge := f.git("rev-parse", "HEAD")
	f.git("checkout", "--quiet", "--orphan", "lonely")
	lonely := f.commit("lonely")
	r, ctx := f.open(), context.Background()
	if got, err := r.MergeBase(ctx, side, "topic"); err != nil || got != root {
		t.Errorf("merge base %q, %v; want %q", got, err, root)
	}
	if got, err := r.Parents(ctx, merge); err != nil || !slices.Equal(got, []string{side, topic}) {
		t.Errorf("parents %q, %v", got, err)
	}
	if got, err := r.Parents(ctx, root); err != nil || len(got) != 0 {
		t.Errorf("parents of the root %q, %v", got, err)
	}
	_, err := r.MergeBase(ctx, lonely, merge)
	wantError(t, err, "no common ancestor", "--base")
	if errors.Is(err, ErrShallow) {
		t.Errorf("%v blames a shallow clone", err)
	}
}

func TestNearest(t *testing.T) {
	if got := nearest("main", []string{"origin/main", "topic", "maim"}); !slices.Equal(got, []string{"origin/main", "maim"}) {
		t.Errorf("nearest = %q", got)
	}
}
