package gate

import (
	"bytes"
	"cmp"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/benchgate/benchgate/internal/process"
)

func itoa(n int) string { return strconv.Itoa(n) }

// A laidRun is a run up to its built binaries.
type laidRun struct {
	*workplace
	options Options
	trees   trees
	findings
}

// laid is a run on a repository with two commits; bench selects, "" all.
func laid(t *testing.T, engine string, base, head fs.FS, bench string) *laidRun {
	t.Helper()
	var out bytes.Buffer
	p := &process.Process{Stdout: &out, Stderr: &out, Dir: repository(t, base, head),
		Env: append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")}
	g := &laidRun{options: Options{Base: "HEAD~1", Head: "HEAD", Output: t.TempDir(), Overrides: []Override{{"engine", engine, ""}, {"bench", cmp.Or(bench, "."), ""}}}}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%v\n%s", err, out.String())
		}
	}
	var err error
	g.workplace, g.findings, err = open(t.Context(), p, &g.options, Directory)
	check(err)
	g.findings.sides, err = g.resolve(t.Context(), g.options.Base, g.options.Head)
	check(err)
	g.trees, err = g.layOut(t.Context(), g.findings.sides)
	check(err)
	t.Cleanup(func() {
		g.remove(g.trees)
		if err := g.out.Close(); err != nil {
			t.Error(err)
		}
	})
	g.suite, err = g.load(t.Context(), g.options, g.trees, g.findings.sides, g.findings.rules, false)
	check(err)
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
