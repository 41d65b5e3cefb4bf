package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// documented returns the workflows that a section of docs/github.md shows, by the
// names of their files.
func documented(t *testing.T, section string) map[string]string {
	t.Helper()
	_, text, found := strings.Cut(read(t, "../../docs/github.md"), "\n## "+section)
	text, _, _ = strings.Cut(text, "\n## ")
	workflows := map[string]string{}
	for _, block := range regexp.MustCompile(`(?m)(?:^ {4}.*\n)+`).FindAllString(text, -1) {
		lines := regexp.MustCompile(`(?m)^ {4}`).ReplaceAllString(block, "")
		if name, rest, ok := strings.Cut(lines, "\n"); ok && strings.HasPrefix(name, "# .github/workflows/") {
			workflows[filepath.Base(name)] = rest
		}
	}
	if !found || len(workflows) == 0 {
		t.Fatalf("docs/github.md has no workflow in a section %q", section)
	}
	return workflows
}

// TestForkWorkflows runs the two documented workflows for forks, each as its own
// event, with what one hands to the other as files. The half that runs the code asks
// the server nothing.
func TestForkWorkflows(t *testing.T) {
	r := newRunner(t)
	workflows := documented(t, "Forks")
	files := benchModule(workflows["benchmarks.yml"], "100")
	files[".github/workflows/benchmarks-publish.yml"] = workflows["benchmarks-publish.yml"]
	repo := proposed(t, files, benchModule(workflows["benchmarks.yml"], "120"))
	base, head := r.proposal(t, repo, "mallory")
	if _, err := r.run(t, repo, "pull_request", pullEvent(base, head)); err == nil {
		t.Error("the job that measures passes in spite of a regression")
	}
	s := r.server
	if len(s.Requests) != 0 {
		t.Errorf("measuring asked the server: %v", s.Requests)
	}
	out, err := r.run(t, repo, "workflow_run", runEvent("mallory", head))
	if err == nil {
		t.Error("the job that publishes passes in spite of a regression")
	}
	holds(t, out, "1 of 2 benchmarks got slower than allowed")
	if len(s.Comments) != 1 || len(s.Checks) != 1 || s.Checks[0]["head_sha"] != head {
		t.Fatalf("comments %v, checks %.300v", s.Comments, s.Checks)
	}
	holds(t, s.Comments[0].Body, "verdict=regression", "Measured by the pull request's own workflow", "https://github.example/run/99")
	holds(t, fmt.Sprint(s.Checks[0]["output"]), "annotation_level:failure", "path:m_test.go", "start_line:10")

	// Somebody sets the label: what the run did not know is accepted, for this commit.
	labeled := pullEvent(base, head).(map[string]any)
	labeled["action"], labeled["label"], labeled["sender"] = "labeled", map[string]any{"name": "benchgate: accept"}, map[string]any{"login": "octocat"}
	s.Lock()
	s.Pulls[0].Label = "benchgate: accept"
	s.Unlock()
	if _, err := r.run(t, repo, "pull_request_target", labeled); err != nil || len(s.Checks) != 2 || s.Checks[1]["name"] != "benchgate: accept" {
		t.Fatalf("the label is not remembered: %v, checks %.300v", err, s.Checks)
	}
	if _, err := r.run(t, repo, "workflow_run", runEvent("mallory", head)); err != nil || len(s.Checks) != 3 || s.Checks[2]["conclusion"] != "success" {
		t.Errorf("not accepted: %v, checks %.300v", err, s.Checks)
	}

	// Nothing was handed over: that is said, and is no pass.
	if err := os.RemoveAll(filepath.Join(r.store, "artifacts")); err != nil {
		t.Fatal(err)
	}
	if _, err := r.run(t, repo, "workflow_run", runEvent("mallory", head)); err == nil || len(s.Checks) != 4 || s.Checks[3]["conclusion"] != "failure" {
		t.Errorf("without an artifact: error %v, checks %.300v", err, s.Checks)
	}
}

// TestMatrixWorkflow runs the documented matrix: three shards for two benchmarks,
// assigned by how long they took the last time, put together and published.
func TestMatrixWorkflow(t *testing.T) {
	r := newRunner(t)
	cached := filepath.Join(r.store, "cache/benchgate-costs/report.json")
	write(t, cached, `{"schema": "benchgate.report/v1", "outcome": "pass", "costs": [
		{"package": "example.com/m", "benchmark": "Even", "seconds": 1}, {"package": "example.com/m", "benchmark": "Slow", "seconds": 90}]}`)
	workflow := documented(t, "Several runners")["benchmarks.yml"]
	files := benchModule(workflow, "100")
	files[".github/workflows/benchmarks-publish.yml"] = documented(t, "Forks")["benchmarks-publish.yml"]
	repo := proposed(t, files, benchModule(workflow, "120"))
	base, head := r.proposal(t, repo, "mallory")
	out, err := r.run(t, repo, "pull_request", pullEvent(base, head))
	if err == nil {
		t.Error("the merged job passes in spite of a regression")
	}
	holds(t, out, "Nothing to do: no benchmark is assigned to shard 3 of 3", "1 of 2 benchmarks got slower than allowed")
	holds(t, read(t, filepath.Join(r.store, "artifacts/benchgate-shard-1/report.json")), `"benchmark": "Slow`)
	var rep struct {
		Outcome string
		Shards  int
	}
	if err := json.Unmarshal([]byte(read(t, filepath.Join(r.store, "artifacts/benchgate/report.json"))), &rep); err != nil || rep.Outcome != "regression" || rep.Shards != 3 {
		t.Errorf("the merged report: %+v, %v", rep, err)
	}
	if now := read(t, cached); !strings.Contains(now, `"costs": [`) || strings.Contains(now, `"seconds": 90`) {
		t.Errorf("what the benchmarks cost this time is not kept:\n%s", now)
	}
	if _, err := r.run(t, repo, "workflow_run", runEvent("mallory", head)); err == nil || len(r.server.Comments) != 1 {
		t.Fatalf("published: %v, comments %v", err, r.server.Comments)
	}
	holds(t, r.server.Comments[0].Body, "verdict=regression", ", 3 shards", "each of 3 shards an equal part")
}

// TestWorkflows holds the workflows that others call, and those that the docs show
// for copying, to actionlint, and every action that they use to a commit. Ours has
// none before it is released: what is shown says COMMIT, and the workflows take it
// from their own commit.
func TestWorkflows(t *testing.T) {
	lint := tool(t, "github.com/rhysd/actionlint/cmd/actionlint")
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(root, ".github/workflows/*.yml"))
	if err != nil || len(files) < 3 {
		t.Fatalf("workflows %v: %v", files, err)
	}
	shown := 0
	for _, section := range []string{"One repository", "Forks", "A monorepo", "Several runners"} {
		for name, text := range documented(t, section) {
			files = append(files, filepath.Join(t.TempDir(), name))
			write(t, files[len(files)-1], text)
			shown++
		}
	}
	cmd := exec.Command(lint, append([]string{"-no-color"}, files...)...)
	cmd.Dir = root // whose configuration counts
	if out, err := cmd.CombinedOutput(); err != nil || shown < 5 {
		t.Errorf("%d shown: %v\n%s", shown, err, out)
	}
	ours := regexp.MustCompile(`^(\./benchgate|benchgate/benchgate(/\.github/workflows/[a-z]+\.yml)?@COMMIT)$`)
	theirs := regexp.MustCompile(`^[a-z-]+/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	for _, f := range append(files, filepath.Join(root, "action.yml")) {
		for i, line := range strings.Split(read(t, f), "\n") {
			if _, uses, ok := strings.Cut(line, "uses: "); ok && !ours.MatchString(uses) && !theirs.MatchString(uses) {
				t.Errorf("%s:%d: %s is not pinned to a commit", f, i+1, uses)
			}
		}
	}
}

// TestWorkflowsRunAgain holds every workflow on pull_request that is shown for
// copying to all that changes what a verdict is about: without edited, a pull
// request that is retargeted keeps that of the branch before, and without labeled
// and unlabeled the label does nothing.
func TestWorkflowsRunAgain(t *testing.T) {
	const types = "on:\n  pull_request:\n    types: [opened, synchronize, reopened, edited, labeled, unlabeled]\n"
	shown := map[string]string{"internal/scaffold": read(t, "../../internal/scaffold/benchmarks.yml"), "README.md": read(t, "../../README.md")}
	for _, section := range []string{"One repository", "Forks", "A monorepo", "Several runners"} {
		for name, text := range documented(t, section) {
			shown[section+" "+name] = text
		}
	}
	on, with := regexp.MustCompile(`(?m)^ *(on: .*\bpull_request\b|pull_request:)`), 0
	for name, text := range shown {
		want := strings.Count(text, types)
		if got := len(on.FindAllString(text, -1)); got != want {
			t.Errorf("%s: %d of %d workflows have %q", name, want, got, types)
		}
		with += want
	}
	if with < 5 {
		t.Errorf("%d workflows on pull_request", with)
	}
}

// TestDocsNameNoRelease holds the docs to what is right whenever they are read: no
// release of ours is named in them.
func TestDocsNameNoRelease(t *testing.T) {
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("docs %v: %v", files, err)
	}
	for _, f := range append(files, "../../README.md", "../../action.yml") {
		for _, m := range regexp.MustCompile(`benchgate/benchgate[a-z/.]*@(\S+)`).FindAllStringSubmatch(read(t, f), -1) {
			if m[1] != "COMMIT" && m[1] != "latest" { // go install takes the latest

				t.Errorf("%s: %s", f, m[0])
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

// TestActionGuardsWhatIsPrinted holds the action to telling the runner to look for
// no commands before it starts what prints a stranger's text, and until it ended.
func TestActionGuardsWhatIsPrinted(t *testing.T) {
	text := read(t, "../../action.yml")
	for _, verb := range []string{"run", "merge"} {
		before, after, ok := strings.Cut(text, `benchgate-program/benchgate" `+verb)
		before = before[strings.LastIndex(before, "run: |"):]
		after, _, _ = strings.Cut(after, "- name:")
		if !ok || !strings.Contains(before, "::stop-commands::") || !strings.Contains(after, `printf '::%s::\n' "$stop"`) {
			t.Errorf("%s is not guarded", verb)
		}
	}
}
