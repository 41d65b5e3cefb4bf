package main

import (
	"context"
	"flag"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

func newCompareFlags(o *compareOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("compare", flag.ContinueOnError)
	fs.Var(&o.base, "base", "add `FILE` to base; may be given several times")
	fs.Var(&o.head, "head", "add `FILE` to head; may be given several times")
	fs.StringVar(&o.alpha, "alpha", "", "the chance of calling an unchanged suite slower that is accepted, such as `0.01` (the default)")
	fs.Var(&o.ignore, "ignore", "pool results that differ only in the configuration line `KEY`, such as cpu; may be given several times")
	fs.StringVar(&o.config, "config", "", "the policy `FILE`; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.output, "output", "", "also write report.json, report.md, report.html, base.txt and head.txt to `DIR`")
	fs.StringVar(&o.format, "format", "text", "text, markdown, json, junit, github, csv, html, svg or benchstat-classic")
	fs.StringVar(&o.color, "color", "auto", "colour: auto, always or never")
	fs.BoolVar(&o.verbose, "v", false, "show every row")
	return fs
}

// parseCompareFlags reads the command line and checks combinations.
func parseCompareFlags(args []string) (*compareOptions, error) {
	o := &compareOptions{}
	fs := newCompareFlags(o)
	operands, rest, err := parse(fs, args)
	if err != nil {
		return nil, err
	}
	fs.Visit(func(f *flag.Flag) {
		if f.Name != "base" && f.Name != "head" {
			o.asides = append(o.asides, flagWords(f)...)
		}
	})
	operands = append(operands, rest...)
	switch named := len(o.base)+len(o.head) > 0; {
	case named && len(operands) > 0:
		return nil, exit.Usagef("give all files by --base and --head, or two without", "compare: files both with and without --base and --head")
	case !named && len(operands) == 2:
		o.base, o.head = list{operands[0]}, list{operands[1]}
	case !named:
		return nil, exit.Usagef("benchgate compare BASE.txt HEAD.txt", "compare: want two files, have %d", len(operands))
	case len(o.base) == 0 || len(o.head) == 0:
		return nil, exit.Usagef("benchgate compare --base B.txt --head H.txt", "compare: --base and --head are both needed")
	}
	stdins := 0
	for _, name := range append(append([]string{}, o.base...), o.head...) {
		if name == "-" {
			stdins++
		}
	}
	if stdins > 1 {
		return nil, exit.Usagef("name a file for one of them", "compare: standard input can be read only once")
	}
	if o.ignore, err = keys(o.ignore); err != nil {
		return nil, err
	}
	return o, checkFormat(o.format)
}

// keys takes lists of keys apart.
func keys(given list) (list, error) {
	var all list
	for _, words := range given {
		for key := range strings.SplitSeq(words, ",") {
			key = strings.TrimSuffix(strings.TrimSpace(key), ":")
			if key == "" || strings.ToLower(key) != key || strings.ContainsAny(key, " \t") {
				return nil, exit.Usagef("give only the key, such as goarch for lines like goarch: amd64", "--ignore: %q is not a configuration key", words)
			}
			all = append(all, key)
		}
	}
	return all, nil
}

// compareVerb is "benchgate compare BASE.txt HEAD.txt".
func (p *program) compareVerb(ctx context.Context, args []string) error {
	o, err := parseCompareFlags(args)
	if err != nil {
		return p.orHelp("compare", err)
	}
	color, err := p.Color(o.color, p.Stdout)
	if err != nil {
		return err
	}
	settings, source, err := p.compareSettings(ctx, o)
	if err != nil {
		return err
	}
	started := time.Now()
	var out *output.Dir
	if o.output != "" {
		if err := p.outside(o); err != nil {
			return err
		}
		if out, err = output.Open(p.Absolute(o.output)); err != nil {
			return err
		}
		defer out.Close()
	}
	var base, head compareSide
	// The sides share nothing, and reading is what takes the time.
	var g errgroup.Group
	g.Go(func() error { return p.readSide(&base, round.Base, o.base, o, out) })
	g.Go(func() error { return p.readSide(&head, round.Head, o.head, o, out) })
	if err := g.Wait(); err != nil {
		return err
	}
	rec := fileRecord(o, &base, &head)
	rec.Policy.Source, rec.Started = source, started.UTC()
	rep := report.Of(rec, judge.Judge(rec, settings.Policy, started))
	rep.Seconds, rep.Reproduce = time.Since(started).Seconds(), o.reproduce()
	return p.finishCompare(o, out, &base, &head, rep, color)
}
