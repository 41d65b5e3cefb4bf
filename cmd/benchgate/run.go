package main

import (
	"context"

	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/output"
)

// run is "benchgate run": the gate.
func (p *program) run(ctx context.Context, o *runOptions) (err error) {
	if err := o.changedByEnv(&p.Process); err != nil {
		return err
	}
	if o.stdinNonce {
		if o.Nonce, err = output.ReadNonce(p.Stdin); err != nil {
			return err
		}
	}
	_, err = gate.Run(ctx, &p.Process, o.Options)
	return err
}
