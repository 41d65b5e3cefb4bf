package doctor

// facts looks at the machine. The state is read before the noise is measured,
// which is a load of its own.
func (p *program) facts(ctx context.Context, about time.Duration) (doctor.Facts, error) {
	f := doctor.Facts{Machine: machine.Describe(), State: machine.ReadState(machine.System()), TempDir: git.TempDir(p.Env)}
	var err error
	if f.Git, err = git.Version(ctx, p.Dir, p.Env); err != nil {
		f.GitErr = err.Error()
	}
	if f.Free, err = machine.FreeBytes(f.TempDir); err != nil {
		f.FreeErr = err.Error()
	}
	if f.Go, err = (gotest.Go{Env: gotest.ChildEnv(p.Env, nil)}).Version(ctx, p.Dir); err != nil {
		f.GoErr = err.Error()
	} else if err := p.tryHooks(ctx); err != nil {
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
func (p *program) tryHooks(ctx context.Context) (err error) {
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
