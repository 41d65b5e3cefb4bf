package changes

import (
	"path"
	"strings"
	"testing"
)

var defaults = Filter{Ignore: []string{"*.md", "docs/**", "LICENSE*", ".github/**"}, Inputs: []string{"schemas/*.json", "fixtures/**"}}

func TestVisible(t *testing.T) {
	for _, tt := range []struct {
		name, dir string
		visible   bool
	}{
		{"README.md", "parser", false},
		{"parser/README.md", "parser", true}, // the benchmark's own directory
		{"parser/doc/notes.md", "parser", true},
		{"other/README.md", "parser", false},
		{"parserx/README.md", "parser", false},
		{"README.md", ".", true}, // a package at the root
		{"docs/a/b.md", ".", true},
		{"docs/a/b.png", "parser", false},
		{"docs/testdata/b.png", "parser", true},
		{"LICENSE", "parser", false},
		{"LICENSE.txt", "parser", false},
		{"x/LICENSES/MIT", "parser", true},
		{".github/workflows/ci.yml", "parser", false},
		{"parser/parse.go", "parser", false},
		{"other/x.go", "parser", false},
		{"parser/testdata/x.go", "parser", true},
		{"testdata/big.md", "parser", true},
		{"go.mod", "parser", true},
		{"data.bin", "parser", true},
		{"schemas/a.json", "parser", true},
		{"fixtures/a/b/c.go", "parser", true}, // inputs win over Go source
	} {
		file, why := defaults.Visible([]string{tt.name}, tt.dir)
		if got := file != ""; got != tt.visible {
			t.Errorf("Visible(%q in %q) = %q (%s), want visible=%v", tt.name, tt.dir, file, why, tt.visible)
		}
		if (file == "") != (why == "") {
			t.Errorf("Visible(%q): file %q and reason %q disagree", tt.name, file, why)
		}
	}
}

func TestVisibleLooksAtEveryFile(t *testing.T) {
	if file, _ := defaults.Visible([]string{"README.md", "a.go", "data.bin", "docs/x"}, "p"); file != "data.bin" {
		t.Errorf("Visible named %q, want data.bin", file)
	}
	if file, _ := defaults.Visible(nil, "p"); file != "" {
		t.Errorf("no changed files, but %q is visible", file)
	}
}

func TestVisiblePolicyAndInputs(t *testing.T) {
	f := Filter{Inputs: []string{"spec/*.md"}, Policy: ".benchgate.yml"}
	if file, why := f.Visible([]string{".benchgate.yml"}, "."); file != "" {
		t.Errorf("the policy file is visible: %s", why)
	}
	if file, _ := f.Visible([]string{"sub/.benchgate.yml"}, "."); file == "" {
		t.Error("a file that is not the policy in force is not visible")
	}
	if file, _ := f.Visible([]string{"a.bin", "spec/x.md"}, "."); file != "spec/x.md" {
		t.Errorf("Visible named %q before an input", file)
	}
	f.Inputs = []string{".benchgate.yml"}
	if file, _ := f.Visible([]string{".benchgate.yml"}, "."); file == "" {
		t.Error("the policy file is not visible although inputs names it")
	}
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		pattern, name string
		want          bool
	}{
		{"*.md", "a/b/c.md", true},
		{"docs/**", "docs", false},
		{"docs/**", "docs/x", true},
		{"docs/**", "a/docs/x", false},
		{"**/docs/*", "a/b/docs/x", true},
		{"**/docs/*", "docs/x", true},
		{"a/**/z", "a/z", true},
		{"a/**/z", "a/b/c/z", true},
		{"a/**/z", "a/b/c/y", false},
		{"a/*/z", "a/b/c/z", false},
		{"[", "[", false},
	} {
		if got := Match(tt.pattern, tt.name); got != tt.want {
			t.Errorf("Match(%q, %q) = %v", tt.pattern, tt.name, got)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("docs/**", "docs/a/b")
	f.Add("**/**/x", "a/b/x")
	f.Fuzz(func(t *testing.T, pattern, name string) {
		if len(pattern) > 40 || len(name) > 80 {
			return
		}
		_, malformed := path.Match(strings.ReplaceAll(pattern, "**", "*"), "")
		if (pattern == "" || malformed != nil) && Match(pattern, name) {
			t.Errorf("malformed pattern %q matches %q", pattern, name)
		}
	})
}
