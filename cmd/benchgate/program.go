package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/process"
)

// A program is a command line with the process that it runs in.
type program struct {
	process.Process
	args []string
}

// main runs the command that args name and returns the exit status.
func (p *program) main(ctx context.Context, args []string) (status int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(p.Stderr, "benchgate: internal error: %v\n%s", r, debug.Stack())
			status = exit.Unmeasured
		}
	}()
	err := p.execute(ctx, args)
	var v exit.Verdict
	switch {
	case err == nil:
		return exit.Pass
	case errors.As(err, &v):
		return int(v)
	}
	if ctx.Err() != nil {
		fmt.Fprintln(p.Stderr, "benchgate: interrupted")
		return exit.Interrupted
	}
	p.Report(err)
	return exit.Of(err)
}

// execute runs a command, and profiles it where flags before it ask for that. A
// profile that cannot be written is an error of its own beside a verdict.
func (p *program) execute(ctx context.Context, args []string) error {
	p.args = args
	var pr profiling
	root := newRoot(p, &pr)
	words, err := spelledFor(root, args)
	if err != nil {
		return err
	}
	root.SetArgs(words)
	err = root.ExecuteContext(ctx)
	missing := pr.stop(p)
	if missing != nil && err != nil {
		p.Report(missing)
		return err
	}
	return errors.Join(err, missing)
}
