package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
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
		return usagef("benchgate render REPORT.json", "render: want one report, have %d", len(operands)+len(rest))
	}
	if err := checkFormat(o.format); err != nil {
		return err
	}
	if err := checkPicture(&o); err != nil {
		return err
	}
	color, err := p.color(o.color, p.stdout)
	if err != nil {
		return err
	}
	path := absolute(p.dir, operands[0])
	rep, err := readReport(path)
	if err != nil {
		return err
	}
	if o.again {
		if err := p.rejudge(ctx, rep, filepath.Dir(path), o.config); err != nil {
			return err
		}
	}
	opts := p.renderOptions(color, o.verbose)
	if !o.verbose {
		opts.Report = operands[0]
	}
	if o.format == "benchstat-classic" {
		if err := readSamples(&opts, filepath.Dir(path)); err != nil {
			return err
		}
		if opts.Classic, err = classicAgain(rep, opts); err != nil {
			return unmeasuredf("keep the whole output directory together, as it was written", "%w", err)
		}
	}
	if o.format == report.HTML || o.format == report.SVG {
		rounds, err := roundsBeside(filepath.Dir(path))
		if err != nil {
			return err
		}
		opts.Draw = drawing{rounds, o.picture, o.row}.draw
	}
	return report.Render(p.stdout, o.format, rep, opts)
}

// rejudge replaces what a report says of the outcome by what its rounds say
// under the policy.
func (p *program) rejudge(ctx context.Context, rep *report.Report, dir, policyFile string) (err error) {
	rep.Rounds, err = readRounds(dir)
	if err != nil {
		return unmeasuredf("keep the whole output directory together, as it was written", "--again needs the rounds: %w", err)
	}
	if err := rep.CheckRounds(homeOf); err != nil {
		return unmeasuredf("", "%s: %w", filepath.Join(dir, "rounds.jsonl"), err)
	}
	settings, source, err := p.settingsHere(ctx, policyFile)
	if err != nil {
		return err
	}
	rep.Policy.Source, rep.Policy.Text, rep.Policy.Alpha = source, string(config.Show(settings)), settings.Policy.Alpha
	rep.Judgement = judge.Judge(&rep.Record, settings.Policy, rep.Started)
	return nil
}

func (p *program) renderOptions(color, verbose bool) report.Options {
	return report.Options{Width: width(p.stdout), Color: color, ASCII: !p.utf8(), Verbose: verbose, StopToken: rand.Text()}
}

func readReport(path string) (*report.Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unmeasuredf("give the report.json of a run, by default in .benchgate", "%w", err)
	}
	defer f.Close()
	rep, err := report.Decode(f)
	if err != nil {
		return nil, unmeasuredf("give the report.json of a run, as it was written", "%s: %w", path, err)
	}
	return rep, nil
}

// readRounds reads the rounds that a report in dir was made from.
func readRounds(dir string) ([]round.Round, error) {
	f, err := os.Open(filepath.Join(dir, "rounds.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read
	rounds, err := round.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return rounds, nil
}

// readSamples finds base.txt and head.txt beside a report, for the format that
// needs the samples themselves.
func readSamples(o *report.Options, dir string) (err error) {
	for _, f := range []struct {
		name string
		to   *[]byte
	}{{"base.txt", &o.Base}, {"head.txt", &o.Head}} {
		if *f.to, err = os.ReadFile(filepath.Join(dir, f.name)); errors.Is(err, fs.ErrNotExist) {
			return unmeasuredf("keep the whole output directory together", "format benchstat-classic needs %s beside the report", f.name)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// near is a path as one would type it in dir: relative where that is shorter.
func near(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}

// absolute makes a path of the command line absolute; "" stays "".
func absolute(dir, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}
