package git

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary stand in for a run that is killed.
func TestMain(m *testing.M) {
	if step := os.Getenv("LAY_AND_DIE_AT"); step != "" {
		fmt.Println(layAndDie(step))
		os.Exit(1)
	}
	status := m.Run()
	if template.top != "" {
		if err := os.RemoveAll(template.top); err != nil {
			fmt.Println(err)
			status = 1
		}
	}
	os.Exit(status)
}

// layAndDie lays trees of the current directory, or removes them, up to a step
// where the process kills itself.
func layAndDie(step string) error {
	ctx := context.Background()
	r, err := Open(ctx, ".", nil)
	if err != nil {
		return err
	}
	die := func() {
		if p, err := os.FindProcess(os.Getpid()); err == nil {
			if err = p.Kill(); err == nil {
				select {} // the signal is on its way
			}
			panic(err)
		}
	}
	r.step = func(name string) {
		if name == step {
			die()
		}
	}
	trees, err := r.Lay(ctx, "HEAD~1", Head{Snapshot: true})
	if err != nil {
		return err
	}
	switch step {
	case "laid":
		die()
	case "half removed":
		if err := removeEntries(r.CommonDir, filepath.Base(trees.Dir)); err != nil {
			return err
		}
		if err := os.RemoveAll(trees.Base); err != nil {
			return err
		}
		die()
	case "nearly removed":
		if err := trees.room.empty(); err != nil {
			return err
		}
		if err := os.Remove(filepath.Join(trees.Dir, ownerFile)); err != nil {
			return err
		}
		die()
	}
	return fmt.Errorf("no step %q", step)
}

// doomed is the command that runs layAndDie in the repository.
func (f *fixture) doomed(ctx context.Context, step string) *exec.Cmd {
	f.t.Helper()
	self, err := os.Executable()
	if err != nil {
		f.t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Dir, cmd.Env = f.dir, append(f.env, "LAY_AND_DIE_AT="+step)
	return cmd
}

func (f *fixture) layAndDie(step string) {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := f.doomed(ctx, step)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err == nil || out.Len() > 0 {
		f.t.Fatalf("%s: %v %s", step, err, &out)
	}
}

func TestSweepAfterKill(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.commit("one")
	f.commit("two")
	f.write("a", "2")
	r := f.open()
	done := f.untouched()
	for _, step := range append(layingSteps, "laid", "half removed") {
		f.layAndDie(step)
		if left := listing(t, f.temp); len(left) < 2 {
			t.Fatalf("%s: the killed run left nothing to sweep", step)
		}
		if n, err := r.Sweep(context.Background()); n != 1 || err != nil {
			t.Errorf("%s: swept %d, %v", step, n, err)
		}
		done()
	}
}

func TestSweepNearlyRemoved(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.write("a", "1")
	f.commit("one")
	f.commit("two")
	done := f.untouched()
	f.layAndDie("nearly removed")
	// The entries went before the owner's file did; here they stayed, as when
	// the system cleared the temporary directory.
	if err := os.RemoveAll(f.temp); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(f.temp, 0o777); err != nil {
		t.Fatal(err)
	}
	if n, err := f.open().Sweep(context.Background()); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	done()
	if err := os.Mkdir(filepath.Join(f.temp, "benchgate-0123456789ab"), 0o700); err != nil {
		t.Fatal(err)
	}
	if n, err := f.open().Sweep(context.Background()); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	f.nothingLeft()
}

// What a run with another TMPDIR, or in another repository, left is found too.
func TestSweepElsewhere(t *testing.T) {
	t.Parallel()
	f, g := newFixture(t, "repo"), newFixture(t, "other")
	for _, f := range []*fixture{f, g} {
		f.write("a", "1")
		f.commit("one")
		f.commit("two")
	}
	doneF, doneG := f.untouched(), g.untouched()
	f.layAndDie("laid")
	f.env = append(f.env, "TMPDIR="+g.temp)
	if n, err := f.open().Sweep(context.Background()); n != 1 || err != nil {
		t.Errorf("other TMPDIR: swept %d, %v", n, err)
	}
	doneF()
	g.layAndDie("laid")
	if n, err := f.open().Sweep(context.Background()); n != 1 || err != nil {
		t.Errorf("other repository: swept %d, %v", n, err)
	}
	doneG()
}

// git may be killed before it noted where the worktree is.
func TestSweepUnfinishedEntry(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.commit("one")
	r := f.open()
	done := f.untouched()
	entry := ".git/worktrees/benchgate-0123456789ab-base"
	f.write(entry+"/locked", "initializing")
	if n, err := r.Sweep(context.Background()); n != 0 || err != nil {
		t.Errorf("an entry that is being made: swept %d, %v", n, err)
	}
	old := time.Now().Add(-2 * unready)
	if err := os.Chtimes(filepath.Join(f.dir, entry), old, old); err != nil {
		t.Fatal(err)
	}
	if n, err := r.Sweep(context.Background()); n != 1 || err != nil {
		t.Errorf("an old entry: swept %d, %v", n, err)
	}
	done()
}

// Nothing that only looks like ours is removed.
func TestSweepSpares(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "repo")
	f.commit("one")
	r := f.open()
	live := f.lay(r, "HEAD", Head{SHA: "HEAD"})
	theirs := f.at(f.temp)
	theirs.write("benchgate-notes/owner", "x")
	theirs.write("benchgate-0123456789abc/owner", "x")
	theirs.write("benchgate-0123456789ab/kept", "a directory without an owner's file")
	theirs.write("elsewhere/kept", "x")
	if err := os.Symlink("elsewhere", filepath.Join(f.temp, "benchgate-aaaaaaaaaaaa")); err != nil {
		t.Fatal(err)
	}
	f.git("worktree", "add", "--quiet", filepath.Join(filepath.Dir(f.dir), "benchgate-bbbbbbbbbbbb-head"), "-b", "mine")
	before, tree := listing(t, f.temp), listing(t, f.dir)
	for range 2 {
		if n, err := r.Sweep(context.Background()); n != 0 || err != nil {
			t.Errorf("swept %d, %v", n, err)
		}
	}
	if got := listing(t, f.temp); len(got) != len(before) {
		t.Errorf("%d files of %d are left", len(got), len(before))
	}
	if got := listing(t, f.dir); len(got) != len(tree) {
		t.Errorf("%d files of %d are left in the repository", len(got), len(tree))
	}
	if _, err := os.Stat(live.Head); err != nil {
		t.Error(err)
	}
}

// An orphaned git keeps the room until it ends: it may still write to it. No
// other test may start children meanwhile, since a child holds all files until
// it becomes another program.
func TestRoomHeldByChild(t *testing.T) {
	f := newFixture(t, "repo")
	f.commit("one")
	r := f.open()
	rm, err := r.newRoom()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sleep", "60")
	detach(cmd, rm.owner)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := rm.release(); err != nil {
		t.Fatal(err)
	}
	if n, err := r.Sweep(context.Background()); n != 0 || err != nil {
		t.Errorf("swept %d, %v while a child holds the room", n, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("child: %v", err)
	}
	if n, err := r.Sweep(context.Background()); n != 1 || err != nil {
		t.Errorf("swept %d, %v after it", n, err)
	}
	f.nothingLeft()
}
