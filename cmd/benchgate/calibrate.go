package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
)

// calibrateRounds is enough for pseudo runs to differ, in some ten seconds a
// benchmark.
const calibrateRounds = 60

// leastRounds are those below which a benchmark's noise is not known.
const leastRounds = 20

// calibrateOptions are those of run, and its own.
type calibrateOptions struct {
	runOptions
	rounds int
	write  bool
}

func newCalibrateFlags() (*flag.FlagSet, *calibrateOptions) {
	o := &calibrateOptions{}
	fs := flag.NewFlagSet("calibrate", flag.ContinueOnError)
	fs.StringVar(&o.Head, "head", "HEAD", "measure `REF` against itself")
	fs.StringVar(&o.Config, "config", "", "the policy `FILE`; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.Output, "output", "", "write the rounds to `DIR`; by default .benchgate-calibrate at the root of the repository")
	fs.BoolVar(&o.Verbose, "v", false, "show the commands that run")
	fs.Uint64Var(&o.Seed, "seed", 0, "the seed of the plan and of the pseudo runs")
	fs.IntVar(&o.rounds, "rounds", calibrateRounds, "measure `N` rounds a benchmark, 20 or more; by default 60")
	fs.BoolVar(&o.write, "write", false, "write the suggested threshold and budget into the policy file")
	for _, f := range overrideFlags {
		if f.key == "bench" || f.key == "timeout" || f.key == "engine" {
			fs.Func(f.flag, f.usage, o.override(f.key, "--"+f.flag))
		}
	}
	return fs, o
}

// calibrateVerb is "benchgate calibrate".
func (p *program) calibrateVerb(ctx context.Context, args []string) error {
	fs, o := newCalibrateFlags()
	if err := finishRunFlags(fs, &o.runOptions, args); err != nil {
		return p.orHelp("calibrate", err)
	}
	if o.rounds < leastRounds {
		return exit.Usagef(fmt.Sprintf("give at least %d", leastRounds), "--rounds: %d rounds tell nothing about noise", o.rounds)
	}
	o.Color, o.Format = "never", "text"
	return gate.Calibrate(ctx, &p.Process, gate.CalibrateOptions{Options: o.Options, Rounds: o.rounds, Write: o.write})
}
