package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/spf13/cobra"
)

// shop lays out a repository to complete in.
func shop(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":               "module example.com/shop\n\ngo 1.24\n",
		"parser/parse_test.go": "package parser\n\nimport \"testing\"\n\nfunc BenchmarkParse(b *testing.B) {}\nfunc BenchmarkPrint(b *testing.B) {}\n",
		"wire/wire_test.go":    "package wire\n\nimport \"testing\"\n\nfunc BenchmarkEncode(b *testing.B) {}\n",
		"bench.txt":            "",
		// Whose name a shell must not take for what it says.
		"odd $(touch odd)/odd_test.go": "package odd\n\nimport \"testing\"\n\nfunc BenchmarkOdd(b *testing.B) {}\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=A U Thor", "-c", "user.email=author@example.com"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "--quiet", "--initial-branch=main")
	git("add", "--all")
	git("commit", "--quiet", "--message", "first")
	git("branch", "faster/parser")
	git("tag", "v1.4.0")
	return dir
}

// suggested are the words that are suggested behind a command line, and what else
// cobra's answer says: "words" alone, "files" as well, or words that go on.
func suggested(t *testing.T, dir string, words ...string) (kind string, list []string) {
	t.Helper()
	var out bytes.Buffer
	p := &program{Process: process.Process{Stdout: &out, Stderr: io.Discard, Dir: dir, Env: os.Environ()}}
	if status := p.main(t.Context(), append([]string{cobra.ShellCompRequestCmd}, words...)); status != exit.Pass {
		t.Fatalf("status %d: %s", status, out.String())
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	last := len(lines) - 1
	for _, l := range lines[:last] {
		word, _, _ := strings.Cut(l, "\t")
		list = append(list, word)
	}
	kinds := map[string]string{":4": "words", ":0": "files", ":6": "part"}
	return kinds[lines[last]], list
}

func TestSuggestions(t *testing.T) {
	dir := shop(t)
	for _, c := range []struct {
		line, kind string
		want       []string // among others
		not        string
	}{
		{"", "words", []string{"run", "compare", "completion", "version"}, "status"},
		{"re", "words", []string{"render"}, "run"},
		{"run --ba", "words", []string{"--base"}, "--budget"},
		{"run --base ", "words", []string{"HEAD", "main", "faster/parser", "v1.4.0"}, ""},
		{"run --base=v", "words", []string{"v1.4.0"}, ""},
		{"run -b ", "words", []string{"Parse", "Print", "Encode", "^BenchmarkParse$"}, ""},
		{"run --bench=^BenchmarkP", "words", []string{"^BenchmarkParse$"}, "Parse"},
		{"run -bench=^BenchmarkP", "words", []string{"^BenchmarkParse$"}, "Parse"},
		{"run ./wire -b ", "words", []string{"Encode"}, "Parse"},
		{"run --changed ", "words", []string{"./..."}, "true"},
		{"run --changed=", "words", []string{"true", "false"}, ""},
		{"run --engine t", "words", []string{"turns"}, "auto"},
		{"run ", "words", []string{"./...", "./parser", "./wire"}, "./odd $(touch odd)"},
		{"run ./p", "words", []string{"./parser", "./parser/..."}, "./wire"},
		{"run -- ", "part", []string{"-race"}, "./..."},
		{"run -- -t", "part", []string{"-tags", "-toolexec"}, "-race"},
		{"run --format j", "words", []string{"json", "junit"}, "text"},
		{"run --config ", "files", nil, "main"},
		{"compare ", "files", nil, ""},
		{"compare --base ", "files", nil, "main"},
		{"config ", "words", []string{"verify", "show", "schema"}, ""},
		{"config verify ", "files", nil, "show"},
		{"help st", "words", []string{"status"}, "run"},
		{"completion ", "words", []string{"bash", "zsh", "fish", "powershell"}, ""},
		{"hook ", "words", []string{"install", "uninstall", "status"}, "pre-push"},
		{"hook install --bu", "words", []string{"--budget"}, "--force"},
		{"nonsense ", "words", nil, ""},
		{"version --j", "words", []string{"--json"}, ""},
	} {
		kind, got := suggested(t, dir, strings.Split(c.line, " ")...)
		if kind != c.kind {
			t.Errorf("%q: %s, want %s", c.line, kind, c.kind)
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%q: %q is not among %q", c.line, w, got)
			}
		}
		if c.not != "" && slices.Contains(got, c.not) {
			t.Errorf("%q: suggests %q", c.line, c.not)
		}
	}
	if _, got := suggested(t, t.TempDir(), "run", "--base", ""); len(got) > 0 {
		t.Errorf("outside of a repository: %q", got)
	}
}

// No script evaluates what is typed. PowerShell's does: it has no other way.
func TestCompletionEvaluatesNothing(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		var out bytes.Buffer
		p := &program{Process: process.Process{Stdout: &out, Stderr: &out}}
		if status := p.main(t.Context(), []string{"completion", shell}); status != exit.Pass {
			t.Fatalf("%s: status %d", shell, status)
		}
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSpace(line)
			if strings.Contains(line, "eval ") && line[0] != '#' && !strings.Contains(line, "debug") && !strings.Contains(line, "eval _describe ") {
				t.Errorf("%s: %s", shell, line)
			}
		}
		if !strings.Contains(out.String(), asking[shell].ours) {
			t.Errorf("%s: cobra asks in another way now:\n%s", shell, out.String())
		}
	}
}

// Every flag of every command is suggested; cobra writes one of one letter both
// ways.
func TestEveryFlagIsSuggested(t *testing.T) {
	dir := t.TempDir()
	for _, c := range tree(io.Discard).Commands() {
		_, got := suggested(t, dir, c.Name(), "-")
		n := 0
		for _, f := range flagNames(c.Flags()) {
			if n++; len(f) == 1 {
				n++
			}
			if !slices.Contains(got, dashed(f)) {
				t.Errorf("%s: %s is not among %q", c.Name(), dashed(f), got)
			}
		}
		if n != len(got) {
			t.Errorf("%s: %d flags, but %q", c.Name(), n, got)
		}
	}
}
