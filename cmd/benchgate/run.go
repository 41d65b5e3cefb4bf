package main

import (
	"context"
	"math/rand/v2"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/benchgate/benchgate/internal/buildflag"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report/formats"
	"github.com/benchgate/benchgate/internal/spelling"
)

// overrideFlags are the flags of run that stand for keys of the policy file.
var overrideFlags = []struct{ flag, key, usage string }{
	{"bench", "bench", "measure the benchmarks that match `REGEXP`, as go test -bench"},
	{"b", "bench", "short for --bench `REGEXP`"},
	{"budget", "budget", "`TIME` for measuring, such as 5m; by default the larger of 10m and 2s a benchmark"},
	{"timeout", "timeout", "the `TIME` that a benchmark may be silent, such as 2m"},
	{"engine", "engine", "the `ENGINE` to measure with: auto, turns or exec"},
	{"strict", "strict", "call slower only what is certainly past the threshold; --strict=false takes back what the policy file says"},
	{"explain", "explain", "profile both sides of what got slower and say where it comes from; on by default, --explain=false turns it off"},
}

// runOptions are those of the gate, and what only its command line knows.
type runOptions struct {
	gate.Options
	stdinNonce bool
}

func newRun(p *program, o *runOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "run [flags] [packages] [-- build flags]",
		Short: "measure base and head, judge, report: the gate",
		Long: `Run measures the benchmarks of base and head, compares them, judges the result
against .benchgate.yml, prints a verdict and ends with its exit status.

Base is the merge base with the default branch, or what --base names; in CI it
is what the event says. Head is the working tree as it stands, uncommitted
changes included, or what --head names. Both are laid out in directories of
their own: the working tree, branch, index and stash are not touched.

What got slower is profiled on both sides, inside the budget, and the report
names the functions that it comes from; --explain=false leaves that out.

Flags after -- are build flags of go test, and -cpu.`,
		Example: `  benchgate run                              all, against the default branch
  benchgate run -b Parse ./parser            some benchmarks of one package
  benchgate run --base v1.4.0                against a release
  benchgate run --head topic -- -tags=slow   another branch, with a build tag
  benchgate run -- -cpu=1,4                  with one and with four processors
  benchgate run --changed                    only what the change touches`,
		ValidArgsFunction: p.suggestPackages,
		Args: func(c *cobra.Command, args []string) error {
			if err := o.finish(c, args); err != nil {
				return err
			}
			return checkFormat(o.Format)
		},
		RunE: func(c *cobra.Command, _ []string) error { return p.run(c.Context(), o) },
	}
	o.flags(c.Flags())
	suggest(c, "base", p.suggestRefs)
	suggest(c, "head", p.suggestRefs)
	suggest(c, "bench", p.suggestBenchmarks)
	suggest(c, "b", p.suggestBenchmarks)
	suggest(c, "engine", engines)
	suggest(c, "format", oneOf(formats.Names()...))
	suggest(c, "color", colors)
	return c
}

var (
	engines = oneOf("auto", "turns", "exec")
	colors  = oneOf("auto", "always", "never")
)

func (o *runOptions) flags(fs *pflag.FlagSet) {
	fs.StringVar(&o.Base, "base", "", "compare with `REF`; by default the merge base with the default branch, in CI what the event says")
	fs.StringVar(&o.Head, "head", "", "measure `REF`; by default the working tree with its uncommitted changes")
	fs.StringVar(&o.Config, "config", "", "the policy `FILE`; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.Output, "output", "", "write the report and the rounds to `DIR`; by default .benchgate at the root of the repository")
	fs.StringVar(&o.Format, "format", "text", "what to print on stdout: text, markdown, json, junit, github, csv, html, svg or benchstat-classic")
	fs.StringVar(&o.Color, "color", "auto", "colour: auto, always or never")
	fs.BoolVarP(&o.Verbose, "v", "v", false, "show the commands that run, and every row")
	fs.Uint64Var(&o.Seed, "seed", 0, "the seed of the plan; by default a new one, which the report names")
	fs.Func("shard", "measure part `I/N` of the benchmarks, at alpha/N; benchgate merge puts the parts together", o.setShard)
	fs.BoolFunc("changed", "measure only benchmarks of packages whose compiled inputs changed between base and head; --changed=false takes back what BENCHGATE_CHANGED says", o.Changed.Set)
	fs.StringVar(&o.Costs, "costs", "", "deal benchmarks out to the shards by what they cost in the report.json `FILE` of an earlier run; alike where it is not there")
	fs.BoolVar(&o.stdinNonce, "nonce", false, nonceUsage)
	o.overrideFlags(fs, "bench", "budget", "timeout", "engine", "strict", "explain")
}

// overrideFlags adds the flags that stand for these keys.
func (o *runOptions) overrideFlags(fs *pflag.FlagSet, keys ...string) {
	for _, f := range overrideFlags {
		set := func(value string) error {
			o.Overrides = append(o.Overrides, gate.Override{Key: f.key, Value: value, From: dashed(f.flag)})
			return nil
		}
		switch {
		case !slices.Contains(keys, f.key):
		case f.key == "strict" || f.key == "explain":
			fs.BoolFunc(f.flag, f.usage, set)
		default:
			fs.FuncP(f.flag, letter(f.flag), f.usage, set)
		}
	}
}

// parseRunFlags reads a command line of run and checks what can be checked without
// the repository.
func parseRunFlags(args []string) (*runOptions, error) {
	o := &runOptions{}
	return o, readArgs(newRun(&program{}, o), args)
}

// finish takes what is not in the flags of run, and of what resembles it.
func (o *runOptions) finish(c *cobra.Command, args []string) (err error) {
	o.Given = map[string]bool{}
	c.Flags().Visit(func(f *pflag.Flag) { o.Given[f.Name] = true })
	if !o.Given["seed"] {
		o.Seed = rand.Uint64()
	}
	o.Packages, o.AfterDashes = operands(c, args)
	if o.Build, o.CPU, err = buildflag.Split(o.AfterDashes); err != nil {
		return exit.Usagef("flags after -- go to go test -c, such as -tags=integration; packages come before --", "after --: %w", err)
	}
	return nil
}

func checkFormat(format string) error {
	for _, f := range formats.Names() {
		if f == format {
			return nil
		}
	}
	hint := "benchgate help render lists the formats"
	if near := spelling.Nearest(format, formats.Names()); near != "" {
		hint = "did you mean " + near + "?"
	}
	return exit.Usagef(hint, "--format: unknown format %q", format)
}

const nonceUsage = "read a random word from standard input and store it in report.json, so that publish --status can recognize this run's report"

func (o *runOptions) setShard(text string) (err error) {
	o.Shard, err = gate.ParseShard(text)
	return err
}

// changedVariable stands for --changed where the command line does not say.
const changedVariable = "BENCHGATE_CHANGED"

// changedByEnv completes what the command line does not say.
func (o *runOptions) changedByEnv(p *process.Process) error {
	value, _ := p.Lookup(changedVariable)
	if o.Changed != gate.Unsaid || value == "" {
		return nil
	}
	if err := o.Changed.Set(value); err != nil {
		return exit.Usagef("set it to true or false", "%s: %w", changedVariable, err)
	}
	return nil
}

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
