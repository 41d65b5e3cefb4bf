// Package process is what a command may touch of the process it runs in: its
// streams, environment, directory, terminal and signals, and its relatives:
// parents that hold secrets, and orphans that the measured code leaves.
package process

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/words"
)

// A Process is the process as a command sees it. A command that gets another
// one runs elsewhere, or for another reader.
type Process struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Env            []string // KEY=value; the last one of a key counts
	Dir            string   // the working directory, absolute
}

// Lookup returns the value of an environment variable, the last one winning as
// in os/exec.
func (p *Process) Lookup(key string) (string, bool) {
	value, found := "", false
	for _, kv := range p.Env {
		if k, v, ok := strings.Cut(kv, "="); ok && k == key {
			value, found = v, true
		}
	}
	return value, found
}

// InActions tells whether a GitHub workflow runs this process.
func (p *Process) InActions() bool {
	v, _ := p.Lookup("GITHUB_ACTIONS")
	return v == "true"
}

// Absolute makes a path of the command line absolute; "" stays "".
func (p *Process) Absolute(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(p.Dir, path)
}

// Near is a path as one would type it here: relative where that is shorter.
func (p *Process) Near(path string) string {
	if rel, err := filepath.Rel(p.Dir, path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}

// Report prints an error on stderr: one line for what happened, one for what
// to do where that is known. What it quotes may be a stranger's.
func (p *Process) Report(err error) {
	text := words.VisibleLines(strings.TrimRight(err.Error(), "\n"))
	fmt.Fprintf(p.Stderr, "benchgate: %s\n", text)
	if hint := exit.Hint(err); hint != "" && !strings.Contains(text, hint) {
		fmt.Fprintf(p.Stderr, "  hint: %s\n", words.VisibleLines(hint))
	}
}

// Warn prints a warning on stderr, which may quote a stranger.
func (p *Process) Warn(text string) {
	fmt.Fprintf(p.Stderr, "benchgate: warning: %s\n", words.VisibleLines(text))
}
