package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestBashCompletes types into a real bash and presses Tab.
func TestBashCompletes(t *testing.T) {
	dir := shop(t)
	x := newTerminal(t, 100, dir, nil, "env", "PS1=$ ", "LANG=C.UTF-8", "bash", "--norc", "--noprofile")
	x.text("source <(benchgate completion bash); bind 'set bell-style none'; clear")
	x.press("Enter")
	completes(x)
	runsNothing(x, dir)
}

// TestZshCompletes does the same in zsh.
func TestZshCompletes(t *testing.T) {
	needTool(t, "zsh")
	dir := shop(t)
	x := newTerminal(t, 100, dir, nil, "env", "PS1=$ ", "LANG=C.UTF-8", "ZDOTDIR="+t.TempDir(), "zsh", "-f")
	x.text("autoload -Uz compinit; compinit -u -D; setopt nobeep; source <(benchgate completion zsh); PS1='$ '; clear")
	x.press("Enter")
	completes(x)
	runsNothing(x, dir)
}

// TestFishCompletes asks fish itself what it would suggest.
func TestFishCompletes(t *testing.T) {
	needTool(t, "fish")
	dir := shop(t)
	for _, c := range typed {
		cmd := exec.Command("fish", "--no-config", "-c", "benchgate completion fish | source; complete -C "+fishQuote(c.typed))
		cmd.Dir, cmd.Env = dir, append(bareEnv(), "HOME="+t.TempDir(), "LANG=C.UTF-8")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("fish: %v\n%s", err, out)
		}
		var words []string
		for l := range strings.SplitSeq(strings.TrimSpace(string(out)), "\n") {
			word, _, _ := strings.Cut(l, "\t")
			words = append(words, word)
		}
		last := c.want[strings.LastIndexByte(strings.TrimSpace(c.want), ' ')+1:]
		if want := strings.TrimSpace(last); !slices.Contains(words, want) {
			t.Errorf("%q: %q is not among %q", c.typed, want, words)
		}
	}
	cmd := exec.Command("fish", "--no-config", "-c", "benchgate completion fish | source; complete -C "+fishQuote("benchgate run '(touch ran)' --stri"))
	cmd.Dir, cmd.Env = dir, append(bareEnv(), "HOME="+t.TempDir(), "LANG=C.UTF-8")
	if out, err := cmd.Output(); err != nil || !strings.Contains(string(out), "--strict") {
		t.Errorf("fish: %v\n%s", err, out)
	}
	if exists(filepath.Join(dir, "ran")) {
		t.Error("Tab ran touch ran")
	}
}

func fishQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `\'`) + "'" }

// typed are command lines and what Tab makes of them.
var typed = []struct{ typed, want string }{
	{"benchgate comple", "benchgate completion"},
	{"benchgate run --stri", "benchgate run --strict"},
	{"benchgate run --engine tu", "benchgate run --engine turns"},
	{"benchgate run --format=js", "benchgate run --format=json"},
	{"benchgate run --base fas", "benchgate run --base faster/parser"},
	{"benchgate run --base=v1", "benchgate run --base=v1.4.0"},
	{"benchgate run -b Enc", "benchgate run -b Encode"},
	{"benchgate run ./wi", "benchgate run ./wire"},
	{"benchgate compare ben", "benchgate compare bench.txt"},
	{"benchgate help stat", "benchgate help status"},
}

// runsNothing completes behind a command substitution, and where a directory has
// one in its name.
func runsNothing(x *terminal, dir string) {
	x.t.Helper()
	x.text("benchgate run $(touch ran) --stri")
	x.press("Tab")
	x.untilText("$ benchgate run $(touch ran) --strict")
	x.press("C-u")
	x.text("benchgate run ./odd")
	x.press("Tab")
	x.text(" --stri")
	x.press("Tab")
	x.untilText("$ benchgate run ./odd --strict")
	x.press("C-u")
	for _, name := range []string{"ran", "odd"} {
		if exists(filepath.Join(dir, name)) {
			x.t.Errorf("Tab ran touch %s", name)
		}
	}
}

// completes types each line, presses Tab and waits for what it becomes.
func completes(x *terminal) {
	x.t.Helper()
	x.until("the prompt alone", func(s string) bool { return strings.TrimSpace(s) == "$" })
	for _, c := range typed {
		x.text(c.typed)
		x.press("Tab")
		x.untilText("$ " + c.want)
		x.press("C-u")
		x.text("clear")
		x.press("Enter")
		x.until("the prompt alone", func(s string) bool { return strings.TrimSpace(s) == "$" })
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
