package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/report/formats"
	"github.com/benchgate/benchgate/internal/shell"
)

// compareOptions are those of the gate for files.
type compareOptions struct{ gate.FileOptions }

func newCompare(p *program, o *compareOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "compare [flags] BASE.txt HEAD.txt",
		Short: "compare two files of benchmark results",
		Long: `Compare judges two files of Go benchmark results, of any origin, against the
policy. Centres, intervals, changes and p-values are those of the benchstat
command. The name - stands for standard input; --base and --head, given more
than once, add files to a side.

Files are the output of go test -bench, with -json or without, as UTF-8 or
UTF-16, plain or gzipped. As in benchstat, results of one side with different
configuration lines, such as "goarch: arm64", are compared separately; --ignore
goarch pools them.`,
		Example: `  benchgate compare base.txt head.txt
  benchgate compare base.json.gz head.json.gz
  git show main:bench.txt | benchgate compare - bench.txt
  benchgate compare --base b1.txt --base b2.txt --head h1.txt --head h2.txt`,
		Args: func(c *cobra.Command, args []string) error { return o.finish(c, args) },
		RunE: func(c *cobra.Command, _ []string) error {
			return gate.CompareFiles(c.Context(), &p.Process, o.FileOptions)
		},
	}
	fs := c.Flags()
	fs.Var((*list)(&o.Base), "base", "add `FILE` to base; may be given several times")
	fs.Var((*list)(&o.Head), "head", "add `FILE` to head; may be given several times")
	fs.StringVar(&o.Alpha, "alpha", "", "the chance of calling an unchanged suite slower that is accepted, such as `0.01` (the default)")
	fs.Var((*list)(&o.Ignore), "ignore", "pool results that differ only in the configuration line `KEY`, such as cpu; may be given several times")
	fs.StringVar(&o.Config, "config", "", "the policy `FILE`; by default .benchgate.yml at the root of the repository")
	fs.StringVar(&o.Output, "output", "", "also write report.json, report.md, report.html, base.txt and head.txt to `DIR`")
	fs.StringVar(&o.Format, "format", "text", "text, markdown, json, junit, github, csv, html, svg or benchstat-classic")
	fs.StringVar(&o.Color, "color", "auto", "colour: auto, always or never")
	fs.BoolVarP(&o.Verbose, "v", "v", false, "show every row")
	suggest(c, "format", oneOf(formats.Names()...))
	suggest(c, "color", colors)
	return c
}

// finish takes the files, and checks combinations.
func (o *compareOptions) finish(c *cobra.Command, files []string) (err error) {
	c.Flags().Visit(func(f *pflag.Flag) {
		if f.Name != "base" && f.Name != "head" {
			o.Asides = append(o.Asides, flagWords(f)...)
		}
	})
	switch named := len(o.Base)+len(o.Head) > 0; {
	case named && len(files) > 0:
		return exit.Usagef("give all files by --base and --head, or two without", "compare: files both with and without --base and --head")
	case !named && len(files) == 2:
		o.Base, o.Head = files[:1], files[1:]
	case !named:
		return exit.Usagef("benchgate compare BASE.txt HEAD.txt", "compare: want two files, have %d", len(files))
	case len(o.Base) == 0 || len(o.Head) == 0:
		return exit.Usagef("benchgate compare --base B.txt --head H.txt", "compare: --base and --head are both needed")
	}
	stdins := 0
	for _, name := range append(append([]string{}, o.Base...), o.Head...) {
		if name == "-" {
			stdins++
		}
	}
	if stdins > 1 {
		return exit.Usagef("name a file for one of them", "compare: standard input can be read only once")
	}
	if o.Ignore, err = keys(o.Ignore); err != nil {
		return err
	}
	return checkFormat(o.Format)
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

// flagWords give a flag once more, quoted for a shell.
func flagWords(f *pflag.Flag) []string {
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
