package main

import (
	"context"
	"flag"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/shell"
)

func newCompareFlags(o *gate.FileOptions) *flag.FlagSet {
	fs := flag.NewFlagSet("compare", flag.ContinueOnError)
	fs.Var((*list)(&o.Base), "base", "add `FILE` to base; may be given several times")
	fs.Var((*list)(&o.Head), "head", "add `FILE` to head; may be given several times")
	fs.StringVar(&o.Alpha, "alpha", "", "the chance of calling an unchanged suite slower that is accepted, such as `0.01` (the default)")
	fs.Var((*list)(&o.Ignore), "ignore", "pool results that differ only in the configuration line `KEY`, such as cpu; may be given several times")
	fs.StringVar(&o.Config, "config", "", "the policy `FILE`; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.Output, "output", "", "also write report.json, report.md, report.html, base.txt and head.txt to `DIR`")
	fs.StringVar(&o.Format, "format", "text", "text, markdown, json, junit, github, csv, html, svg or benchstat-classic")
	fs.StringVar(&o.Color, "color", "auto", "colour: auto, always or never")
	fs.BoolVar(&o.Verbose, "v", false, "show every row")
	return fs
}

// parseCompareFlags reads the command line and checks combinations.
func parseCompareFlags(args []string) (*gate.FileOptions, error) {
	o := &gate.FileOptions{}
	fs := newCompareFlags(o)
	operands, rest, err := parse(fs, args)
	if err != nil {
		return nil, err
	}
	fs.Visit(func(f *flag.Flag) {
		if f.Name != "base" && f.Name != "head" {
			o.Asides = append(o.Asides, flagWords(f)...)
		}
	})
	operands = append(operands, rest...)
	switch named := len(o.Base)+len(o.Head) > 0; {
	case named && len(operands) > 0:
		return nil, exit.Usagef("give all files by --base and --head, or two without", "compare: files both with and without --base and --head")
	case !named && len(operands) == 2:
		o.Base, o.Head = operands[:1], operands[1:]
	case !named:
		return nil, exit.Usagef("benchgate compare BASE.txt HEAD.txt", "compare: want two files, have %d", len(operands))
	case len(o.Base) == 0 || len(o.Head) == 0:
		return nil, exit.Usagef("benchgate compare --base B.txt --head H.txt", "compare: --base and --head are both needed")
	}
	stdins := 0
	for _, name := range append(append([]string{}, o.Base...), o.Head...) {
		if name == "-" {
			stdins++
		}
	}
	if stdins > 1 {
		return nil, exit.Usagef("name a file for one of them", "compare: standard input can be read only once")
	}
	if o.Ignore, err = keys(o.Ignore); err != nil {
		return nil, err
	}
	return o, checkFormat(o.Format)
}

// keys takes lists of keys apart.
func keys(given []string) ([]string, error) {
	var all []string
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
	return gate.CompareFiles(ctx, &p.Process, *o)
}

// flagWords give a flag once more, quoted for a shell.
func flagWords(f *flag.Flag) []string {
	values := list{f.Value.String()}
	if l, ok := f.Value.(*list); ok {
		values = *l
	}
	var words []string
	for _, v := range values {
		words = append(words, dashed(f.Name)+"="+shell.Quote(v))
	}
	return words
}
