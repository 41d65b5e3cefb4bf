package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// The test binary is the command: under the name benchgate it runs main.
func TestMain(m *testing.M) {
	// A script waits for children more than it computes: one more at a time than
	// there are CPUs keeps them busy.
	if err := flag.Set("test.parallel", strconv.Itoa(runtime.NumCPU()+1)); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){"benchgate": main})
}

// TestScript runs the scripts of testdata/script on real git repositories and
// real go test -c. Their benchmarks report canned values, so that they are
// instant and without noise.
func TestScript(t *testing.T) {
	bin := tools(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               func(e *testscript.Env) error { return setup(e, bin) },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"commits":     cmdCommits,
			"status":      cmdStatus,
			"snapshot":    cmdSnapshot,
			"interrupted": cmdInterrupted,
			"endedpush":   cmdEndedPush,
			"github":      cmdGitHub,
			"form":        cmdForm,
			"recorded":    cmdRecorded,
		},
	})
}

// setup gives a script the machine's Go with its caches, and a git that reads
// nobody's configuration.
func setup(e *testscript.Env, bin string) error {
	out, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE", "GOPROXY").Output()
	if err != nil {
		return fmt.Errorf("go env: %w", err)
	}
	dirs := strings.Split(strings.TrimSpace(string(out)), "\n")
	tmp := filepath.Join(e.WorkDir, ".tmp")
	e.Values[gitHubKey{}] = &gitHub{t: e.T()}
	e.Setenv("LINKED_PATH", bin+string(os.PathListSeparator)+e.Getenv("PATH"))
	e.Setenv("PATH", filepath.Join(bin, "unlinked")+string(os.PathListSeparator)+e.Getenv("LINKED_PATH"))
	self, err := exec.LookPath("benchgate")
	if err != nil {
		return err
	}
	e.Setenv("BENCHGATE_DIR", filepath.Dir(self)) // a PATH with nothing else
	e.Setenv("GOCACHE", dirs[0])
	e.Setenv("GOMODCACHE", dirs[1])
	e.Setenv("GOPROXY", "off")
	// Most of a script's time is linking, half of which is for debuggers.
	e.Setenv("GOFLAGS", "-buildvcs=false -ldflags=-w")
	e.Setenv("GOTOOLCHAIN", "local")
	e.Setenv("HOME", filepath.Join(e.WorkDir, ".home"))
	e.Setenv("TMPDIR", tmp)
	e.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	// Canned values are instant in processes of their own, while turns last as long
	// as for real ones. The scripts on the turns engine itself set it to auto.
	e.Setenv("BENCHGATE_ENGINE", "exec")
	// Canned values come from nowhere in the code. The scripts on explaining set it
	// to true.
	e.Setenv("BENCHGATE_EXPLAIN", "false")
	e.Setenv("GIT_AUTHOR_NAME", "A U Thor")
	e.Setenv("GIT_AUTHOR_EMAIL", "author@example.com")
	e.Setenv("GIT_COMMITTER_NAME", "A U Thor")
	e.Setenv("GIT_COMMITTER_EMAIL", "author@example.com")
	// Of the same files the same commits, whenever they are made: records know them.
	e.Setenv("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z")
	e.Setenv("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")
	for _, dir := range []string{tmp, filepath.Join(e.WorkDir, ".home")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	return nil
}

// cmdCommits makes a repository: "commits REPO DIR…" commits the content of
// each DIR in turn, the first one on main, the others on the branch change,
// which is left checked out.
func cmdCommits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: commits REPO DIR…")
	}
	repo := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(repo, 0o755))
	gitDo(ts, repo, "init", "--quiet", "--initial-branch=main")
	for i, dir := range args[1:] {
		if i == 1 {
			gitDo(ts, repo, "checkout", "--quiet", "-b", "change")
		}
		clearTree(ts, repo)
		ts.Check(os.CopyFS(repo, os.DirFS(ts.MkAbs(dir))))
		gitDo(ts, repo, "add", "--all")
		gitDo(ts, repo, "commit", "--quiet", "--allow-empty", "--message", dir)
	}
}

func clearTree(ts *testscript.TestScript, repo string) {
	entries, err := os.ReadDir(repo)
	ts.Check(err)
	for _, e := range entries {
		if e.Name() != ".git" {
			ts.Check(os.RemoveAll(filepath.Join(repo, e.Name())))
		}
	}
}

func gitDo(ts *testscript.TestScript, dir string, args ...string) {
	ts.Check(ts.Exec("git", append([]string{"-C", dir}, args...)...))
}

// cmdStatus runs a command and checks its exit status: "status N COMMAND…".
func cmdStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND…")
	}
	got, since := "0", time.Now().Truncate(time.Second)
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = fmt.Sprint(exit.ExitCode())
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
	judgedAgain(ts, since, args[1:])
}

// cmdSnapshot writes a listing of a repository to a file: every file of the
// work tree and of .git with its content's size and mode, so that two
// snapshots can be compared: "snapshot REPO FILE". The output directory of
// benchgate is left out.
func cmdSnapshot(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: snapshot REPO FILE")
	}
	root := ts.MkAbs(args[0])
	var b strings.Builder
	ts.Check(filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Name() == ".benchgate" {
			return filepath.SkipDir
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		fmt.Fprintf(&b, "%s %v", rel, info.Mode())
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, " %d %d %x", info.Size(), info.ModTime().UnixNano(), sum(data))
		}
		b.WriteByte('\n')
		return nil
	}))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o644))
}

func sum(data []byte) [32]byte { return sha256.Sum256(data) }

// tools builds the commands that scripts use from the tool module and returns
// their directory.
func tools(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("go", "-C", filepath.Join("..", "..", "tools"), "build", "-o", dir+string(filepath.Separator), "golang.org/x/perf/cmd/benchstat")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build benchstat: %v\n%s", err, out)
	}
	unlinked(t, filepath.Join(dir, "unlinked"))
	return dir
}

// unlinked makes a go command that is the real one, but that a confirming round's
// binary is a copy of the first one instead of a link of its own: those links are
// most of what a regression takes, and what most scripts are not about. The others
// have "env PATH=$LINKED_PATH".
func unlinked(t *testing.T, dir string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return
	}
	path, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte(strings.Replace(unlinkedGo, "GO", path, 1)), 0o755); err != nil {
		t.Fatal(err)
	}
}

// unlinkedGo knows the binaries of a run by where they are: bin/SIDE/NAME, and
// layouts/ROUND/SIDE/NAME.
const unlinkedGo = `#!/bin/sh
case "$*" in
*" -randlayout="*)
	for word; do
		[ "$before" != -o ] || out=$word
		before=$word
	done
	side=${out%/*}
	first=${out%/layouts/*}/bin/${side##*/}/${out##*/}
	if [ -f "$first" ]; then mkdir -p "$side" && exec cp "$first" "$out"; fi
	;;
esac
exec "GO" "$@"
`
