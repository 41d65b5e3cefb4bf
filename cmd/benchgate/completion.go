package main

import (
	"bufio"
	"context"
	"embed"
	"flag"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
)

//go:embed shell
var shellScripts embed.FS

// shells are those that completion knows.
var shells = []string{"bash", "zsh", "fish"}

func newCompletionFlags(reply *string) *flag.FlagSet {
	fs := flag.NewFlagSet("completion", flag.ContinueOnError)
	fs.StringVar(reply, "reply", "", "answer `SHELL` what may stand where the words after -- end; the scripts ask so")
	return fs
}

// completionVerb is "benchgate completion SHELL". With --reply it is what the
// scripts ask, word by word.
func (p *program) completionVerb(ctx context.Context, args []string) error {
	var reply string
	operands, rest, err := parse(newCompletionFlags(&reply), args)
	if err != nil {
		return p.orHelp("completion", err)
	}
	shell := reply
	if shell == "" {
		if len(operands) != 1 || len(rest) > 0 {
			return exit.Usagef("benchgate completion bash, zsh or fish", "completion: want the name of a shell")
		}
		shell = operands[0]
	}
	if !slices.Contains(shells, shell) {
		hint := "known are " + strings.Join(shells, ", ")
		if near := config.Nearest(shell, shells); near != "" {
			hint = "did you mean " + near + "?"
		}
		return exit.Usagef(hint, "completion: unknown shell %q", shell)
	}
	if reply != "" {
		return p.reply(ctx, shell, rest)
	}
	script, err := shellScripts.ReadFile(path.Join("shell", "completion."+shell))
	if err != nil {
		return err
	}
	_, err = p.Stdout.Write(script)
	return err
}

// A suggestion is what may stand at a place of the command line.
type suggestion struct{ word, about string }

// A completion is the answer to a shell: words, and whether the names of files
// may stand there as well. In part says that a word goes on behind what is
// suggested.
type completion struct {
	words  []suggestion
	files  bool
	inPart bool
}

func (c *completion) add(about string, words ...string) {
	for _, w := range words {
		c.words = append(c.words, suggestion{w, about})
	}
}

// reply writes the kind of the answer on the first line, and then a word a line
// with a tab before what it is about. Only words that go on from the current one
// are written.
func (p *program) reply(ctx context.Context, shell string, words []string) error {
	if shell == "bash" {
		words = unsplit(words)
	}
	if len(words) == 0 {
		words = []string{""}
	}
	current := words[len(words)-1]
	c := p.complete(ctx, words[:len(words)-1], current)
	kind := "words"
	switch {
	case c.files:
		kind = "files"
	case c.inPart:
		kind = "part"
	}
	cut := ""
	if name, _, ok := strings.Cut(current, "="); ok && shell == "bash" && strings.HasPrefix(current, "-") {
		cut = name + "=" // bash completes what follows the sign
	}
	w := bufio.NewWriter(p.Stdout)
	fmt.Fprintln(w, kind)
	for _, s := range c.words {
		if !strings.HasPrefix(s.word, current) || strings.ContainsAny(s.word, "\n\t") {
			continue
		}
		line := strings.TrimPrefix(s.word, cut)
		if s.about != "" {
			line += "\t" + s.about
		}
		fmt.Fprintln(w, line)
	}
	return w.Flush()
}

// unsplit puts together what bash takes apart: it makes words of their own of
// "=" and ":".
func unsplit(words []string) []string {
	var out []string
	for i, w := range words {
		glue := w == "=" || w == ":" || i > 0 && (words[i-1] == "=" || words[i-1] == ":")
		if n := len(out); glue && n > 0 && out[n-1] != "" {
			out[n-1] += w
			continue
		}
		out = append(out, w)
	}
	return out
}
