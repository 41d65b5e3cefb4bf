package main

import (
	"io"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// TestPreCommitHooks holds the file for pre-commit to what it asks for, and to
// commands that exist.
func TestPreCommitHooks(t *testing.T) {
	var hooks []struct {
		ID, Name, Entry, Language string
		Stages                    []string
		AlwaysRun                 bool `yaml:"always_run"`
		PassFilenames             bool `yaml:"pass_filenames"`
	}
	if err := yaml.Unmarshal([]byte(read(t, "../../.pre-commit-hooks.yaml")), &hooks); err != nil || len(hooks) != 1 {
		t.Fatalf("%v: %v", hooks, err)
	}
	h := hooks[0]
	if h.ID == "" || h.Name == "" || h.Language != "golang" || len(h.Stages) != 1 || h.Stages[0] != "pre-push" || !h.AlwaysRun || h.PassFilenames {
		t.Errorf("%+v", h)
	}
	doc := read(t, "../../docs/desk.md")
	if !strings.Contains(doc, "- id: "+h.ID+"\n") {
		t.Errorf("docs/desk.md does not name the hook %s", h.ID)
	}
	for _, line := range append(strings.Split(doc, "\n"), h.Entry) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "run: ")
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != "benchgate" {
			continue
		}
		if _, err := spelled(tree(io.Discard), words[1:2]); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// TestSnippets decodes the YAML that docs/desk.md shows.
func TestSnippets(t *testing.T) {
	doc := read(t, "../../docs/desk.md")
	for _, first := range []string{"repos:", "pre-push:"} {
		_, rest, ok := strings.Cut(doc, "\n    "+first+"\n")
		block, _, _ := strings.Cut(rest, "\n\n")
		var v map[string]any
		if err := yaml.Unmarshal([]byte(strings.ReplaceAll("    "+first+"\n"+block, "\n    ", "\n")[4:]), &v); err != nil || !ok || len(v) != 1 {
			t.Errorf("%s %v %v", first, v, err)
		}
	}
}
