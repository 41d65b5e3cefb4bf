package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestBashCompletes types into a real bash and presses Tab.
func TestBashCompletes(t *testing.T) {
	x := newTerminal(t, 100, shop(t), nil, "env", "PS1=$ ", "LANG=C.UTF-8", "bash", "--norc", "--noprofile")
	x.text("source <(benchgate completion bash); bind 'set bell-style none'; clear")
	x.press("Enter")
	completes(x)
	odd(x, `./odd\ \$\(touch\ odd\)`)
}

// TestZshCompletes does the same in zsh.
func TestZshCompletes(t *testing.T) {
	needTool(t, "zsh")
	x := newTerminal(t, 100, shop(t), nil, "env", "PS1=$ ", "LANG=C.UTF-8", "ZDOTDIR="+t.TempDir(), "zsh", "-f")
	x.text("autoload -Uz compinit; compinit -u -D; setopt nobeep; source <(benchgate completion zsh); PS1='$ '; clear")
	x.press("Enter")
	completes(x)
	odd(x, `./odd\ \$\(touch\ odd\)`)
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

// odd is a directory that has to be quoted; each shell quotes in its own way.
func odd(x *terminal, quoted ...string) {
	x.t.Helper()
	x.text("benchgate run ./odd")
	x.press("Tab")
	x.until("a quoted directory", func(s string) bool {
		return slices.ContainsFunc(quoted, func(q string) bool { return strings.Contains(s, "$ benchgate run "+q) })
	})
	x.press("C-u")
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
