package git

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestOpenPaths(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"plain", "with space", "ünï→", "-dash", "quote'\"$(x)", "line\nfeed", "end\n"} {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS == "windows" && strings.ContainsAny(name, "\n\"") {
				t.Skip("no such names on Windows")
			}
			f := newFixture(t, name)
			f.write("a/b/x", "1")
			base := f.commit("one")
			r, err := Open(context.Background(), filepath.Join(f.dir, "a", "b"), f.env)
			if err != nil {
				t.Fatal(err)
			}
			if r.Root != f.dir || r.Prefix != filepath.Join("a", "b") || r.GitDir != filepath.Join(f.dir, ".git") || r.CommonDir != r.GitDir {
				t.Errorf("got root %q prefix %q git dir %q common dir %q", r.Root, r.Prefix, r.GitDir, r.CommonDir)
			}
			done := f.untouched()
			trees := f.lay(r, base, Head{Snapshot: true})
			sameContent(t, trees.Head, map[string]string{"a/b/x": "1"})
			if err := trees.Remove(); err != nil {
				t.Error(err)
			}
			done()
		})
	}
}

func TestOpenErrors(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.commit("one")
	top := filepath.Dir(f.dir)
	f.at(top).git("clone", "--quiet", "--bare", f.dir, "bare.git")
	tests := []struct {
		name, dir  string
		env        []string
		text, hint string
	}{
		{"outside", filepath.Join(top, "home"), f.env, "not a git repository", "run in the work tree"},
		{"bare", filepath.Join(top, "bare.git"), f.env, "bare repository", "git worktree add"},
		{"git directory", filepath.Join(f.dir, ".git"), f.env, "not inside the work tree", "not in .git"},
		{"no directory", filepath.Join(top, "none"), f.env, "no such file", ""},
		{"a file", filepath.Join(f.dir, "a"), f.env, "not a directory", ""},
		{"no git", f.dir, []string{"PATH=/nowhere:relative"}, "find git", "install git"},
		{"no PATH", f.dir, []string{"HOME=/"}, "find git", "install git"},
		{"other owner", f.dir, append(f.env, "GIT_TEST_ASSUME_DIFFERENT_OWNER=1"), "dubious ownership", "git config --global --add safe.directory"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open(context.Background(), tt.dir, tt.env)
			wantError(t, err, tt.text, tt.hint)
		})
	}
}

func TestOpenOldGit(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in is a shell script")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "git"), []byte("#!/bin/sh\necho git version 1.8.3.1\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), dir, []string{"PATH=" + dir})
	wantError(t, err, "git 1.8 is too old", "install git 2.30")
}

func TestParseVersion(t *testing.T) {
	tests := []struct {
		in           string
		major, minor int
		ok           bool
	}{
		{"git version 2.39.5\n", 2, 39, true},
		{"git version 2.39.5 (Apple Git-154)\n", 2, 39, true},
		{"git version 2.45.1.windows.1\n", 2, 45, true},
		{"git version 3.0\n", 3, 0, true},
		{"git version 2\n", 0, 0, false},
		{"git version x.y\n", 0, 0, false},
		{"", 0, 0, false},
	}
	for _, tt := range tests {
		major, minor, ok := parseVersion(tt.in)
		if ok != tt.ok || ok && (major != tt.major || minor != tt.minor) {
			t.Errorf("parseVersion(%q) = %d, %d, %v", tt.in, major, minor, ok)
		}
	}
}

// A hook gets GIT_DIR and GIT_INDEX_FILE, relative to the top of the tree.
func TestOpenInHook(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("sub/a", "1")
	base := f.commit("one")
	for _, dir := range []string{f.dir, filepath.Join(f.dir, "sub")} {
		for _, gitDir := range []string{".git", filepath.Join(f.dir, ".git")} {
			env := append(f.env, "GIT_DIR="+gitDir, "GIT_INDEX_FILE=.git/index", "GIT_PREFIX=sub/", "GIT_OBJECT_DIRECTORY=/nowhere")
			r, err := Open(context.Background(), dir, env)
			if err != nil {
				t.Fatalf("in %s with GIT_DIR=%s: %v", dir, gitDir, err)
			}
			if r.Root != f.dir || r.index != filepath.Join(f.dir, ".git", "index") {
				t.Errorf("in %s with GIT_DIR=%s: root %q, index %q", dir, gitDir, r.Root, r.index)
			}
			done := f.untouched()
			trees := f.lay(r, base, Head{Snapshot: true})
			sameContent(t, trees.Base, map[string]string{"sub/a": "1"})
			if err := trees.Remove(); err != nil {
				t.Error(err)
			}
			done()
		}
	}
}

// A user may keep the git directory elsewhere and name it by variables.
func TestOpenByVariables(t *testing.T) {
	t.Parallel()
	other := newFixture(t, "other")
	other.commit("elsewhere")
	f := newFixture(t, "repo")
	f.write("a", "1")
	base := f.commit("one")
	store := filepath.Join(filepath.Dir(f.dir), "store")
	if err := os.Rename(filepath.Join(f.dir, ".git"), store); err != nil {
		t.Fatal(err)
	}
	plain := f.env
	f.env = append(f.env, "GIT_DIR="+store, "GIT_WORK_TREE="+f.dir)
	f.write("b", "2")
	r := f.open()
	if r.GitDir != store || r.Root != f.dir {
		t.Errorf("git dir %q, root %q", r.GitDir, r.Root)
	}
	trees := f.lay(r, base, Head{Snapshot: true})
	sameContent(t, trees.Head, map[string]string{"a": "1", "b": "2"})
	_, err := Open(context.Background(), other.dir, f.env)
	wantError(t, err, "not inside the work tree", "")
	_, err = Open(context.Background(), f.dir, plain)
	wantError(t, err, "not a git repository", "")
}

func TestCleanEnv(t *testing.T) {
	env := []string{"HOME=/h", "GIT_DIR=x", "GIT_WORK_TREE=x", "GIT_INDEX_FILE=x", "GIT_OBJECT_DIRECTORY=x",
		"GIT_ALTERNATE_OBJECT_DIRECTORIES=x", "GIT_COMMON_DIR=x", "GIT_PREFIX=x", "GIT_NAMESPACE=x",
		"GIT_LITERAL_PATHSPECS=1", "GIT_EXTERNAL_DIFF=x", "GIT_QUARANTINE_PATH=x", "GIT_SHALLOW_FILE=x",
		"GIT_SSH_COMMAND=ssh", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=a.b", "GIT_CONFIG_VALUE_0=c", "MY_GIT_DIR=y"}
	want := []string{"HOME=/h", "GIT_SSH_COMMAND=ssh", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=a.b", "GIT_CONFIG_VALUE_0=c", "MY_GIT_DIR=y"}
	if got := strings.Join(CleanEnv(env), "|"); got != strings.Join(want, "|") {
		t.Errorf("got %s", got)
	}
}

// Everything that can be asked for runs in each of these.
func TestKindsOfRepository(t *testing.T) {
	t.Parallel()
	top := newFixture(t, "repo")
	top.write("a", "1")
	top.commit("one")
	top.write("a", "2")
	top.commit("two")
	parent := filepath.Dir(top.dir)
	top.git("worktree", "add", "--quiet", "--detach", filepath.Join(parent, "linked"))
	top.at(parent).git("clone", "--quiet", "--bare", top.dir, "bare.git")
	top.at(filepath.Join(parent, "bare.git")).git("worktree", "add", "--quiet", filepath.Join(parent, "of bare"), "main")
	top.at(parent).git("init", "--quiet", "--separate-git-dir="+filepath.Join(parent, "apart.git"), "apart")
	top.at(filepath.Join(parent, "apart")).git("pull", "--quiet", top.dir, "main")
	for _, name := range []string{"repo", "linked", "of bare", "apart"} {
		t.Run(name, func(t *testing.T) {
			f := top.at(filepath.Join(parent, name))
			f.t = t
			f.write("a", "3")
			r := f.open()
			done := top.at(parent).untouched()
			trees := f.lay(r, "HEAD~1", Head{Snapshot: true})
			sameContent(t, trees.Base, map[string]string{"a": "1"})
			sameContent(t, trees.Head, map[string]string{"a": "3"})
			if changed, err := r.Changed(context.Background(), "HEAD~1", Head{Snapshot: true}); err != nil || len(changed) != 1 {
				t.Errorf("changed %q, %v", changed, err)
			}
			if dirty, err := r.Dirty(context.Background()); err != nil || !dirty {
				t.Errorf("dirty %v, %v", dirty, err)
			}
			if err := trees.Remove(); err != nil {
				t.Error(err)
			}
			done()
		})
	}
}
