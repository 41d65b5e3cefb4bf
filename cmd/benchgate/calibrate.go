package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/calibration"
	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/decide"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// calibrateOptions are those of run, and its own.
type calibrateOptions struct {
	runOptions
	rounds int
	write  bool
}

// calibrateRounds is enough for pseudo runs to differ, in some ten seconds a
// benchmark.
const calibrateRounds = 60

// leastRounds are those below which a benchmark's noise is not known.
const leastRounds = 20

func newCalibrateFlags() (*flag.FlagSet, *calibrateOptions) {
	o := &calibrateOptions{}
	fs := flag.NewFlagSet("calibrate", flag.ContinueOnError)
	fs.StringVar(&o.head, "head", "HEAD", "measure `REF` against itself")
	fs.StringVar(&o.config, "config", "", "the policy `FILE`; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.output, "output", "", "write the rounds to `DIR`; by default .benchgate-calibrate at the root of the repository")
	fs.BoolVar(&o.verbose, "v", false, "show the commands that run")
	fs.Uint64Var(&o.seed, "seed", 0, "the seed of the plan and of the pseudo runs")
	fs.IntVar(&o.rounds, "rounds", calibrateRounds, "measure `N` rounds a benchmark, 20 or more; by default 60")
	fs.BoolVar(&o.write, "write", false, "write the suggested threshold and budget into the policy file")
	for _, f := range overrideFlags {
		if f.key == "bench" || f.key == "timeout" || f.key == "engine" {
			fs.Func(f.flag, f.usage, o.override(f.key, "--"+f.flag))
		}
	}
	return fs, o
}

// calibrateVerb is "benchgate calibrate": the pipeline of run up to the rounds,
// with the same commit on both sides.
func (p *program) calibrateVerb(ctx context.Context, args []string) error {
	fs, o := newCalibrateFlags()
	if err := finishRunFlags(fs, &o.runOptions, args); err != nil {
		return p.orHelp("calibrate", err)
	}
	if o.rounds < leastRounds {
		return usagef(fmt.Sprintf("give at least %d", leastRounds), "--rounds: %d rounds tell nothing about noise", o.rounds)
	}
	o.color, o.format = "never", "text"
	g := &gate{program: p, options: &o.runOptions, started: time.Now(), calibrating: true}
	return g.calibrate(ctx, o)
}

func (g *gate) calibrate(ctx context.Context, o *calibrateOptions) (err error) {
	if err := g.open(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.out.close()) }()
	defer g.progress.stop()
	defer g.removeTrees()
	record := func(ctx context.Context) error { return g.takeRounds(ctx, o.rounds) }
	for _, do := range []func(context.Context) error{g.resolveSame, g.layTrees, g.prepare, g.loadSuite, record} {
		if err := do(ctx); err != nil {
			return err
		}
	}
	g.removeTrees()
	g.progress.stop()
	return g.tell(o)
}

// resolveSame makes both sides the same commit.
func (g *gate) resolveSame(ctx context.Context) error {
	if _, err := g.repo.Sweep(ctx); err != nil {
		g.warn("cleaning up after a killed run: %v", err)
	}
	head, _, err := g.resolveHead(ctx, g.repo, g.options.head)
	g.refs.base, g.refs.head = head, head
	return err
}

// takeRounds measures. There is no bound of time but their number.
func (g *gate) takeRounds(ctx context.Context, rounds int) error {
	engine, err := g.engine()
	if err != nil {
		return err
	}
	if len(g.suite.Targets) == 0 {
		return unmeasuredf("see the failures below", "nothing could be measured")
	}
	const forEver = 1000 * time.Hour
	plan := measure.Plan{Targets: g.suite.Targets, Seed: g.options.seed, Budget: forEver}
	g.measured, err = measure.Run(ctx, plan, engine, decide.Fixed(rounds), time.Now, g.progress.event)
	if werr := g.out.write("rounds.jsonl", func(w io.Writer) error { return round.Encode(w, g.measured.Rounds) }); werr != nil {
		return errors.Join(err, werr)
	}
	return err
}

// tell prints what the rounds say. Benchmarks that could not be measured are
// named, and make the status 3.
func (g *gate) tell(o *calibrateOptions) error {
	c := calibration.Of(g.measured.Rounds, g.measured.Elapsed, g.settings.Policy, g.options.seed)
	if err := c.Write(g.stdout); err != nil {
		return err
	}
	for _, w := range append(g.warnings, g.suite.Warnings...) {
		fmt.Fprintf(g.stderr, "benchgate: warning: %s\n", w)
	}
	if o.write {
		if err := g.writePolicy(c.Suggest()); err != nil {
			return err
		}
	}
	var failed []string
	for _, f := range g.suite.Failures {
		failed = append(failed, strings.TrimSpace(fmt.Sprintf("%s %s.%s: %s", f.Side, f.Package, f.Benchmark, f.Message)))
	}
	for _, e := range g.measured.Errors {
		failed = append(failed, e.Error())
	}
	if len(failed) > 0 {
		return unmeasuredf("", "could not measure:\n  %s", strings.Join(failed, "\n  "))
	}
	return nil
}

// writePolicy puts a suggestion into the policy file.
func (g *gate) writePolicy(s calibration.Suggestion) error {
	if s.Threshold == 0 {
		return unmeasuredf("nothing was written", "there is no threshold to suggest on this machine")
	}
	path := absolute(g.dir, g.options.config)
	if path == "" {
		path = filepath.Join(g.repo.Root, policyName)
	}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, edit := range []struct {
		value string
		keys  []string
	}{
		{fmt.Sprintf("%.3g%%", 100*s.Threshold), []string{"thresholds", "sec/op"}},
		{config.FormatDuration(s.Budget), []string{"budget"}},
	} {
		if data, err = config.Edit(path, data, edit.value, edit.keys...); err != nil {
			return err
		}
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(g.stdout, "Written to %s.\n", path)
	return nil
}
