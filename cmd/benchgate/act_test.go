package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

// A runner is a machine of GitHub's Actions, as far as this one can be it: act
// without containers, a stand-in for the server, and a directory for what passes
// between jobs. Actions of other repositories are those of testdata/action/actions.
type runner struct {
	act, program, store string
	server              *standin.Server
	env                 []string // for the jobs, NAME=VALUE
}

func newRunner(t *testing.T) *runner {
	t.Helper()
	if testing.Short() || runtime.GOOS != "linux" {
		t.Skip("takes half a minute, and a runner on Linux")
	}
	r := &runner{act: tool(t, "github.com/nektos/act"), program: t.TempDir(), store: t.TempDir()}
	var err error
	r.server, err = standin.Start()
	standin.Require(t, err)
	t.Cleanup(func() {
		r.server.Close()
		for _, w := range r.server.Wrong {
			t.Errorf("not as GitHub describes it: %s", w)
		}
	})
	copyProgram(t, r.program)
	return r
}

// copyProgram copies what the action is made of. act's job context does not know
// the workflow's own commit, so that it is put in here.
func copyProgram(t *testing.T, dir string) {
	t.Helper()
	files, err := exec.Command("git", "-C", "../..", "ls-files", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Fatal(err)
	}
	own := strings.NewReplacer("${{ job.workflow_sha }}", "COMMIT", "${{ job.workflow_repository }}", "benchgate/benchgate")
	for _, name := range strings.Split(strings.TrimSpace(string(files)), "\n") {
		source := (strings.HasPrefix(name, "cmd/") || strings.HasPrefix(name, "internal/")) &&
			!strings.HasSuffix(name, "_test.go") && !strings.Contains(name, "testdata/")
		switch {
		case strings.HasPrefix(name, ".github/workflows/"):
			write(t, filepath.Join(dir, name), own.Replace(read(t, filepath.Join("../..", name))))
		case name == "action.yml":
			// Each job has the action in another directory. With -trimpath all share what
			// the first has compiled.
			write(t, filepath.Join(dir, name), strings.Replace(read(t, filepath.Join("../..", name)), "go build -buildvcs", "go build -trimpath -buildvcs", 1))
		case source, name == "go.mod", name == "go.sum":
			write(t, filepath.Join(dir, name), read(t, filepath.Join("../..", name)))
		}
	}
}

// run runs the workflows of a repository for an event and returns what they print.
func (r *runner) run(t *testing.T, repo, event string, payload any) (string, error) {
	t.Helper()
	dir := t.TempDir()
	data, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	eventFile, secrets := filepath.Join(dir, "event.json"), filepath.Join(dir, "secrets")
	write(t, eventFile, string(data))
	write(t, secrets, "GITHUB_TOKEN="+r.server.Token+"\n")
	args := []string{event, "-P", "ubuntu-latest=-self-hosted", "--eventpath", eventFile, "--secret-file", secrets, "--use-new-action-cache", "--concurrent-jobs", "1"}
	for _, local := range r.actions(t) {
		args = append(args, "--local-repository", local)
	}
	for _, kv := range append(r.jobEnv(t), r.env...) {
		args = append(args, "--env", kv)
	}
	cmd := exec.CommandContext(t.Context(), r.act, args...)
	cmd.Dir = repo
	cmd.Env = append(os.Environ(), "HOME="+dir, "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.CombinedOutput()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s %s\n%s", event, repo, out)
		}
	})
	return string(out), err
}

func (r *runner) jobEnv(t *testing.T) []string {
	t.Helper()
	// GOPATH has what is known of the checksum database, by which cached toolchains
	// are verified without network.
	out, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE", "GOPATH").Output()
	if err != nil {
		t.Fatal(err)
	}
	caches := strings.Fields(string(out))
	return []string{"GITHUB_API_URL=" + r.server.URL, "GITHUB_GRAPHQL_URL=" + r.server.URL + "/graphql",
		"GITHUB_REPOSITORY=" + r.server.Repo, "GITHUB_SERVER_URL=https://github.example", "GOPROXY=off", "BENCHGATE_ENGINE=exec",
		"GOCACHE=" + caches[0], "GOMODCACHE=" + caches[1], "GOPATH=" + caches[2], "STANDIN_PROGRAM=" + r.program, "STANDIN_STORE=" + r.store}
}

// actions are the repositories that workflows use, each with where it is here.
func (r *runner) actions(t *testing.T) []string {
	t.Helper()
	here, err := filepath.Abs("testdata/action/actions")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	list := []string{"benchgate/benchgate@COMMIT=" + r.program}
	for _, f := range files {
		for _, m := range regexp.MustCompile(`uses: (actions/([a-z-]+))[a-z/]*@([0-9a-f]{40})`).FindAllStringSubmatch(read(t, f), -1) {
			list = append(list, fmt.Sprintf("%s@%s=%s", m[1], m[3], filepath.Join(here, m[2])))
		}
	}
	return list
}

// proposal puts a pull request on the server from main to change of a repository.
func (r *runner) proposal(t *testing.T, repo, owner string) (base, head string) {
	t.Helper()
	base, head = commitOf(t, repo, "main"), commitOf(t, repo, "change")
	r.server.Lock()
	defer r.server.Unlock()
	r.server.Pulls = []standin.Pull{{Number: 7, HeadOwner: owner, HeadRepo: owner + "/bench", HeadName: "change",
		HeadSHA: head, BaseSHA: base, State: "open"}}
	return base, head
}

func pullEvent(base, head string) any {
	return map[string]any{"number": 7, "pull_request": map[string]any{"number": 7,
		"base": map[string]any{"ref": "main", "sha": base}, "head": map[string]any{"ref": "change", "sha": head}}}
}

func runEvent(owner, head string) any {
	return map[string]any{"workflow_run": map[string]any{"id": 99, "event": "pull_request", "head_sha": head, "head_branch": "change",
		"html_url": "https://github.example/run/99", "head_repository": map[string]any{"full_name": owner + "/bench",
			"owner": map[string]any{"login": owner}}}}
}

// proposed makes a repository whose branch change has the files of head in place
// of those of base.
func proposed(t *testing.T, base, head map[string]string) string {
	t.Helper()
	repo := t.TempDir()
	commit := func(files map[string]string, message string) {
		for name, text := range files {
			write(t, filepath.Join(repo, name), text)
		}
		gitIn(t, repo, "add", "--all")
		gitIn(t, repo, "commit", "--quiet", "--message="+message)
	}
	gitIn(t, repo, "init", "--quiet", "--initial-branch=main")
	commit(base, "base")
	gitIn(t, repo, "checkout", "--quiet", "-b", "change")
	commit(head, "head")
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

// tool returns the path of a command of the tool module, which the go command builds
// once and keeps in its cache.
func tool(t *testing.T, pkg string) string {
	t.Helper()
	out, err := exec.Command("go", "-C", filepath.Join("..", "..", "tools"), "tool", "-n", pkg).Output()
	if err != nil && os.Getenv("CI") == "" {
		t.Skipf("%s cannot be had, so this was not looked at: %v", pkg, err)
	}
	if err != nil {
		t.Fatalf("build %s: %v", pkg, err)
	}
	return strings.TrimSpace(string(out))
}
