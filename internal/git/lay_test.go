package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestLayCommits(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.write("gone/x", "1")
	base := f.commit("one")
	f.write("a", "2")
	f.git("rm", "--quiet", "-r", "gone")
	head := f.commit("two")
	f.write("a", "not committed")
	f.write("untracked", "1")
	f.git("stash", "push", "--quiet")
	f.write("a", "not committed")
	f.git("add", "a")
	for _, hook := range []string{"post-checkout", "reference-transaction", "post-index-change"} {
		f.write(".git/hooks/"+hook, "#!/bin/sh\ntouch '"+f.dir+"/hook-ran'\n")
		if err := os.Chmod(filepath.Join(f.dir, ".git/hooks", hook), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	done := f.untouched()
	trees := f.lay(f.open(), base, Head{SHA: head})
	sameContent(t, trees.Base, map[string]string{"a": "1", "gone/x": "1"})
	sameContent(t, trees.Head, map[string]string{"a": "2"})
	if len(trees.Base) != len(trees.Head) || filepath.Dir(trees.Base) != filepath.Dir(trees.Head) || filepath.Dir(trees.Base) != trees.Dir {
		t.Errorf("base %q and head %q are no siblings of one length", trees.Base, trees.Head)
	}
	if got := f.at(trees.Head).git("rev-parse", "HEAD"); got != head {
		t.Errorf("HEAD of head is %s, want %s", got, head)
	}
	if _, err := f.at(trees.Head).try("symbolic-ref", "HEAD"); err == nil {
		t.Error("head is on a branch")
	}
	if out := f.at(trees.Head).git("status", "--porcelain"); out != "" {
		t.Errorf("head is not clean: %s", out)
	}
	f.at(trees.Dir).write("bin/x", "1")
	if err := trees.Remove(); err != nil {
		t.Error(err)
	}
	if err := trees.Remove(); err != nil {
		t.Errorf("removing twice: %v", err)
	}
	done()
}

func TestLayKeepsOtherWorktrees(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	base := f.commit("one")
	top := filepath.Dir(f.dir)
	f.git("worktree", "add", "--quiet", filepath.Join(top, "away"), "-b", "away")
	f.git("worktree", "add", "--quiet", filepath.Join(top, "benchgate-0123456789ab-base"), "-b", "mine")
	if err := os.Rename(filepath.Join(top, "away"), filepath.Join(top, "unplugged")); err != nil {
		t.Fatal(err)
	}
	done := f.untouched()
	r := f.open()
	trees := f.lay(r, base, Head{Snapshot: true})
	if n, err := r.Sweep(context.Background()); n != 0 || err != nil {
		t.Errorf("sweep beside a live run: %d, %v", n, err)
	}
	sameContent(t, trees.Base, map[string]string{"a": "1"})
	if err := trees.Remove(); err != nil {
		t.Error(err)
	}
	done()
}

func TestLayConcurrently(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	base := f.commit("one")
	f.write("a", "2")
	done := f.untouched()
	var wg sync.WaitGroup
	errs := make(chan error, 100)
	for range 6 {
		wg.Go(func() {
			r, err := Open(context.Background(), f.dir, f.env)
			if err != nil {
				errs <- err
				return
			}
			for range 3 {
				errs <- layOnce(r, base)
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	done()
}

// layOnce is a run in short: sweep, lay, use, remove from two sides at once.
func layOnce(r *Repo, base string) error {
	if n, err := r.Sweep(context.Background()); err != nil {
		return fmt.Errorf("sweep %d: %w", n, err)
	}
	trees, err := r.Lay(context.Background(), base, Head{Snapshot: true})
	if err != nil {
		return err
	}
	for side, want := range map[string]string{trees.Base: "1", trees.Head: "2"} {
		if got, err := os.ReadFile(filepath.Join(side, "a")); err != nil || string(got) != want {
			return fmt.Errorf("%s holds %q, %v", side, got, err)
		}
	}
	other := make(chan error)
	go func() { other <- trees.Remove() }()
	return errors.Join(trees.Remove(), <-other)
}

func TestLayInterrupted(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	base := f.commit("one")
	f.write("b", "2")
	done := f.untouched()
	for _, step := range layingSteps {
		ctx, cancel := context.WithCancel(context.Background())
		r := f.open()
		r.step = func(name string) {
			if name == step {
				cancel()
			}
		}
		trees, err := r.Lay(ctx, base, Head{Snapshot: true})
		if !errors.Is(err, context.Canceled) || trees != nil {
			t.Errorf("cancelled at %q: %v, %v", step, trees, err)
		}
		cancel()
		done()
	}
}

// layingSteps are all steps between which Lay may be ended.
var layingSteps = []string{"room", "base named", "base added", "head named", "head added", "checked out", "head copied", "filled"}

// A git command that hangs, here in a filter, is ended with what it started.
func TestLayInterruptedInCommand(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the filter is a shell script")
	}
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.write(".gitattributes", "a filter=slow\n")
	base := f.commit("one")
	started := filepath.Join(filepath.Dir(f.dir), "started")
	f.git("config", "filter.slow.smudge", "echo >'"+started+"'; sleep 3600")
	f.git("config", "filter.slow.clean", "cat")
	done := f.untouched()
	r := f.open()
	ctx, cancel := context.WithCancel(context.Background())
	r.step = func(name string) {
		if name == "head added" {
			go func() {
				defer cancel()
				for range time.Tick(time.Millisecond) {
					if _, err := os.Stat(started); err == nil || ctx.Err() != nil {
						return
					}
				}
			}()
		}
	}
	_, err := r.Lay(ctx, base, Head{Snapshot: true}) // for an hour, if nothing ends it
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	done()
}

func TestLayErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		prepare    func(f *fixture)
		text, hint string
	}{
		{"no temporary directory", func(f *fixture) { f.env = append(f.env, "TMPDIR="+filepath.Join(f.temp, "none")) },
			"find the temporary directory", "TMPDIR"},
		{"temporary directory is a file", func(f *fixture) {
			f.env = append(f.env, "TMPDIR="+filepath.Join(f.dir, "..", "tmp", "..", "repo", "a"))
		},
			"temporary directory", "TMPDIR"},
		{"temporary directory in the tree", func(f *fixture) { f.write("t/x", ""); f.env = append(f.env, "TMPDIR="+filepath.Join(f.dir, "t")) },
			"inside the work tree", "TMPDIR"},
		{"cannot write to .git", func(f *fixture) { f.write(".git/worktrees", "in the way") },
			"worktrees", ".git/worktrees must be a directory"},
		{"object is missing", func(f *fixture) {
			sha := f.git("rev-parse", "HEAD:a")
			if err := os.Remove(filepath.Join(f.dir, ".git/objects", sha[:2], sha[2:])); err != nil {
				f.t.Fatal(err)
			}
		}, "unable to read", ""},
		{"filter fails", func(f *fixture) {
			f.git("config", "filter.lfs.smudge", "git-lfs-is-not-there smudge -- %f")
			f.git("config", "filter.lfs.required", "true")
		}, "git-lfs", "install git-lfs"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFixture(t, "repo")
			f.write(".gitattributes", "*.bin filter=lfs\n")
			f.write("x.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
			f.write("a", "1")
			base := f.commit("one")
			tt.prepare(f)
			r := f.open()
			done := f.untouched()
			_, err := r.Lay(context.Background(), base, Head{SHA: base})
			wantError(t, err, tt.text, tt.hint)
			done()
		})
	}
}

func TestLayPointers(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write(".gitattributes", "*.bin filter=lfs\n")
	f.write("d/x.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
	f.write("real.bin", "content")
	base := f.commit("one")
	trees := f.lay(f.open(), base, Head{SHA: base})
	if len(trees.Warnings) != 2 || !strings.Contains(trees.Warnings[0], `head: 1 files, such as "d/x.bin", are Git LFS pointers`) {
		t.Errorf("warnings %q", trees.Warnings)
	}
}

func TestLaySparse(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("in/a", "1")
	f.write("out/b", "1")
	base := f.commit("one")
	f.write("in/a", "2")
	head := f.commit("two")
	f.git("sparse-checkout", "set", "in")
	f.write("in/a", "3")
	done := f.untouched()
	trees := f.lay(f.open(), base, Head{SHA: head, Snapshot: true})
	sameContent(t, trees.Base, map[string]string{"in/a": "1"})
	sameContent(t, trees.Head, map[string]string{"in/a": "3"})
	if err := trees.Remove(); err != nil {
		t.Error(err)
	}
	done()
}

func TestLog(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.commit("one")
	r := f.open()
	var log []string
	r.Log = func(command string) { log = append(log, command) }
	if _, err := r.Resolve(context.Background(), "HEAD~0"); err != nil {
		t.Fatal(err)
	}
	if len(log) == 0 || log[0] != "git -C "+r.Root+` rev-parse --verify --end-of-options "HEAD~0"` {
		t.Errorf("log %q", log)
	}
}
