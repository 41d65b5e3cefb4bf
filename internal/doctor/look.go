package doctor

import (
	"context"
	"errors"
	"time"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/machine"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/process"
)

// Look looks at the machine. The state is read before the noise is measured,
// which is a load of its own.
func Look(ctx context.Context, p *process.Process, about time.Duration) (Facts, error) {
	f := Facts{Machine: machine.Describe(), State: machine.ReadState(machine.System()), TempDir: git.TempDir(p.Env)}
	var err error
	if f.Git, err = git.Version(ctx, p.Dir, p.Env); err != nil {
		f.GitErr = err.Error()
	}
	if f.Free, err = machine.FreeBytes(f.TempDir); err != nil {
		f.FreeErr = err.Error()
	}
	if f.Go, err = (gotest.Go{Env: gotest.ChildEnv(p.Env, nil)}).Version(ctx, p.Dir); err != nil {
		f.GoErr = err.Error()
	} else if err := tryHooks(ctx, p); err != nil {
		f.TurnsErr = err.Error()
	} else {
		f.Turns = true
	}
	if about > 0 {
		n, err := machine.MeasureNoise(ctx, about)
		if err != nil {
			return f, err
		}
		f.Noise = &n
		f.Stolen = machine.ReadTimes(machine.System()).Stolen(f.State.Times)
	}
	return f, ctx.Err()
}

// tryHooks puts the hooks of the turns engine into the Go that builds here, in
// a directory that goes away.
func tryHooks(ctx context.Context, p *process.Process) (err error) {
	tool, err := hooks.Toolchain(ctx, p.Dir, gotest.ChildEnv(p.Env, nil))
	if err != nil {
		return err
	}
	dir, remove, err := git.Scratch()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	_, err = hooks.Overlay(tool, dir)
	return err
}
