package main

// runVerb is "benchgate run": the gate.
func (p *program) runVerb(ctx context.Context, args []string) error {
	o, err := parseRunFlags(args)
	if err != nil {
		return p.orHelp("run", err)
	}
	if err := p.changedByEnv(o); err != nil {
		return err
	}
	if o.stdinNonce {
		if o.nonce, err = output.ReadNonce(p.Stdin); err != nil {
			return err
		}
	}
	g := &gate{program: p, options: o, started: time.Now()}
	return g.run(ctx)
}
