package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/config"
)

// TestPolicyDocs holds docs/policy.md to the schema: every key is explained.
func TestPolicyDocs(t *testing.T) {
	doc := read(t, "../../docs/policy.md")
	var schema struct {
		Properties map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(config.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	if len(schema.Properties) < 10 {
		t.Fatalf("the schema has %d keys", len(schema.Properties))
	}
	for key, value := range schema.Properties {
		if !strings.Contains(doc, "| `"+key+"` |") {
			t.Errorf("docs/policy.md has no row for %s", key)
		}
		if key != "on" {
			continue
		}
		for sub := range value.Properties {
			if !strings.Contains(doc, "| `"+sub+"` |") {
				t.Errorf("docs/policy.md has no row for on: %s", sub)
			}
		}
	}
}

// TestSamplePolicies checks every policy that the docs show as a whole file.
func TestSamplePolicies(t *testing.T) {
	block := regexp.MustCompile(`(?m)(?:^ {4,}.*\n|^\n)+`)
	checked := 0
	for _, name := range []string{"../../README.md", "../../docs/policy.md", "../../docs/example.md"} {
		for _, text := range block.FindAllString(read(t, name), -1) {
			lines := strings.Split(strings.TrimRight(strings.TrimLeft(text, "\n"), "\n"), "\n")
			indent := len(lines[0]) - len(strings.TrimLeft(lines[0], " "))
			for i, l := range lines {
				lines[i] = l[min(indent, len(l)):]
			}
			policy := strings.Join(lines, "\n")
			switch {
			case strings.HasPrefix(policy, "version:"):
			case strings.HasPrefix(policy, "rules:"), strings.HasPrefix(policy, "waivers:"):
				policy = "version: 1\n" + policy
			default:
				continue
			}
			checked++
			if _, err := config.Parse(name, []byte(policy)); err != nil {
				t.Errorf("%s: %v\n%s", name, err, policy)
			}
		}
	}
	if checked < 3 {
		t.Errorf("found only %d policies in the docs", checked)
	}
}

// TestDocsLinks checks that what README.md points to is there.
func TestDocsLinks(t *testing.T) {
	for _, m := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(read(t, "../../README.md"), -1) {
		if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
			t.Errorf("README.md: %v", err)
		}
	}
}

// TestReadmeTestCommand holds .ci/run to the README's test command.
func TestReadmeTestCommand(t *testing.T) {
	const command = "go test -timeout 30m ./..."
	for _, name := range []string{"../../README.md", "../../.ci/run"} {
		if !strings.Contains(read(t, name), command) {
			t.Errorf("%s does not have the test command %q", name, command)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestFaults holds docs/faults.md to its word: every test it names exists.
func TestFaults(t *testing.T) {
	have := map[string]bool{}
	files, err := filepath.Glob("../../internal/*/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	nested, _ := filepath.Glob("../../internal/*/*/*_test.go")
	own, _ := filepath.Glob("*_test.go")
	for _, f := range append(append(files, nested...), own...) {
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(read(t, f), -1) {
			have[m[1]] = true
		}
	}
	scripts, _ := filepath.Glob("testdata/script/*.txtar")
	for _, f := range scripts {
		have["TestScript/"+strings.TrimSuffix(filepath.Base(f), ".txtar")] = true
	}
	named := regexp.MustCompile("`(Test[\\w/]+)`").FindAllStringSubmatch(read(t, "../../docs/faults.md"), -1)
	if len(named) < 40 {
		t.Errorf("docs/faults.md names only %d tests", len(named))
	}
	for _, m := range named {
		if !have[m[1]] {
			t.Errorf("docs/faults.md names %s, which does not exist", m[1])
		}
	}
}
