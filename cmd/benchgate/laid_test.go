package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

func itoa(n int) string { return strconv.Itoa(n) }

// laid is a run up to its built binaries, on a repository with two commits.
func laid(t *testing.T, engine string, base, head fs.FS, flags ...string) *gate {
	t.Helper()
	repo := repository(t, base, head)
	o, err := parseRunFlags(append(flags, "--base=HEAD~1", "--head=HEAD", "--engine="+engine, "--output="+t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	env := append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	g := &gate{program: &program{stdout: &out, stderr: &out, env: env, dir: repo}, options: o}
	for _, step := range []func(context.Context) error{g.open, g.resolve, g.layTrees, g.loadSuite} {
		if err := step(t.Context()); err != nil {
			t.Fatalf("%v\n%s", err, out.String())
		}
	}
	t.Cleanup(func() {
		g.removeTrees()
		if err := g.out.Close(); err != nil {
			t.Error(err)
		}
	})
	if len(g.suite.Failures) > 0 || len(g.suite.Targets) == 0 {
		t.Fatalf("failures %v, %d targets", g.suite.Failures, len(g.suite.Targets))
	}
	return g
}

// repository commits the content of each directory in turn.
func repository(t *testing.T, commits ...fs.FS) string {
	t.Helper()
	repo := t.TempDir()
	git := func(args ...string) {
		cmd := exec.Command("git", append([]string{"-C", repo, "-c", "user.name=a", "-c", "user.email=a@b"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q", "-b", "main")
	for _, c := range commits {
		entries, err := os.ReadDir(repo)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Name() != ".git" {
				os.RemoveAll(filepath.Join(repo, e.Name()))
			}
		}
		if err := os.CopyFS(repo, c); err != nil {
			t.Fatal(err)
		}
		git("add", "--all")
		git("commit", "-q", "--allow-empty", "-m", "x")
	}
	return repo
}
