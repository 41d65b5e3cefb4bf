package main

import (
	"context"
	"flag"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report"
)

type mergeOptions struct {
	output     string
	stdinNonce bool
}

func newMergeFlags(o *mergeOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("merge", flag.ContinueOnError)
	fs.StringVar(&o.output, "output", ".benchgate", "write the merged report and rounds to `DIR`")
	fs.BoolVar(&o.stdinNonce, "nonce", false, nonceUsage)
	return fs
}

// mergeVerb is "benchgate merge DIR…".
func (p *program) mergeVerb(_ context.Context, args []string) error {
	var o mergeOptions
	dirs, rest, err := parse(newMergeFlags(&o), args)
	if err != nil {
		return p.orHelp("merge", err)
	}
	if len(dirs) == 0 || len(rest) > 0 {
		return exit.Usagef("benchgate merge shard-1 shard-2", "merge: want the output directories of all shards")
	}
	nonce := ""
	if o.stdinNonce {
		if nonce, err = output.ReadNonce(p.Stdin); err != nil {
			return err
		}
	}
	whole, err := gate.Merge(&p.Process, dirs, p.Absolute(o.output), nonce)
	if err != nil {
		return err
	}
	if err := report.Render(p.Stdout, report.Text, whole, gate.RenderOptions(&p.Process, false, false)); err != nil {
		return err
	}
	return exit.With(whole.Status)
}
