package main

import (
	"flag"
	"math/rand/v2"
	"strings"

	"github.com/benchgate/benchgate/internal/buildflag"
	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/report"
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

func newRunFlags(o *runOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("run", flag.ContinueOnError)
	fs.StringVar(&o.Base, "base", "", "compare with `REF`; by default the merge base with the default branch, in CI what the event says")
	fs.StringVar(&o.Head, "head", "", "measure `REF`; by default the working tree with its uncommitted changes")
	fs.StringVar(&o.Config, "config", "", "the policy `FILE`; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.Output, "output", "", "write the report and the rounds to `DIR`; by default .benchgate at the root of the repository")
	fs.StringVar(&o.Format, "format", "text", "what to print on stdout: text, markdown, json, junit, github, csv, html, svg or benchstat-classic")
	fs.StringVar(&o.Color, "color", "auto", "colour: auto, always or never")
	fs.BoolVar(&o.Verbose, "v", false, "show the commands that run, and every row")
	fs.Uint64Var(&o.Seed, "seed", 0, "the seed of the plan; by default a new one, which the report names")
	fs.Func("shard", "measure part `I/N` of the benchmarks, at alpha/N; benchgate merge puts the parts together", o.setShard)
	fs.BoolFunc("changed", "measure only benchmarks of packages whose compiled inputs changed between base and head; --changed=false takes back what BENCHGATE_CHANGED says", o.Changed.Set)
	fs.StringVar(&o.Costs, "costs", "", "deal benchmarks out to the shards by what they cost in the report.json `FILE` of an earlier run; alike where it is not there")
	fs.BoolVar(&o.stdinNonce, "nonce", false, nonceUsage)
	for _, f := range overrideFlags {
		if isSwitch(f.flag) {
			fs.BoolFunc(f.flag, f.usage, o.override(f.key, dashed(f.flag)))
			continue
		}
		fs.Func(f.flag, f.usage, o.override(f.key, dashed(f.flag)))
	}
	return fs
}

func (o *runOptions) setShard(text string) (err error) {
	o.Shard, err = gate.ParseShard(text)
	return err
}

func (o *runOptions) override(key, from string) func(string) error {
	return func(value string) error {
		o.Overrides = append(o.Overrides, gate.Override{Key: key, Value: value, From: from})
		return nil
	}
}

// parseRunFlags reads the command line and checks what can be checked without
// the repository.
func parseRunFlags(args []string) (*runOptions, error) {
	o := &runOptions{}
	if err := finishRunFlags(newRunFlags(o), o, args); err != nil {
		return nil, err
	}
	return o, checkFormat(o.Format)
}

// finishRunFlags parses the command line of run and of what resembles it.
func finishRunFlags(fs *flag.FlagSet, o *runOptions, args []string) error {
	if err := checkSwitches(args); err != nil {
		return err
	}
	operands, rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	o.Given = map[string]bool{}
	fs.Visit(func(f *flag.Flag) { o.Given[f.Name] = true })
	if !o.Given["seed"] {
		o.Seed = rand.Uint64()
	}
	o.Packages, o.AfterDashes = operands, rest
	if o.Build, o.CPU, err = buildflag.Split(rest); err != nil {
		return exit.Usagef("flags after -- go to go test -c, such as -tags=integration; packages come before --", "after --: %w", err)
	}
	return nil
}

// isSwitch tells which of the flags need no value.
func isSwitch(flag string) bool { return flag == "strict" || flag == "explain" }

// checkSwitches refuses "--strict false", which would set strict and measure a
// package called false.
func checkSwitches(args []string) error {
	for i, a := range args[:max(0, len(args)-1)] {
		if a == "--" {
			return nil
		}
		name := strings.TrimPrefix(strings.TrimPrefix(a, "-"), "-")
		if next := args[i+1]; a != name && (isSwitch(name) || name == "changed") && (next == "true" || next == "false") {
			return exit.Usagef("write --"+name+"="+next, "--%s: %q is not its value but a package", name, next)
		}
	}
	return nil
}

func checkFormat(format string) error {
	for _, f := range report.Formats() {
		if f == format {
			return nil
		}
	}
	hint := "benchgate help render lists the formats"
	if near := config.Nearest(format, report.Formats()); near != "" {
		hint = "did you mean " + near + "?"
	}
	return exit.Usagef(hint, "--format: unknown format %q", format)
}

const nonceUsage = "read a random word from standard input and store it in report.json, so that publish --status can recognize this run's report"
