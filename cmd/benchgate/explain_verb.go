package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

type explainOptions struct {
	config, output, color string
	verbose               bool
}

func newExplainFlags(o *explainOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("explain", flag.ContinueOnError)
	fs.StringVar(&o.config, "config", "", "the policy `FILE`, for what it says of building; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.output, "output", "", "write the profiles and the completed report to `DIR`; by default the report's own directory")
	fs.StringVar(&o.color, "color", "auto", "colour: auto, always or never")
	fs.BoolVar(&o.verbose, "v", false, "show the commands that run, and every function")
	return fs
}

// explainVerb is "benchgate explain REPORT.json [BENCHMARK…]".
func (p *program) explainVerb(ctx context.Context, args []string) error {
	var o explainOptions
	operands, rest, err := parse(newExplainFlags(&o), args)
	if err != nil {
		return p.orHelp("explain", err)
	}
	if _, err := p.event(); err != nil { // what it builds and runs may be a stranger's
		return err
	}
	if len(operands) == 0 {
		return exit.Usagef("benchgate explain REPORT.json [BENCHMARK…]", "explain: want a report, have none")
	}
	path := p.Absolute(operands[0])
	rep, err := output.ReadReport(path)
	if err != nil {
		return err
	}
	groups, err := chosen(rep.Rows, operands[1:])
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		fmt.Fprintln(p.Stdout, "No benchmark of this report got worse than allowed; name one to have its change explained all the same.")
		return nil
	}
	rounds, err := output.RoundsBeside(filepath.Dir(path))
	if err != nil {
		return err
	}
	g, err := p.again(rep, &o, groups, rest)
	if err != nil {
		return err
	}
	if o.output == "" {
		g.options.output = filepath.Dir(path)
	}
	return g.explainReport(ctx, rep, rounds, groups)
}
