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
	namesTests(t, "../../docs/faults.md", read(t, "../../docs/faults.md"), 40)
}

// TestDecisions holds the table of decisions of docs/engine.md to its word, and the
// table to every decision: each is shown by a test, a table or a command that exists.
func TestDecisions(t *testing.T) {
	const name = "../../docs/engine.md"
	doc := read(t, name)
	_, text, ok := strings.Cut(doc, "\n## What stands behind each decision\n")
	if !ok {
		t.Fatal("docs/engine.md has no table of decisions")
	}
	text, _, _ = strings.Cut(text, "\n## ")
	namesTests(t, name, text, 20)
	for _, m := range regexp.MustCompile(`\]\(#([a-z-]+)\)`).FindAllStringSubmatch(text, -1) {
		title := "\n## " + strings.ReplaceAll(m[1], "-", " ") + "\n"
		if !strings.Contains(strings.ToLower(doc), title) {
			t.Errorf("docs/engine.md has no section %s", m[1])
		}
	}
	for row := range strings.Lines(text) {
		if cells := strings.Split(row, "|"); len(cells) == 4 && !regexp.MustCompile("`|#|---|shown by").MatchString(cells[2]) {
			t.Errorf("nothing shows that %s", cells[1])
		}
	}
}

// namesTests holds that a text names at least so many tests, and only such as exist.
func namesTests(t *testing.T, name, text string, least int) {
	t.Helper()
	have := tests(t)
	named := regexp.MustCompile("`((?:Test|Fuzz)[\\w/]+)`").FindAllStringSubmatch(text, -1)
	if len(named) < least {
		t.Errorf("%s names only %d tests", name, len(named))
	}
	for _, m := range named {
		if !have[m[1]] {
			t.Errorf("%s names %s, which does not exist", name, m[1])
		}
	}
}

// tests returns the names of all tests and scripts of the module and its lab.
func tests(t *testing.T) map[string]bool {
	t.Helper()
	have := map[string]bool{}
	var files []string
	for _, pattern := range []string{"*_test.go", "../../internal/*/*_test.go", "../../internal/*/*/*_test.go", "../../internal/*/*/*/*_test.go", "../../lab/*/*_test.go"} {
		some, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	for _, f := range files {
		for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`).FindAllStringSubmatch(read(t, f), -1) {
			have[m[1]] = true
		}
	}
	scripts, _ := filepath.Glob("testdata/script/*.txtar")
	for _, f := range scripts {
		have["TestScript/"+strings.TrimSuffix(filepath.Base(f), ".txtar")] = true
	}
	return have
}
