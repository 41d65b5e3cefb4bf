package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
)

func newExplainFlags(o *gate.ExplainOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("explain", flag.ContinueOnError)
	fs.StringVar(&o.Config, "config", "", "the policy `FILE`, for what it says of building; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.Output, "output", "", "write the profiles and the completed report to `DIR`; by default the report's own directory")
	fs.StringVar(&o.Color, "color", "auto", "colour: auto, always or never")
	fs.BoolVar(&o.Verbose, "v", false, "show the commands that run, and every function")
	return fs
}

// explainVerb is "benchgate explain REPORT.json [BENCHMARK…]".
func (p *program) explainVerb(ctx context.Context, args []string) error {
	var o gate.ExplainOptions
	operands, rest, err := parse(newExplainFlags(&o), args)
	if err != nil {
		return p.orHelp("explain", err)
	}
	if len(operands) == 0 {
		return exit.Usagef("benchgate explain REPORT.json [BENCHMARK…]", "explain: want a report, have none")
	}
	o.Report, o.Benchmarks, o.Build = operands[0], operands[1:], rest
	earlier, err := gate.OpenEarlier(&p.Process, o)
	if err != nil {
		return err
	}
	if earlier == nil {
		fmt.Fprintln(p.Stdout, "No benchmark of this report got worse than allowed; name one to have its change explained all the same.")
		return nil
	}
	run, err := parseRunFlags(earlier.Words)
	if err != nil {
		return exit.Unmeasuredf("", "the report's command is not one of this benchgate: %w", err)
	}
	return earlier.Explain(ctx, &p.Process, run.Options)
}
