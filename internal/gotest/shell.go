package gotest

import (
	"context"
	"fmt"
	"runtime"
)

// Version returns the version of the toolchain that builds in dir, such as
// go1.26.8.
func (g Go) Version(ctx context.Context, dir string) (string, error) {
	return g.output(ctx, dir, g.Env, "env", "GOVERSION")
}

// Shell runs one command of the system's shell in dir, in a process group of
// its own that ends with it. Its error carries the bounded end of what the
// command printed.
func Shell(ctx context.Context, dir string, env []string, command string) error {
	name, flag := "sh", "-c"
	if runtime.GOOS == "windows" {
		name, flag = "cmd", "/c"
	}
	var out, errs tail
	p := process{path: name, args: []string{flag, command}, dir: dir, env: env, stdout: &out, stderr: &errs}
	end, err := p.run(ctx)
	switch {
	case err != nil:
		return err
	case !end.state.Success():
		return fmt.Errorf("%v\n%s%s", end.state, out.String(), errs.String())
	}
	return nil
}
