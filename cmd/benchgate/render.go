package main

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/picture"
)

type renderOptions struct {
	format, color, config string
	picture, row          string
	verbose, again        bool
}

func newRenderFlags(o *renderOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("render", flag.ContinueOnError)
	fs.StringVar(&o.format, "format", "text", "text, markdown, json, junit, github, csv, html, svg or benchstat-classic")
	fs.StringVar(&o.color, "color", "auto", "colour: auto, always or never")
	fs.BoolVar(&o.verbose, "v", false, "show every row")
	fs.BoolVar(&o.again, "again", false, "decide again from rounds.jsonl beside the report, by the policy as it is now")
	fs.StringVar(&o.picture, "picture", "changes", "which `PICTURE` svg shows: changes, rounds, estimate or flame")
	fs.StringVar(&o.row, "row", "", "the `BENCHMARK` or \"BENCHMARK UNIT\" that a picture of one row shows; by default the worst that has one")
	fs.StringVar(&o.config, "config", "", "the policy `FILE` for --again; by default .benchgate.yml at the root of the repository")
	return fs
}

// renderVerb is "benchgate render REPORT.json".
func (p *program) renderVerb(ctx context.Context, args []string) error {
	var o renderOptions
	operands, rest, err := parse(newRenderFlags(&o), args)
	if err != nil {
		return p.orHelp("render", err)
	}
	if len(operands) != 1 || len(rest) > 0 {
		return exit.Usagef("benchgate render REPORT.json", "render: want one report, have %d", len(operands)+len(rest))
	}
	if err := checkFormat(o.format); err != nil {
		return err
	}
	if err := checkPicture(&o); err != nil {
		return err
	}
	color, err := p.Color(o.color, p.Stdout)
	if err != nil {
		return err
	}
	path := p.Absolute(operands[0])
	rep, err := output.ReadReport(path)
	if err != nil {
		return err
	}
	if o.again {
		if err := gate.JudgeAgain(ctx, &p.Process, rep, filepath.Dir(path), o.config); err != nil {
			return err
		}
	}
	opts := gate.RenderOptions(&p.Process, color, o.verbose)
	if !o.verbose {
		opts.Report = operands[0]
	}
	if o.format == "benchstat-classic" {
		if opts.Base, opts.Head, err = output.ReadSamples(filepath.Dir(path)); err != nil {
			return err
		}
		if opts.Classic, err = gate.ClassicAgain(rep, opts); err != nil {
			return exit.Unmeasuredf("keep the whole output directory together, as it was written", "%w", err)
		}
	}
	if o.format == report.HTML || o.format == report.SVG {
		rounds, err := output.RoundsBeside(filepath.Dir(path))
		if err != nil {
			return err
		}
		opts.Draw = gate.Drawing{Rounds: rounds, Picture: o.picture, Row: o.row}.Draw
	}
	return report.Render(p.Stdout, o.format, rep, opts)
}

// checkPicture checks the flags of a picture before the report is read.
func checkPicture(o *renderOptions) error {
	names := picture.Names()
	if !slices.Contains(names, o.picture) {
		hint := "pictures: " + strings.Join(names, ", ")
		if near := config.Nearest(o.picture, names); near != "" {
			hint = fmt.Sprintf("did you mean --picture %s?", near)
		}
		return exit.Usagef(hint, "render: unknown picture %q", o.picture)
	}
	if o.format != report.SVG && o.picture != picture.Changes {
		return exit.Usagef("add --format svg", "render: --picture %s is for the format svg", o.picture)
	}
	if o.row != "" && (o.format != report.SVG || o.picture == picture.Changes) {
		return exit.Usagef("such as --format svg --picture rounds --row Parse-8", "render: --row is for a picture of one row")
	}
	return nil
}
