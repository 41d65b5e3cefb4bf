package main

import (
	"context"

	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/output"
)

// runVerb is "benchgate run": the gate.
func (p *program) runVerb(ctx context.Context, args []string) error {
	o, err := parseRunFlags(args)
	if err != nil {
		return p.orHelp("run", err)
	}
	if o.stdinNonce {
		if o.Nonce, err = output.ReadNonce(p.Stdin); err != nil {
			return err
		}
	}
	_, err = gate.Run(ctx, &p.Process, o.Options)
	return err
}
