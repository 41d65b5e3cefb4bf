package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/decide"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/classic"
	"github.com/benchgate/benchgate/internal/round"
)

type compareOptions struct {
	base, head     list
	alpha          string
	config, output string
	format, color  string
	verbose        bool
	asides         []string // flags that were given, but for the files
}

func newCompareFlags(o *compareOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("compare", flag.ContinueOnError)
	fs.Var(&o.base, "base", "add `FILE` to base; may be given several times")
	fs.Var(&o.head, "head", "add `FILE` to head; may be given several times")
	fs.StringVar(&o.alpha, "alpha", "", "the chance of calling an unchanged suite slower that is accepted, such as `0.01` (the default)")
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
		return nil, usagef("give all files by --base and --head, or two without", "compare: files both with and without --base and --head")
	case !named && len(operands) == 2:
		o.base, o.head = list{operands[0]}, list{operands[1]}
	case !named:
		return nil, usagef("benchgate compare BASE.txt HEAD.txt", "compare: want two files, have %d", len(operands))
	case len(o.base) == 0 || len(o.head) == 0:
		return nil, usagef("benchgate compare --base B.txt --head H.txt", "compare: --base and --head are both needed")
	}
	stdins := 0
	for _, name := range append(append([]string{}, o.base...), o.head...) {
		if name == "-" {
			stdins++
		}
	}
	if stdins > 1 {
		return nil, usagef("name a file for one of them", "compare: standard input can be read only once")
	}
	return o, checkFormat(o.format)
}

// compareVerb is "benchgate compare BASE.txt HEAD.txt".
func (p *program) compareVerb(ctx context.Context, args []string) error {
	o, err := parseCompareFlags(args)
	if err != nil {
		return p.orHelp("compare", err)
	}
	color, err := p.color(o.color, p.stdout)
	if err != nil {
		return err
	}
	settings, source, err := p.compareSettings(ctx, o)
	if err != nil {
		return err
	}
	started := time.Now()
	var out *outputDir
	if o.output != "" {
		if err := p.outside(o); err != nil {
			return err
		}
		if out, err = openOutputDir(absolute(p.dir, o.output)); err != nil {
			return err
		}
		defer out.root.Close()
	}
	var base, head compare.Samples
	// The sides share nothing, and reading is what takes the time.
	var g errgroup.Group
	g.Go(func() error { return p.readSide(&base, round.Base, o.base, out) })
	g.Go(func() error { return p.readSide(&head, round.Head, o.head, out) })
	if err := g.Wait(); err != nil {
		return err
	}
	for _, side := range []struct {
		files   list
		samples *compare.Samples
	}{{o.base, &base}, {o.head, &head}} {
		if side.samples.Len() == 0 {
			return unmeasuredf("give the output of go test -bench", "no benchmark results in %s", strings.Join(side.files, ", "))
		}
	}
	deltas, err := compare.Files(&base, &head, compare.Options{Better: settings.Policy.Said})
	if err != nil {
		return unmeasuredf("", "%w", err)
	}
	judged := decide.JudgeFiles(deltas, &head, settings.Policy, started)
	rep := fileReport(o, &base, &head, judged)
	rep.Warnings = append(rep.Warnings, unmatchedInFiles(rep.Rows, settings.Policy)...)
	rep.Policy.Source, rep.Started, rep.Seconds = source, started.UTC(), time.Since(started).Seconds()
	return p.finishCompare(o, out, rep, color)
}

func (p *program) compareSettings(ctx context.Context, o *compareOptions) (config.Settings, string, error) {
	s, source, err := p.settingsHere(ctx, o.config)
	if err != nil || o.alpha == "" {
		return s, source, err
	}
	alpha, err := strconv.ParseFloat(o.alpha, 64)
	if err != nil || !(alpha > 0 && alpha < 1) {
		return s, source, usagef("such as --alpha 0.01", "--alpha: %q is not a number between 0 and 1", o.alpha)
	}
	s.Policy.Alpha = alpha
	return s, source, nil
}

// outside refuses inputs that lie in the output directory: it is cleared.
func (p *program) outside(o *compareOptions) error {
	dir := absolute(p.dir, o.output)
	for _, name := range append(append([]string{}, o.base...), o.head...) {
		if name != "-" && filepath.Dir(absolute(p.dir, name)) == filepath.Clean(dir) {
			return usagef("name another directory", "--output %s holds the input %s and would be cleared", o.output, name)
		}
	}
	return nil
}

// readSide reads the files of one side. With an output directory it leaves
// there what it reads, as the samples behind the report.
func (p *program) readSide(samples *compare.Samples, side round.Side, files list, out *outputDir) (err error) {
	var copied io.Writer = io.Discard
	if out != nil {
		f, err := out.root.OpenFile(string(side)+".txt", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return outputError(err)
		}
		defer func() { err = cmp.Or(err, f.Close()) }()
		copied = f
	}
	for _, name := range files {
		if err := p.readFile(samples, name, copied); err != nil {
			return unmeasuredf("", "read %s: %w", side, err)
		}
	}
	return nil
}

func (p *program) readFile(samples *compare.Samples, name string, copied io.Writer) error {
	var r io.Reader = p.stdin
	label := "standard input"
	if name != "-" {
		f, err := os.Open(absolute(p.dir, name))
		if err != nil {
			return err
		}
		defer f.Close()
		r, label = f, name
	}
	if copied != io.Discard {
		r = io.TeeReader(r, copied)
	}
	return samples.Read(r, label)
}

func (p *program) finishCompare(o *compareOptions, out *outputDir, rep *report.Report, color bool) error {
	opts := p.renderOptions(color, o.verbose)
	if out != nil && !o.verbose {
		opts.Report = near(p.dir, filepath.Join(out.path, "report.json"))
	}
	if o.format == "benchstat-classic" {
		if err := p.classicInput(o, &opts); err != nil {
			return err
		}
		opts.Classic = classic.Write
	}
	opts.Draw = drawing{}.draw
	if err := report.Render(p.stdout, o.format, rep, opts); err != nil {
		return err
	}
	if out != nil {
		if err := writeReport(out, rep, nil); err != nil {
			return err
		}
	}
	return verdictOf(rep)
}

// verdictOf is nil for a pass, so that the status comes from the report alone.
func verdictOf(rep *report.Report) error {
	if rep.Status == statusPass {
		return nil
	}
	return verdict(rep.Status)
}

// classicInput reads the files once more, as they are: the classic table is
// made from the text.
func (p *program) classicInput(o *compareOptions, opts *report.Options) error {
	for _, side := range []struct {
		files list
		to    *[]byte
	}{{o.base, &opts.Base}, {o.head, &opts.Head}} {
		for _, name := range side.files {
			if name == "-" {
				return usagef("give files", "format benchstat-classic cannot read standard input")
			}
			data, err := os.ReadFile(absolute(p.dir, name))
			if err != nil {
				return err
			}
			*side.to = append(append(*side.to, data...), '\n')
		}
	}
	return nil
}

// fileReport is the report on files: there is no machine, seed or commit.
func fileReport(o *compareOptions, base, head *compare.Samples, j policy.Judgement) *report.Report {
	rep := &report.Report{
		Schema: report.Schema, Alpha: j.Alpha, Hypotheses: j.Hypotheses,
		Base:      report.Ref{Ref: strings.Join(o.base, " ")},
		Head:      report.Ref{Ref: strings.Join(o.head, " ")},
		Rows:      report.FromRows(j.Rows, nil),
		Warnings:  append(compare.Warnings(base, head), j.Warnings...),
		Reproduce: o.reproduce(),
	}
	rep.Failures = append(fileFailures(round.Base, base), fileFailures(round.Head, head)...)
	j = j.Combine(len(rep.Failures))
	rep.Outcome, rep.Status = j.Verdict, j.Status(len(rep.Failures), false)
	return rep
}

// flagWords give a flag once more, quoted for a shell.
func flagWords(f *flag.Flag) []string {
	values := list{f.Value.String()}
	if l, ok := f.Value.(*list); ok {
		values = *l
	}
	var words []string
	for _, v := range values {
		words = append(words, dashed(f.Name)+"="+quote(v))
	}
	return words
}

// reproduce is the command that makes the same comparison again.
func (o *compareOptions) reproduce() string {
	words := append([]string{"benchgate", "compare"}, o.asides...)
	if len(o.base) == 1 && len(o.head) == 1 {
		return strings.Join(append(words, quote(o.base[0]), quote(o.head[0])), " ")
	}
	for _, side := range []struct {
		flag  string
		files list
	}{{"--base", o.base}, {"--head", o.head}} {
		for _, f := range side.files {
			words = append(words, side.flag, quote(f))
		}
	}
	return strings.Join(words, " ")
}

// quote makes one word of a shell's command line.
func quote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./=+:@,", r)
	}
	if word != "" && strings.TrimFunc(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// fileFailures are the signs in a file that the run behind it did not end well.
func fileFailures(side round.Side, s *compare.Samples) []report.Failure {
	first, more := s.Failures()
	var list []report.Failure
	for _, f := range first {
		list = append(list, report.Failure{Side: string(side), Package: f.Package, Benchmark: f.Name, Stage: "read", Message: f.String()})
	}
	if more > 0 {
		list = append(list, report.Failure{Side: string(side), Stage: "read", Message: fmt.Sprintf("and %d more", more)})
	}
	return list
}
