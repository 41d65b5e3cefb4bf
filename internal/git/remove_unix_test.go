//go:build !windows

package git

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// readOnlyTree makes a tree such as Go's module cache leaves.
func readOnlyTree(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{"mod/x/y", "mod/z"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name, "f"), []byte("x"), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"mod/x/y", "mod/x", "mod/z", "mod"} {
		if err := os.Chmod(filepath.Join(dir, name), 0o500); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "mod/z"), 0); err != nil {
		t.Fatal(err)
	}
}

func TestRemoveReadOnly(t *testing.T) {
	f := newFixture(t, "repo")
	f.commit("one")
	outside := t.TempDir()
	if err := os.Chmod(outside, 0o500); err != nil {
		t.Fatal(err)
	}
	done := f.untouched()
	trees := f.lay(f.open(), "HEAD", Head{SHA: "HEAD"})
	readOnlyTree(t, trees.Head)
	readOnlyTree(t, trees.Dir)
	if err := os.Symlink(outside, filepath.Join(trees.Base, "link")); err != nil {
		t.Fatal(err)
	}
	asUser(t, func() {
		if _, err := os.ReadDir(filepath.Join(trees.Head, "mod/z")); err == nil {
			t.Error("the directory can be read: this test proves nothing")
		}
		if err := trees.Remove(); err != nil {
			t.Error(err)
		}
	})
	if info, err := os.Stat(outside); err != nil || info.Mode().Perm() != 0o500 {
		t.Errorf("what a link leads to was changed: %v, %v", info.Mode(), err)
	}
	done()
}

// A process that a benchmark left behind may go on writing for a while.
func TestRemoveWhileWritten(t *testing.T) {
	f := newFixture(t, "repo")
	f.commit("one")
	done := f.untouched()
	trees := f.lay(f.open(), "HEAD", Head{SHA: "HEAD"})
	begun, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for i := range 20_000 {
			if i == 100 {
				close(begun)
			}
			dir := filepath.Join(trees.Head, "tmp", strconv.Itoa(i%50))
			if os.Mkdir(filepath.Dir(dir), 0o777) == nil || os.Mkdir(dir, 0o777) == nil {
				continue
			}
		}
	}()
	<-begun
	if err := trees.Remove(); err != nil {
		t.Error(err)
	}
	<-ended
	done()
}

// A terminal's Ctrl-C goes to its foreground process group: git is not in it.
func TestCommandsHaveTheirOwnGroup(t *testing.T) {
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.write(".gitattributes", "a filter=tell\n")
	f.commit("one")
	told := filepath.Join(filepath.Dir(f.dir), "told")
	f.git("config", "filter.tell.smudge", "ps -o pgid= -p $$ > '"+told+"'; cat")
	if _, err := exec.LookPath("ps"); err != nil {
		f.git("config", "filter.tell.smudge", "cut -d' ' -f5 /proc/$$/stat > '"+told+"'; cat")
	}
	f.lay(f.open(), "HEAD", Head{SHA: "HEAD"})
	data, err := os.ReadFile(told)
	if err != nil {
		t.Fatal(err)
	}
	group, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil || group == syscall.Getpgrp() {
		t.Errorf("git runs in group %q, %v; this process in %d", data, err, syscall.Getpgrp())
	}
}

func TestSweepSparesOtherUsers(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can give a directory away")
	}
	f := newFixture(t, "repo")
	f.commit("one")
	dir := filepath.Join(f.temp, "benchgate-0123456789ab")
	f.at(dir).write(ownerFile, f.dir+"/.git")
	if err := os.Chown(dir, 1, 1); err != nil {
		t.Fatal(err)
	}
	if n, err := f.open().Sweep(context.Background()); n != 0 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	if _, err := os.Stat(filepath.Join(dir, ownerFile)); err != nil {
		t.Error(err)
	}
}

// A kill may come while git is at work, and its filters go on.
func TestSweepAfterKillInCommand(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.write(".gitattributes", "a filter=slow\n")
	f.commit("one")
	f.commit("two")
	started := filepath.Join(filepath.Dir(f.dir), "started")
	f.git("config", "filter.slow.smudge", "touch '"+started+"'; sleep 1; cat")
	f.git("config", "filter.slow.clean", "cat")
	done := f.untouched()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := f.doomed(ctx, "never")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for ctx.Err() == nil {
		if _, err := os.Stat(started); err == nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); ctx.Err() != nil || err == nil {
		t.Fatalf("the run ended by itself: %v", err)
	}
	r, swept := f.open(), 0
	for swept == 0 && ctx.Err() == nil {
		n, err := r.Sweep(ctx)
		if err != nil {
			t.Fatal(err)
		}
		swept += n
		time.Sleep(50 * time.Millisecond)
	}
	if swept != 1 {
		t.Errorf("swept %d", swept)
	}
	done()
}
