package scaffold

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/policy"
)

func survey() Survey {
	return Survey{Modules: []string{".", "tools"}, Packages: 3, Benchmarks: 14, CI: []string{"GitHub Actions"}, DefaultBranch: "main"}
}

// TestPolicy holds the file to its word: it decodes, says what applies without
// it, and explains every key.
func TestPolicy(t *testing.T) {
	for name, s := range map[string]Survey{"usual": survey(), "empty": {},
		"hostile": {Modules: []string{"a\nversion: 2", "b\u2028: x", "\xff"}, Unlisted: "go: \x01\nrules: []"}} {
		text := Policy(s)
		got, err := config.Parse(".benchgate.yml", []byte(text))
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		if diff := cmp.Diff(config.Default(), got, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(policy.Policy{})); diff != "" {
			t.Errorf("%s: not the defaults:\n%s", name, diff)
		}
		before := ""
		for i, line := range strings.Split(text, "\n") {
			trimmed := strings.TrimSpace(line)
			if trimmed != "" && !strings.HasPrefix(trimmed, "#") && !strings.HasPrefix(before, "#") {
				t.Errorf("%s: line %d is not explained: %s", name, i+1, line)
			}
			before = trimmed
		}
	}
}

// TestPolicyExamples switches on what the file shows as comments.
func TestPolicyExamples(t *testing.T) {
	lines := strings.Split(Policy(survey()), "\n")
	on := 0
	for i, line := range lines {
		rest, ok := strings.CutPrefix(line, "# ")
		key, _, colon := strings.Cut(rest, ":")
		if ok && (colon && !strings.Contains(key, " ") || strings.HasPrefix(rest, "  ")) {
			lines[i] = rest
			on++
		}
	}
	s, err := config.Parse(".benchgate.yml", []byte(strings.Join(lines, "\n")))
	if err != nil || on < 8 {
		t.Fatalf("%d lines: %v\n%s", on, err, strings.Join(lines, "\n"))
	}
	if len(s.Policy.Rules) != 2 || len(s.Inputs) != 1 || len(s.Prepare) != 1 || len(s.BuildFlags) != 1 {
		t.Errorf("%+v", s)
	}
}

// TestWorkflow holds the workflow and docs/github.md to one text.
func TestWorkflow(t *testing.T) {
	doc, err := os.ReadFile("../../docs/github.md")
	if err != nil {
		t.Fatal(err)
	}
	indented := "    # " + WorkflowPath + "\n"
	for _, line := range strings.Split(strings.TrimSuffix(workflow, "\n"), "\n") {
		indented += strings.TrimRight("    "+line, " ") + "\n"
	}
	if !strings.Contains(string(doc), indented) {
		t.Errorf("docs/github.md does not show\n%s", indented)
	}
	sha := strings.Repeat("a", 40)
	for commit, want := range map[string]string{sha: "benchgate/benchgate@" + sha + "\n", "": "@COMMIT # put the commit"} {
		if text := Workflow(commit); !strings.Contains(text, want) {
			t.Errorf("with the commit %q it is\n%s", commit, text)
		}
	}
}

func TestLines(t *testing.T) {
	many := Survey{Modules: []string{"a", "b", "c", "d", "e", "f"}, Packages: 1, Benchmarks: 1}
	got := strings.Join(append(many.Lines(), Survey{Unlisted: "no go"}.Lines()...), "\n")
	want := `6 modules: a, b, c, d, e, …
1 benchmark function in 1 package
no default branch known
no CI system known here
0 modules
benchmarks could not be counted: no go
no default branch known
no CI system known here`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
