package git

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A fixture is a real repository in a directory of its own, with an
// environment that nobody's configuration reaches.
type fixture struct {
	t    *testing.T
	dir  string // top of the work tree
	temp string // TMPDIR
	env  []string
}

func newFixture(t *testing.T, name string) *fixture {
	t.Helper()
	f := newFixtureIn(t, t.TempDir(), name)
	f.git("init", "--quiet", "--initial-branch=main")
	return f
}

// newFixtureIn makes the directories of a fixture but no repository.
func newFixtureIn(t *testing.T, top, name string) *fixture {
	t.Helper()
	top, err := filepath.EvalSymlinks(top)
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{t: t, dir: filepath.Join(top, name), temp: filepath.Join(top, "tmp")}
	for _, dir := range []string{f.dir, f.temp, filepath.Join(top, "home")} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	f.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + filepath.Join(top, "home"), "TMPDIR=" + f.temp,
		"GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com",
		"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com",
	}
	return f
}

// at is the same fixture in another directory.
func (f *fixture) at(dir string) *fixture {
	other := *f
	other.dir = dir
	return &other
}

func (f *fixture) git(args ...string) string {
	f.t.Helper()
	out, err := f.try(args...)
	if err != nil {
		f.t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(out)
}

func (f *fixture) try(args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "protocol.file.allow=always", "-c", "core.hooksPath=/dev/null"}, args...)...)
	cmd.Dir, cmd.Env = f.dir, f.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (f *fixture) write(name, content string) {
	f.t.Helper()
	path := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) commit(message string) string {
	f.t.Helper()
	f.git("add", "--all")
	f.git("commit", "--quiet", "--allow-empty", "--message", message)
	return f.git("rev-parse", "HEAD")
}

func (f *fixture) open() *Repo {
	f.t.Helper()
	r, err := Open(context.Background(), f.dir, f.env)
	if err != nil {
		f.t.Fatal(err)
	}
	return r
}

// lay lays trees that go with the test.
func (f *fixture) lay(r *Repo, base string, head Head) *Trees {
	f.t.Helper()
	trees, err := r.Lay(context.Background(), base, head)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() {
		if err := trees.Remove(); err != nil {
			f.t.Error(err)
		}
	})
	return trees
}

// listing describes every file below dir: type, permissions, content. The
// index's time counts, too: nothing may refresh it.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		switch {
		case info.Mode().IsRegular():
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			all[rel] = fmt.Sprintf("%v %x", info.Mode(), sha256.Sum256(data))
			if d.Name() == "index" {
				all[rel] += info.ModTime().String()
			}
		case info.Mode()&fs.ModeSymlink != 0:
			target, err := os.Readlink(path)
			if err != nil {
				return err
			}
			all[rel] = "-> " + target
		default:
			all[rel] = info.Mode().String()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// untouched returns a check that nothing changed below dir, which includes
// .git, and that nothing is left in the temporary directory.
func (f *fixture) untouched() func() {
	f.t.Helper()
	before := listing(f.t, f.dir)
	return func() {
		f.t.Helper()
		if diff := cmp.Diff(before, listing(f.t, f.dir)); diff != "" {
			f.t.Errorf("the user's tree changed:\n%s", diff)
		}
		f.nothingLeft()
	}
}

func (f *fixture) nothingLeft() {
	f.t.Helper()
	if left := listing(f.t, f.temp); len(left) != 1 {
		f.t.Errorf("left in the temporary directory: %v", left)
	}
}

// content describes a tree without its .git, with files in clear.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		switch info, err := d.Info(); {
		case err != nil:
			return err
		case rel == ".git":
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(path)
			all[rel] = "-> " + target
			return err
		case d.Type().IsRegular():
			data, err := os.ReadFile(path)
			all[rel] = string(data)
			if info.Mode()&0o100 != 0 {
				all[rel] = "*" + all[rel]
			}
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func sameContent(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, content(t, dir)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", filepath.Base(dir), diff)
	}
}

// wantError checks an error's text and hint.
func wantError(t *testing.T, err error, text, hint string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", text)
	}
	if !strings.Contains(err.Error(), text) {
		t.Errorf("error %q, want one with %q", err, text)
	}
	if strings.Contains(err.Error(), "exit status") {
		t.Errorf("error %q shows an exit status", err)
	}
	var h interface{ Hint() string }
	if hint != "" && (!errors.As(err, &h) || !strings.Contains(h.Hint(), hint)) {
		t.Errorf("error %q lacks a hint with %q", err, hint)
		if h != nil {
			t.Logf("its hint: %q", h.Hint())
		}
	}
}
