package main

import (
	"context"
	"fmt"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/spf13/cobra"
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

func newCalibrate(p *program, o *calibrateOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "calibrate [flags] [packages] [-- build flags]",
		Short: "measure the noise here, and what thresholds it allows",
		Long: `Calibrate measures the same commit on both sides (A/A) and tells how noisy each
benchmark is on this machine, how often identical code would be called slower at
several thresholds, what would stay undecided, and the smallest slowdown that
would be seen in a given time. It suggests a threshold and a budget, and writes
them into the policy file if asked to. The rounds are left in the output
directory.

Scatter is the robust standard deviation of a round's change by the centres, "of
means" that by the means, and shift the median change from one side to the
other: more than a little of it, on identical code, is a fault of the measuring.`,
		Example: `  benchgate calibrate                        everything, 60 rounds a benchmark
  benchgate calibrate --rounds 300 ./parser  a closer look at one package
  benchgate calibrate --write                also write what it suggests`,
		ValidArgsFunction: p.suggestPackages,
		Args:              func(c *cobra.Command, args []string) error { return o.finish(c, args) },
		RunE:              func(c *cobra.Command, _ []string) error { return p.calibrate(c.Context(), o) },
	}
	fs := c.Flags()
	fs.StringVar(&o.Head, "head", "HEAD", "measure `REF` against itself")
	fs.StringVar(&o.Config, "config", "", "the policy `FILE`; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.Output, "output", "", "write the rounds to `DIR`; by default .benchgate-calibrate at the root of the repository")
	fs.BoolVarP(&o.Verbose, "v", "v", false, "show the commands that run")
	fs.Uint64Var(&o.Seed, "seed", 0, "the seed of the plan and of the pseudo runs")
	fs.IntVar(&o.rounds, "rounds", calibrateRounds, "measure `N` rounds a benchmark, 20 or more; by default 60")
	fs.BoolVar(&o.write, "write", false, "write the suggested threshold and budget into the policy file")
	o.overrideFlags(fs, "bench", "timeout", "engine")
	suggest(c, "head", p.suggestRefs)
	suggest(c, "bench", p.suggestBenchmarks)
	suggest(c, "b", p.suggestBenchmarks)
	suggest(c, "engine", engines)
	return c
}

func (o *calibrateOptions) finish(c *cobra.Command, args []string) error {
	if err := o.runOptions.finish(c, args); err != nil {
		return err
	}
	if o.rounds < leastRounds {
		return exit.Usagef(fmt.Sprintf("give at least %d", leastRounds), "--rounds: %d rounds tell nothing about noise", o.rounds)
	}
	return nil
}

// calibrate is "benchgate calibrate".
func (p *program) calibrate(ctx context.Context, o *calibrateOptions) error {
	o.Color, o.Format = "never", "text"
	return gate.Calibrate(ctx, &p.Process, gate.CalibrateOptions{Options: o.Options, Rounds: o.rounds, Write: o.write})
}
