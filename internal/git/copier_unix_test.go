//go:build !windows

package git

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestCopier(t *testing.T) {
	src, dst, outside := t.TempDir(), t.TempDir(), t.TempDir()
	for _, dir := range []string{src, dst} {
		for _, name := range []string{"d", "file"} {
			if err := os.Mkdir(filepath.Join(dir, name), 0o777); err != nil {
				t.Fatal(err)
			}
		}
	}
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(src, "d/x"), "new")
	write(filepath.Join(dst, "d/x"), "old")
	write(filepath.Join(dst, "d/gone"), "old")
	write(filepath.Join(outside, "x"), "theirs")
	for link, target := range map[string]string{filepath.Join(dst, "way"): outside, filepath.Join(src, "out"): outside} {
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(src, "way"), 0o777); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(src, "way/x"), "mine")
	c, err := newCopier(src, dst)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	for _, path := range []string{"d/x", "d/gone", "d", "way/x", "none/at/all", "d/x/below"} {
		if err := c.copy(path); err != nil {
			t.Errorf("copy %q: %v", path, err)
		}
	}
	sameContent(t, dst, map[string]string{"d/x": "new", "way/x": "mine"})
	sameContent(t, outside, map[string]string{"x": "theirs"})
	if err := c.copy("out/x"); err == nil {
		t.Error("copied through a link that leads out")
	}
	for _, path := range []string{"way/x", "d/x/below", "none/at/all"} {
		if err := c.remove(path); err != nil {
			t.Errorf("remove %q: %v", path, err)
		}
	}
	if _, err := os.Lstat(filepath.Join(dst, "d/x")); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(filepath.Join(dst, "way")); err == nil {
		t.Error("an empty directory is left")
	}
}

// Opening a FIFO would wait for somebody to write to it.
func TestSnapshotOfFIFO(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.write("pipe", "1")
	base := f.commit("one")
	if err := os.Remove(filepath.Join(f.dir, "pipe")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(f.dir, "pipe"), 0o666); err != nil {
		t.Fatal(err)
	}
	trees := f.lay(f.open(), base, Head{Snapshot: true})
	sameContent(t, trees.Head, map[string]string{"a": "1"})
	if len(trees.Warnings) != 1 || !strings.Contains(trees.Warnings[0], `"pipe" is neither a file nor a symbolic link`) {
		t.Errorf("warnings %q", trees.Warnings)
	}
}

func TestSnapshotOfUnreadable(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	base := f.commit("one")
	f.write("secret", "1")
	if err := os.Chmod(filepath.Join(f.dir, "secret"), 0); err != nil {
		t.Fatal(err)
	}
	r := f.open()
	asUser(t, func() {
		_, err := r.Lay(context.Background(), base, Head{Snapshot: true})
		if err == nil || !strings.Contains(err.Error(), "secret") {
			t.Errorf("got %v", err)
		}
	})
	f.nothingLeft()
}
