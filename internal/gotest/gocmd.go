package gotest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Go runs the go command of the PATH. Which toolchain works is for each
// module's go.mod to say. The zero value runs it in our own environment.
type Go struct {
	// Env is the whole environment for the go command and for the binaries it
	// builds; nil inherits ours. See ChildEnv.
	Env []string
	// Log, if set, is told every command before it runs.
	Log func(cmd string)
}

// A goError is a go command that failed, with its own words.
type goError struct{ message string }

func (e *goError) Error() string { return e.message }

// run runs the go command in dir and writes its standard output to out. A
// failure is a *goError that carries the bounded start of its standard error.
func (g Go) run(ctx context.Context, dir string, env []string, out io.Writer, args ...string) error {
	if g.Log != nil {
		g.Log(commandLine(dir, args))
	}
	var errs complaint
	p := process{path: "go", args: args, dir: dir, env: env, stdout: out, stderr: &errs}
	end, err := p.run(ctx)
	if err != nil {
		return fmt.Errorf("run go %s: %w", args[0], err)
	}
	if !end.state.Success() {
		message := errs.String()
		if message == "" {
			message = fmt.Sprintf("go %s: %v", args[0], end.state)
		}
		return &goError{message}
	}
	return nil
}

// output runs the go command and returns what it printed, without surrounding
// space.
func (g Go) output(ctx context.Context, dir string, env []string, args ...string) (string, error) {
	var out bytes.Buffer
	err := g.run(ctx, dir, env, &out, args...)
	return strings.TrimSpace(out.String()), err
}

// env returns the environment for the go command in a module; nil inherits.
func (g Go) env(workOff bool) []string {
	if !workOff {
		return g.Env
	}
	env := g.Env
	if env == nil {
		env = os.Environ()
	}
	return append(slices.Clone(env), "GOWORK=off")
}

// commandLine returns a command as one would type it.
func commandLine(dir string, args []string) string {
	words := []string{"cd", word(filepath.ToSlash(dir)), "&&", "go"}
	for _, a := range args {
		words = append(words, word(a))
	}
	return strings.Join(words, " ")
}

func word(s string) string {
	if s == "" || strings.ContainsAny(s, " \t\n\"'\\$&|;<>()*?#~`") {
		return strconv.Quote(s)
	}
	return s
}
