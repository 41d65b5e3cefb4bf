package git

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

// change makes every kind of change to a work tree that holds what baseTree
// lists, without committing.
func change(f *fixture) {
	must := func(err error) {
		f.t.Helper()
		if err != nil {
			f.t.Fatal(err)
		}
	}
	path := func(name string) string { return filepath.Join(f.dir, name) }
	f.write("modified", "new")
	f.write("staged", "new")
	f.git("add", "staged")
	f.write("staged twice", "first")
	f.git("add", "staged twice")
	f.write("staged twice", "second")
	f.write("reverted", "new")
	f.git("add", "reverted")
	f.write("reverted", "old")
	must(os.Remove(path("deleted")))
	f.git("rm", "--quiet", "dir/deleted and staged")
	f.git("rm", "--quiet", "--cached", "forgotten", "now-ignored.log")
	f.git("mv", "renamed", "dir/new name")
	must(os.Chmod(path("script"), 0o777))
	f.write("untracked", "u")
	f.write("udir/deep/untracked", "u")
	f.write("x.log", "ignored")
	f.write("-n", "dash")
	f.write("a\nb\t\"c\"", "odd")
	f.git("add", "--intent-to-add", "-n")
	f.write("meant", "m")
	f.git("add", "--intent-to-add", "meant")
	must(os.Remove(path("becomes dir")))
	f.write("becomes dir/x", "x")
	must(os.RemoveAll(path("becomes file")))
	f.write("becomes file", "f")
	must(os.Remove(path("link")))
	must(os.Symlink("elsewhere", path("link")))
	must(os.RemoveAll(path("becomes link")))
	must(os.Symlink("dir", path("becomes link")))
	must(os.Remove(path("link to dir")))
	f.write("link to dir/y", "y")
	must(os.Symlink("/nowhere/absolute", path("outside")))
}

func changedFixture(t *testing.T) (f *fixture, base string) {
	if runtime.GOOS == "windows" {
		t.Skip("needs symbolic links and odd names")
	}
	f = newFixture(t, "repo")
	for _, name := range []string{"same", "modified", "staged", "staged twice", "reverted", "deleted", "forgotten",
		"now-ignored.log", "renamed", "dir/deleted and staged", "dir/kept", "script", "becomes dir", "becomes file/x", "becomes link/z"} {
		f.write(name, "old")
	}
	for name, target := range map[string]string{"link": "same", "link to dir": "dir"} {
		if err := os.Symlink(target, filepath.Join(f.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	base = f.commit("one")
	f.write(".gitignore", "*.log\n")
	f.git("add", ".gitignore")
	f.git("commit", "--quiet", "-m", "ignore")
	change(f)
	return f, base
}

func TestSnapshot(t *testing.T) {
	t.Parallel()
	f, base := changedFixture(t)
	r := f.open()
	done := f.untouched()
	trees := f.lay(r, base, Head{Snapshot: true})
	sameContent(t, trees.Head, map[string]string{
		".gitignore": "*.log\n", "same": "old", "modified": "new", "staged": "new", "staged twice": "second", "reverted": "old",
		"forgotten": "old", "dir/new name": "old", "dir/kept": "old", "script": "*old", "untracked": "u",
		"udir/deep/untracked": "u", "-n": "dash", "a\nb\t\"c\"": "odd", "meant": "m", "becomes dir/x": "x",
		"becomes file": "f", "link": "-> elsewhere", "becomes link": "-> dir", "link to dir/y": "y", "outside": "-> /nowhere/absolute",
	})
	if err := trees.Remove(); err != nil {
		t.Error(err)
	}
	done()
}

func TestChanged(t *testing.T) {
	t.Parallel()
	f, base := changedFixture(t)
	ctx, r := context.Background(), f.open()
	if dirty, err := r.Dirty(ctx); err != nil || !dirty {
		t.Errorf("dirty %v, %v", dirty, err)
	}
	want := []string{"-n", ".gitignore", "a\nb\t\"c\"", "becomes dir", "becomes dir/x", "becomes file", "becomes file/x",
		"becomes link", "becomes link/z", "deleted", "dir/deleted and staged", "dir/new name", "forgotten", "link",
		"link to dir", "link to dir/y", "meant", "modified", "now-ignored.log", "outside", "renamed", "script", "staged",
		"staged twice", "udir/deep/untracked", "untracked"}
	done := f.untouched()
	got, err := r.Changed(ctx, base, Head{Snapshot: true})
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("snapshot: got %q\nwant %q\n%v", got, want, err)
	}
	done()
	head := f.commit("all of it")
	if dirty, err := r.Dirty(ctx); err != nil || dirty {
		t.Errorf("dirty after the commit: %v, %v", dirty, err)
	}
	want = slices.DeleteFunc(want, func(s string) bool { return s == "forgotten" }) // it is as it was
	for _, what := range []Head{{SHA: head}, {SHA: head, Snapshot: true}} {
		if got, err := r.Changed(ctx, base, what); err != nil || !slices.Equal(got, want) {
			t.Errorf("%+v: got %q\nwant %q\n%v", what, got, want, err)
		}
	}
}

// A file whose time changed but not its content is no change, and neither is
// one that the user put back to what it was at base.
func TestChangedByContent(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.write("b", "1")
	base := f.commit("one")
	f.write("a", "2")
	f.commit("two")
	f.write("a", "1")
	f.write("b", "1")
	done := f.untouched()
	r := f.open()
	if got, err := r.Changed(context.Background(), base, Head{Snapshot: true}); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
	done()
}

func TestSnapshotOfConflict(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1\n")
	f.write("b", "1\n")
	base := f.commit("one")
	f.git("checkout", "--quiet", "-b", "topic")
	f.write("a", "topic\n")
	f.git("rm", "--quiet", "b")
	f.commit("topic")
	f.git("checkout", "--quiet", "main")
	f.write("a", "main\n")
	f.write("b", "main\n")
	f.commit("main")
	if _, err := f.try("merge", "topic"); err == nil {
		t.Fatal("no conflict")
	}
	f.write("a", "resolved\n")
	done := f.untouched()
	trees := f.lay(f.open(), base, Head{Snapshot: true})
	sameContent(t, trees.Head, map[string]string{"a": "resolved\n", "b": "main\n"})
	if err := trees.Remove(); err != nil {
		t.Error(err)
	}
	done()
}

func TestSnapshotWhileHeadMoves(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	base := f.commit("one")
	f.write("a", "1")
	r := f.open()
	r.step = func(name string) {
		if name == "checked out" {
			f.commit("two")
		}
	}
	_, err := r.Lay(context.Background(), base, Head{Snapshot: true})
	wantError(t, err, "HEAD moved", "run again")
	f.nothingLeft()
}

// Repositories inside the work tree are copied, linked worktrees of the same
// one are not.
func TestSnapshotOfNested(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	base := f.commit("one")
	nested := f.at(filepath.Join(f.dir, "nested"))
	nested.write("go.mod", "module nested")
	nested.git("init", "--quiet")
	nested.write(".gitignore", "ignored\n")
	nested.commit("nested")
	nested.write("untracked", "u")
	nested.write("ignored", "i")
	deeper := f.at(filepath.Join(f.dir, "nested", "deeper"))
	deeper.write("d", "d")
	deeper.git("init", "--quiet")
	f.git("worktree", "add", "--quiet", "wt", "-b", "other")
	r, ctx := f.open(), context.Background()
	done := f.untouched()
	trees := f.lay(r, base, Head{Snapshot: true})
	sameContent(t, trees.Head, map[string]string{"a": "1", "nested/go.mod": "module nested",
		"nested/.gitignore": "ignored\n", "nested/untracked": "u", "nested/deeper/d": "d"})
	if got, err := r.Changed(ctx, base, Head{Snapshot: true}); err != nil || !slices.Equal(got, []string{"nested"}) {
		t.Errorf("changed %q, %v", got, err)
	}
	if err := trees.Remove(); err != nil {
		t.Error(err)
	}
	done()
	if err := os.RemoveAll(nested.dir); err != nil {
		t.Fatal(err)
	}
	if dirty, err := r.Dirty(ctx); err != nil || dirty {
		t.Errorf("dirty for a linked worktree: %v, %v", dirty, err)
	}
}

func TestSnapshotLineEndings(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.git("config", "core.autocrlf", "true")
	f.write("same", "1\n")
	f.write("changed", "1\n")
	base := f.commit("one")
	f.write("changed", "2\n")
	f.write("new", "n\r\nm\n")
	trees := f.lay(f.open(), base, Head{Snapshot: true})
	sameContent(t, trees.Base, map[string]string{"same": "1\r\n", "changed": "1\r\n"})
	sameContent(t, trees.Head, map[string]string{"same": "1\r\n", "changed": "2\n", "new": "n\r\nm\n"})
}
