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
	r.env = []string{"BENCHGATE_ENGINE=exec"}
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

	// Nothing was handed over: that is said, and is no pass.
	if err := os.RemoveAll(filepath.Join(r.store, "artifacts")); err != nil {
		t.Fatal(err)
	}
	if _, err := r.run(t, repo, "workflow_run", runEvent("mallory", head)); err == nil || len(s.Checks) != 2 || s.Checks[1]["conclusion"] != "failure" {
		t.Errorf("without an artifact: error %v, checks %.300v", err, s.Checks)
	}
}

// TestMatrixWorkflow runs the documented matrix: three shards for two benchmarks,
// put together and published. What they cost is kept for the next run.
func TestMatrixWorkflow(t *testing.T) {
	r := newRunner(t)
	r.env = []string{"BENCHGATE_ENGINE=exec"}
	workflow := documented(t, "Several runners")["benchmarks.yml"]
	files := benchModule(workflow, "100")
	files[".github/workflows/benchmarks-publish.yml"] = documented(t, "Forks")["benchmarks-publish.yml"]
	repo := proposed(t, files, benchModule(workflow, "120"))
	base, head := r.proposal(t, repo, "mallory")
	out, err := r.run(t, repo, "pull_request", pullEvent(base, head))
	if err == nil {
		t.Error("the merged job passes in spite of a regression")
	}
	holds(t, out, "Nothing to do: no benchmark fell to shard 3 of 3", "there is no", "1 of 2 benchmarks got slower than allowed")
	var rep struct {
		Outcome string
		Shards  int
	}
	if err := json.Unmarshal([]byte(read(t, filepath.Join(r.store, "artifacts/benchgate/report.json"))), &rep); err != nil || rep.Outcome != "regression" || rep.Shards != 3 {
		t.Errorf("the merged report: %+v, %v", rep, err)
	}
	if _, err := r.run(t, repo, "workflow_run", runEvent("mallory", head)); err == nil || len(r.server.Comments) != 1 {
		t.Fatalf("published: %v, comments %v", err, r.server.Comments)
	}
	holds(t, r.server.Comments[0].Body, "verdict=regression", ", 3 shards", "each of 3 shards an equal part")

	// With the costs of that run, the costlier benchmark is dealt first.
	holds(t, read(t, filepath.Join(r.store, "cache/benchgate-costs/report.json")), `"costs": [`)
	out, _ = r.run(t, repo, "pull_request", pullEvent(base, head))
	if strings.Contains(out, "there is no") {
		t.Error("the next run does not find what the benchmarks cost")
	}
	holds(t, read(t, filepath.Join(r.store, "artifacts/benchgate-shard-1/report.json")), `"benchmark": "Slow`)
}

// TestWorkflows holds the workflows that others call to actionlint, and every
// action that they use to a commit.
func TestWorkflows(t *testing.T) {
	lint := tool(t, "github.com/rhysd/actionlint/cmd/actionlint")
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(files) < 2 {
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
