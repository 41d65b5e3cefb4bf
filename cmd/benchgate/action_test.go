package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/github/standin"
)

// TestAction runs the action as a workflow's step, without containers: on a
// regression whose benchmark looks for tokens wherever it could find some, and
// leaves a process behind; then on two shards of it, and with one missing.
func TestAction(t *testing.T) {
	if testing.Short() || runtime.GOOS != "linux" {
		t.Skip("takes half a minute, and a runner on Linux")
	}
	act := tool(t, "github.com/nektos/act")
	s, err := standin.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	repo := actionRepo(t)
	base, head := commitOf(t, repo, "main"), commitOf(t, repo, "change")
	s.Pulls = []standin.Pull{{Number: 7, HeadOwner: "octo", HeadRepo: s.Repo, HeadName: "change", HeadSHA: head, BaseSHA: base, State: "open"}}

	out, err := runAct(t, act, repo, s, eventOf(7, base, head))
	if err == nil {
		t.Error("the job passes in spite of a regression")
	}
	for _, want := range []string{"VERDICT=regression REGRESSIONS=1 INCONCLUSIVE=0", "URL=https://github.example/octo/bench/pull/7#issuecomment-1000", "LEFT=0", "WHOLE=regression PART=error"} {
		if !strings.Contains(out, want) {
			t.Errorf("the output has no %q", want)
		}
	}
	if len(s.Comments) != 3 || !strings.Contains(s.Comments[0].Body, "Slow") || len(s.Checks) != 3 || s.Checks[0]["head_sha"] != head {
		t.Errorf("comments %v, checks %.300v", s.Comments, s.Checks)
	}
	for _, w := range s.Wrong {
		t.Errorf("not as GitHub describes it: %s", w)
	}
	if t.Failed() {
		t.Logf("%s", out)
	}
}

// runAct runs the workflow of repo for a pull request.
func runAct(t *testing.T, act, repo string, s *standin.Server, event any) (string, error) {
	t.Helper()
	dir := t.TempDir()
	data, err := json.Marshal(event)
	if err != nil {
		t.Fatal(err)
	}
	eventFile, secrets := filepath.Join(dir, "event.json"), filepath.Join(dir, "secrets")
	write(t, eventFile, string(data))
	write(t, secrets, "GITHUB_TOKEN="+s.Token+"\n")
	cmd := exec.CommandContext(t.Context(), act, "pull_request", "-P", "ubuntu-latest=-self-hosted",
		"--eventpath", eventFile, "--secret-file", secrets,
		"--env", "GITHUB_API_URL="+s.URL, "--env", "GITHUB_GRAPHQL_URL="+s.URL+"/graphql",
		"--env", "GITHUB_REPOSITORY="+s.Repo, "--env", "GITHUB_SERVER_URL=https://github.example",
		"--env", "GOPROXY=off")
	cmd.Dir = repo
	caches, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Fields(string(caches))
	cmd.Env = append(os.Environ(), "HOME="+dir, "GIT_CONFIG_NOSYSTEM=1")
	cmd.Args = append(cmd.Args, "--env", "GOCACHE="+lines[0], "--env", "GOMODCACHE="+lines[1])
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func eventOf(number int, base, head string) any {
	return map[string]any{"number": number, "pull_request": map[string]any{"number": number,
		"base": map[string]any{"ref": "main", "sha": base}, "head": map[string]any{"ref": "change", "sha": head}}}
}

// actionRepo is a repository that has this one's action at its root, as the
// workflow's "uses: ./" asks for, and a module with benchmarks below.
func actionRepo(t *testing.T) string {
	t.Helper()
	repo := t.TempDir()
	files, err := exec.Command("git", "-C", "../..", "ls-files", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Split(strings.TrimSpace(string(files)), "\n") {
		if name == "action.yml" || name == "go.mod" || name == "go.sum" ||
			(strings.HasPrefix(name, "cmd/") || strings.HasPrefix(name, "internal/")) && !strings.HasSuffix(name, "_test.go") && !strings.Contains(name, "testdata/") {
			write(t, filepath.Join(repo, name), read(t, filepath.Join("../..", name)))
		}
	}
	write(t, filepath.Join(repo, ".github/workflows/gate.yml"), read(t, "testdata/action/gate.yml"))
	write(t, filepath.Join(repo, "example/go.mod"), "module example.com/m\n\ngo 1.24\n")
	bench := read(t, "testdata/action/m_test.go.txt")
	write(t, filepath.Join(repo, "example/m_test.go"), bench)
	gitIn(t, repo, "init", "--quiet", "--initial-branch=main")
	gitIn(t, repo, "add", "--all")
	gitIn(t, repo, "commit", "--quiet", "--message=base")
	gitIn(t, repo, "checkout", "--quiet", "-b", "change")
	write(t, filepath.Join(repo, "example/m_test.go"), strings.Replace(bench, "const nanoseconds = 100", "const nanoseconds = 120", 1))
	gitIn(t, repo, "commit", "--quiet", "--all", "--message=head")
	return repo
}

func gitIn(t *testing.T, repo string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", repo, "-c", "user.name=A", "-c", "user.email=a@example.com"}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func commitOf(t *testing.T, repo, ref string) string {
	t.Helper()
	out, err := exec.Command("git", "-C", repo, "rev-parse", ref).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tool builds a command of the tool module.
func tool(t *testing.T, pkg string) string {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("go", "-C", filepath.Join("..", "..", "tools"), "build", "-o", dir+string(filepath.Separator), pkg)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", pkg, err, out)
	}
	return filepath.Join(dir, filepath.Base(pkg))
}

// TestWorkflows holds the workflows that others call to actionlint, and every
// action that they use to a commit.
func TestWorkflows(t *testing.T) {
	lint := tool(t, "github.com/rhysd/actionlint/cmd/actionlint")
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	files = append(files, "../../internal/scaffold/benchmarks.yml")
	if err != nil || len(files) < 3 {
		t.Fatalf("workflows %v: %v", files, err)
	}
	if out, err := exec.Command(lint, append([]string{"-no-color"}, files...)...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	for _, f := range append(files, "../../action.yml") {
		for i, line := range strings.Split(read(t, f), "\n") {
			_, uses, ok := strings.Cut(line, "uses: ")
			if !ok || strings.HasPrefix(uses, "benchgate/") {
				continue
			}
			if _, ref, _ := strings.Cut(uses, "@"); len(strings.Fields(ref + " x")[0]) != 40 {
				t.Errorf("%s:%d: %s is not pinned to a commit", f, i+1, uses)
			}
		}
	}
}

// TestActionSplicesNothing holds the action's scripts to the environment: an
// expression inside of a script would be code.
func TestActionSplicesNothing(t *testing.T) {
	inScript, scripts := false, 0
	for i, line := range strings.Split(read(t, "../../action.yml"), "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		switch {
		case strings.HasPrefix(strings.TrimSpace(line), "run: |"):
			inScript = true
			scripts++
		case line != "" && indent <= 6:
			inScript = false
		}
		if inScript && strings.Contains(line, "${{") {
			t.Errorf("action.yml:%d: %s", i+1, strings.TrimSpace(line))
		}
	}
	if scripts < 3 {
		t.Error(fmt.Sprint(scripts, " scripts"))
	}
}
