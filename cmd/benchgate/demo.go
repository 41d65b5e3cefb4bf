package main

import (
	"context"
	"flag"

	"github.com/benchgate/benchgate/internal/demo"
)

func newDemoFlags(keep *bool) *flag.FlagSet {
	fs := flag.NewFlagSet("demo", flag.ContinueOnError)
	fs.BoolVar(keep, "keep", false, "keep the example's repository and say where it is")
	return fs
}

// demoVerb is "benchgate demo".
func (p *program) demoVerb(ctx context.Context, args []string) (err error) {
	var keep bool
	operands, rest, err := parse(newDemoFlags(&keep), args)
	if err != nil {
		return p.orHelp("demo", err)
	}
	if err := none("demo", operands, rest); err != nil {
		return err
	}
	return demo.Run(ctx, &p.Process, keep)
}
