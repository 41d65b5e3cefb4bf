package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// outputs is what the workflows of these tests add to show a step's outputs.
const outputs = `
      - if: always()
        run: echo "VERDICT=$V REGRESSIONS=$R INCONCLUSIVE=$I REPORT=${P##*/} URL=$U;"
        env:
          V: ${{ steps.gate.outputs.verdict }}
          R: ${{ steps.gate.outputs.regressions }}
          I: ${{ steps.gate.outputs.inconclusive }}
          P: ${{ steps.gate.outputs.report }}
          U: ${{ steps.gate.outputs.comment-url }}
`

// holds asks for lines in what a run printed.
func holds(t *testing.T, out string, lines ...string) {
	t.Helper()
	for _, want := range lines {
		if !strings.Contains(out, want) {
			t.Errorf("the output has no %q", want)
		}
	}
}

// TestAction runs the action as a workflow's step: on a regression whose benchmark
// looks for tokens wherever it could find some, and leaves a process behind; then
// on two shards of it, and with one missing.
func TestAction(t *testing.T) {
	r := newRunner(t)
	repo := t.TempDir()
	copyProgram(t, repo) // the workflow's "uses: ./" is this repository's action
	if err := os.RemoveAll(filepath.Join(repo, ".github")); err != nil {
		t.Fatal(err)
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
	base, head := r.proposal(t, repo, "octo")
	r.env = []string{"ACTIONS_ID_TOKEN_REQUEST_TOKEN=secret-token", "ACTIONS_ID_TOKEN_REQUEST_URL=https://x", "ACTIONS_RUNTIME_TOKEN=secret-token"}
	out, err := r.run(t, repo, "pull_request", pullEvent(base, head))
	if err == nil {
		t.Error("the job passes in spite of a regression")
	}
	holds(t, out, "VERDICT=regression REGRESSIONS=1 INCONCLUSIVE=0", "URL=https://github.example/octo/bench/pull/7#issuecomment-1000", "LEFT=0", "WHOLE=regression PART=error")
	s := r.server
	if len(s.Comments) != 3 || !strings.Contains(s.Comments[0].Body, "Slow") || len(s.Checks) != 3 || s.Checks[0]["head_sha"] != head {
		t.Errorf("comments %v, checks %.300v", s.Comments, s.Checks)
	}
	if !strings.Contains(s.Comments[2].Body, "1 of 2 shards are missing") {
		t.Errorf("the comment on a part does not say what is missing: %s", s.Comments[2].Body)
	}
}

// olderGo is the Go of a job that is older than what benchgate asks for.
const olderGo = "go1.25.14"

// TestActionPass runs the documented workflow for one repository on a change that
// costs nothing, with an older Go that may not become a newer one, as setup-go
// leaves it: benchgate is built by its own, the benchmarks by the job's.
func TestActionPass(t *testing.T) {
	r := newRunner(t)
	// The Go that builds benchgate is fetched here: the jobs of a test ask nobody.
	asked := regexp.MustCompile(`(?m)^go (\S+)$`).FindStringSubmatch(read(t, "../../go.mod"))
	toolchain(t, "go"+asked[1])
	t.Setenv("PATH", filepath.Join(toolchain(t, olderGo), "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	r.env = []string{"GOTOOLCHAIN=local"}
	workflow := documented(t, "One repository")["benchmarks.yml"]
	repo := proposed(t, benchModule(workflow+"        id: gate\n        with: {comment: always}"+outputs, "100"), map[string]string{"unrelated.go": "package m\n\nvar Changed = 1\n"})
	base, head := r.proposal(t, repo, "octo")
	out, err := r.run(t, repo, "pull_request", pullEvent(base, head))
	if err != nil {
		t.Errorf("the job fails: %v", err)
	}
	holds(t, out, "go version "+olderGo+" ", olderGo+", linux", "No benchmark got worse than allowed (2 checked)",
		"VERDICT=pass REGRESSIONS=0 INCONCLUSIVE=0 REPORT=report.json URL=https://github.example/octo/bench/pull/7#issuecomment-1000;")
	if s := r.server; len(s.Comments) != 1 || len(s.Checks) != 1 || s.Checks[0]["conclusion"] != "success" || s.Checks[0]["head_sha"] != head {
		t.Errorf("comments %v, checks %.300v", s.Comments, s.Checks)
	}
}

// toolchain returns the root of a Go, which the go command fetches the first time.
func toolchain(t *testing.T, version string) string {
	t.Helper()
	cmd := exec.Command("go", "env", "GOROOT")
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN="+version)
	root, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", version, err)
	}
	return strings.TrimSpace(string(root))
}

// benchModule are the files of a module with two benchmarks and one workflow.
func benchModule(workflow, nanoseconds string) map[string]string {
	return map[string]string{
		".github/workflows/benchmarks.yml": workflow,
		"go.mod":                           "module example.com/m\n\ngo 1.24\n",
		"m.go":                             "package m\n",
		"m_test.go": "package m\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\n" +
			"func BenchmarkEven(b *testing.B) { b.ReportMetric(100, \"ns/op\") }\n\n" +
			"func BenchmarkSlow(b *testing.B) {\n" +
			"\tif err := os.WriteFile(os.Getenv(\"STANDIN_STORE\")+\"/ran\", nil, 0o644); err != nil {\n\t\tb.Fatal(err)\n\t}\n" +
			"\tb.ReportMetric(" + nanoseconds + ", \"ns/op\")\n}\n",
	}
}

// TestActionRefuses runs the action under each event whose workflow holds secrets
// while the code may be a stranger's: nothing is built or run, and the outputs say so.
func TestActionRefuses(t *testing.T) {
	r := newRunner(t)
	workflow := strings.Replace(documented(t, "One repository")["benchmarks.yml"], "on:\n  pull_request:\n    types: [opened, synchronize, reopened, edited, labeled, unlabeled]\n",
		"on:\n  pull_request_target:\n  issue_comment:\n  workflow_run:\n    workflows: [x]\n", 1)
	repo := proposed(t, benchModule(workflow+"        id: gate"+outputs, "100"), benchModule(workflow+"        id: gate"+outputs, "120"))
	base, head := r.proposal(t, repo, "mallory")
	for event, payload := range map[string]any{
		"pull_request_target": pullEvent(base, head),
		"issue_comment":       map[string]any{"action": "created", "issue": map[string]any{"number": 7, "pull_request": map[string]any{}}},
		"workflow_run":        runEvent("mallory", head),
	} {
		out, err := r.run(t, repo, event, payload)
		if err == nil {
			t.Errorf("%s: the job passes", event)
		}
		holds(t, out, "refusing to run a pull request's code under the privileged event "+event, "VERDICT=error REGRESSIONS=0", "exit status 2")
		if _, err := os.Stat(filepath.Join(r.store, "ran")); err == nil {
			t.Errorf("%s: the code was run", event)
		}
	}
}

// TestActionAlwaysHasOutputs runs the action where benchgate cannot be built, and
// with an input that it refuses: the outputs say that nothing was measured.
func TestActionAlwaysHasOutputs(t *testing.T) {
	r := newRunner(t)
	workflow := documented(t, "One repository")["benchmarks.yml"] + "        id: gate\n        with: {key: 'a--b'}" + outputs
	repo := proposed(t, benchModule(workflow, "100"), benchModule(workflow, "100.5"))
	base, head := r.proposal(t, repo, "octo")
	out, err := r.run(t, repo, "pull_request", pullEvent(base, head))
	if err == nil {
		t.Error("the job passes with a key that cannot be")
	}
	holds(t, out, "--key", "VERDICT=error REGRESSIONS=0 INCONCLUSIVE=0 REPORT= URL=;", "exit status 2")
	write(t, filepath.Join(r.program, "cmd/benchgate/main.go"), "package main\n\nfunc main() {")
	if out, err = r.run(t, repo, "pull_request", pullEvent(base, head)); err == nil {
		t.Error("the job passes without benchgate")
	}
	holds(t, out, "syntax error", "VERDICT=error REGRESSIONS=0 INCONCLUSIVE=0 REPORT= URL=;")
	if len(r.server.Comments) != 0 {
		t.Errorf("comments %v", r.server.Comments)
	}
}

// endings are ways in which the step that measures ends without a verdict, each
// with what the published report says of it.
var endings = map[string]string{
	"unwritten":   "the run ended with status 3 and left no report",
	"killed":      "the run did not end by itself (status 137)",
	"forged":      "the run did not end by itself (status 137)",
	"interrupted": "the run was interrupted (status 130)",
	"malformed":   "the status of the step that measures",
	"lost":        "the step that measures left no status",
	"committed":   "git tracks \"committed/docs/.gitignore\"",
}

// TestActionEndings runs the action on benchmarks that end the gate, or its shell,
// or forge its report, and on a change that commits one: nothing of it passes.
func TestActionEndings(t *testing.T) {
	r := newRunner(t)
	workflow := "on:\n  pull_request:\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n" +
		"      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8\n"
	files := map[string]string{}
	text := read(t, "testdata/action/endings_test.go.txt")
	for name := range endings {
		output := "${{ runner.temp }}/out-" + name
		if name == "committed" {
			output = ".benchgate"
		}
		workflow += fmt.Sprintf(`      - uses: benchgate/benchgate@COMMIT
        if: always()
        id: %[1]s
        with:
          working-directory: %[1]s
          comment: never
          key: %[1]s
          output: %[2]s
      - if: always()
        run: echo "%[1]s=$V $(grep -c '"status":' "$P") ${P##*/benchgate-published-}"
        env:
          V: ${{ steps.%[1]s.outputs.verdict }}
          P: ${{ steps.%[1]s.outputs.report }}
`, name, output)
		files[name+"/go.mod"] = "module example.com/m\n\ngo 1.24\n"
		files[name+"/m_test.go"] = strings.Replace(text, "ENDING", name, 1)
	}
	files[".github/workflows/gate.yml"] = workflow
	head := map[string]string{"committed/docs/.gitignore": "# made by benchgate\n*\n",
		"committed/docs/report.json": `{"schema":"benchgate.report/v1","outcome":"pass","status":0}`}
	for name := range endings {
		head[name+"/m_test.go"] = strings.Replace(files[name+"/m_test.go"], "changed = 0", "changed = 1", 1)
	}
	repo := proposed(t, files, head)
	if err := os.Symlink("docs", filepath.Join(repo, "committed/.benchgate")); err != nil {
		t.Fatal(err)
	}
	gitIn(t, repo, "add", "--all", "--force")
	gitIn(t, repo, "commit", "--quiet", "--amend", "--no-edit")
	base, sha := r.proposal(t, repo, "octo")
	out, err := r.run(t, repo, "pull_request", pullEvent(base, sha))
	if err == nil {
		t.Error("the job passes")
	}
	for name, why := range endings {
		holds(t, out, name+"=error 1 ", why)
	}
	if len(r.server.Checks) != len(endings) {
		t.Errorf("%d checks", len(r.server.Checks))
	}
	for _, c := range r.server.Checks {
		if c["conclusion"] != "failure" {
			t.Errorf("%v: %v", c["name"], c["conclusion"])
		}
	}
}
