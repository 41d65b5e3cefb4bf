package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report/formats"
	"github.com/benchgate/benchgate/internal/report/svg"
	"github.com/benchgate/benchgate/internal/spelling"
)

type renderOptions struct {
	path                  string
	format, color, config string
	picture, row          string
	verbose, again        bool
}

func newRender(p *program, o *renderOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "render [flags] REPORT.json",
		Short: "show a report in another format",
		Long: `Render shows a report that run or compare wrote in another format: text,
markdown, json, junit, github (workflow commands), csv, html (one page that
needs nothing from outside), svg (one picture, for what shows no scripts), or
benchstat-classic (the table that older scripts parse; it needs base.txt and
head.txt beside the report). Html and svg draw the rounds of rounds.jsonl if it
lies beside the report. The status says only whether it could render. With
--again the outcome is decided once more from rounds.jsonl beside the report, by
the policy as it is now: to see what another threshold would have said of the
same rounds.`,
		Example: `  benchgate render .benchgate/report.json
  benchgate render --format junit .benchgate/report.json > junit.xml
  benchgate render --format svg .benchgate/report.json > changes.svg
  benchgate render --format svg --picture rounds --row Parse-8 report.json`,
		Args: func(_ *cobra.Command, args []string) error { return o.finish(args) },
		RunE: func(c *cobra.Command, _ []string) error { return p.render(c.Context(), o) },
	}
	fs := c.Flags()
	fs.StringVar(&o.format, "format", "text", "text, markdown, json, junit, github, csv, html, svg or benchstat-classic")
	fs.StringVar(&o.color, "color", "auto", "colour: auto, always or never")
	fs.BoolVarP(&o.verbose, "v", "v", false, "show every row")
	fs.BoolVar(&o.again, "again", false, "decide again from rounds.jsonl beside the report, by the policy as it is now")
	fs.StringVar(&o.picture, "picture", "changes", "which `PICTURE` svg shows: changes, rounds, estimate or flame")
	fs.StringVar(&o.row, "row", "", "the `BENCHMARK` or \"BENCHMARK UNIT\" that a picture of one row shows; by default the worst that has one")
	fs.StringVar(&o.config, "config", "", "the policy `FILE` for --again; by default .benchgate.yml at the root of the repository")
	suggest(c, "format", oneOf(formats.Names()...))
	suggest(c, "color", colors)
	suggest(c, "picture", oneOf("changes", "rounds", "estimate", "flame"))
	return c
}

// finish takes the report, and checks the flags.
func (o *renderOptions) finish(args []string) error {
	if len(args) != 1 {
		return exit.Usagef("benchgate render REPORT.json", "render: want one report, have %d", len(args))
	}
	o.path = args[0]
	if err := checkFormat(o.format); err != nil {
		return err
	}
	return checkPicture(o)
}

// render is "benchgate render REPORT.json".
func (p *program) render(ctx context.Context, o *renderOptions) error {
	color, err := p.Color(o.color, p.Stdout)
	if err != nil {
		return err
	}
	path := p.Absolute(o.path)
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
		opts.Report = o.path
	}
	if o.format == "benchstat-classic" {
		base, head, err := output.ReadSamples(filepath.Dir(path))
		if err != nil {
			return err
		}
		if opts.Classic, err = gate.ClassicAgain(rep, base, head); err != nil {
			return exit.Unmeasuredf("keep the whole output directory together, as it was written", "%w", err)
		}
	}
	if o.format == formats.HTML || o.format == formats.SVG {
		if opts.Rounds, err = output.RoundsBeside(filepath.Dir(path)); err != nil {
			return err
		}
		opts.SVG = svg.Options{Picture: o.picture, Row: o.row}
	}
	err = formats.Render(p.Stdout, o.format, rep, opts)
	if unknown := (*svg.RowError)(nil); errors.As(err, &unknown) {
		return exit.Unmeasuredf("benchgate render -v shows the rows that it has", "%w", err)
	}
	return err
}

// checkPicture checks the flags of a picture before the report is read.
func checkPicture(o *renderOptions) error {
	names := svg.Names()
	if !slices.Contains(names, o.picture) {
		hint := "pictures: " + strings.Join(names, ", ")
		if near := spelling.Nearest(o.picture, names); near != "" {
			hint = fmt.Sprintf("did you mean --picture %s?", near)
		}
		return exit.Usagef(hint, "render: unknown picture %q", o.picture)
	}
	if o.format != formats.SVG && o.picture != svg.Changes {
		return exit.Usagef("add --format svg", "render: --picture %s is for the format svg", o.picture)
	}
	if o.row != "" && (o.format != formats.SVG || o.picture == svg.Changes) {
		return exit.Usagef("such as --format svg --picture rounds --row Parse-8", "render: --row is for a picture of one row")
	}
	return nil
}
