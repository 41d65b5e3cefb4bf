package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
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
	var parts []*report.Report
	for _, dir := range dirs {
		rep, err := output.ReadArtifact(p.Absolute(dir))
		if err != nil {
			return exit.Unmeasuredf("give the output directory of each run --shard I/N", "merge %s: %w", dir, err)
		}
		parts = append(parts, rep)
	}
	whole, err := mergeAll(parts)
	if err != nil {
		err = exit.Unmeasuredf("give the output directories of all shards of one run", "merge: %w", err)
		none := notTheWhole(parts[0], err)
		none.Nonce = nonce
		return errors.Join(err, writeMerged(p.Absolute(o.output), none))
	}
	whole.Nonce = nonce
	if err := writeMerged(p.Absolute(o.output), whole); err != nil {
		return err
	}
	if err := report.Render(p.Stdout, report.Text, whole, p.renderOptions(false, false)); err != nil {
		return err
	}
	return exit.With(whole.Status)
}
