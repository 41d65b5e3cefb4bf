package main

import (
	"context"
	"flag"
	"maps"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/buildflag"
	"github.com/benchgate/benchgate/internal/report"
)

// complete finds what may stand behind the words of a command line, of which
// the current one is not yet complete. It runs no builds and changes nothing.
func (p *program) complete(ctx context.Context, before []string, current string) completion {
	var c completion
	if len(before) == 0 {
		for _, v := range verbs() {
			c.add(v.summary, v.name)
		}
		return c
	}
	verb := before[0]
	pg, ok := pages[verb]
	if !ok {
		return c
	}
	fs := flag.NewFlagSet(verb, flag.ContinueOnError)
	if pg.flags != nil {
		fs = pg.flags()
	}
	if slices.Contains(before, "--") {
		c.buildFlags(verb)
		return c
	}
	if name, _, ok := strings.Cut(current, "="); ok && strings.HasPrefix(current, "-") {
		if f := fs.Lookup(strings.TrimLeft(name, "-")); f != nil {
			p.completeValue(ctx, &c, verb, f, before)
			for i := range c.words {
				c.words[i].word = name + "=" + c.words[i].word
			}
		}
		return c
	}
	if f := wanting(fs, before); f != nil {
		p.completeValue(ctx, &c, verb, f, before)
		return c
	}
	if strings.HasPrefix(current, "-") {
		fs.VisitAll(func(f *flag.Flag) {
			_, usage := flag.UnquoteUsage(f)
			c.add(usage, dashed(f.Name))
		})
		return c
	}
	p.completeOperand(&c, verb, before, current)
	return c
}

// buildFlags are what may follow "--".
func (c *completion) buildFlags(verb string) {
	if verb != "run" && verb != "calibrate" {
		return
	}
	for _, name := range buildflag.Names() {
		c.add("flag of go test", "-"+name)
	}
	c.inPart = true
}

// wanting returns the flag whose value the current word is, if the last word is
// a flag that takes one.
func wanting(fs *flag.FlagSet, before []string) *flag.Flag {
	last := before[len(before)-1]
	if len(before) < 2 || !strings.HasPrefix(last, "-") || strings.Contains(last, "=") {
		return nil
	}
	f := fs.Lookup(strings.TrimLeft(last, "-"))
	if f == nil {
		return nil
	}
	if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
		return nil
	}
	return f
}

// completeValue suggests values of a flag.
func (p *program) completeValue(ctx context.Context, c *completion, verb string, f *flag.Flag, before []string) {
	switch name := f.Name; {
	case name == "format":
		c.add("", report.Formats()...)
	case name == "color":
		c.add("", "auto", "always", "never")
	case name == "engine":
		c.add("", "auto", "turns", "exec")
	case name == "reply":
		c.add("", shells...)
	case name == "bench" || name == "b":
		p.completeBenchmarks(c, before)
	case (name == "base" || name == "head") && verb != "compare":
		p.completeRefs(ctx, c)
	case isBool(f):
		c.add("", "true", "false")
	case name == "base" || name == "head" || name == "config" || name == "output":
		c.files = true
	}
}

func isBool(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// completeOperand suggests what a verb takes beside flags.
func (p *program) completeOperand(c *completion, verb string, before []string, current string) {
	switch verb {
	case "run", "calibrate":
		p.completePackages(c, current)
	case "compare", "render", "publish", "merge":
		c.files = true
	case "config":
		if len(before) == 1 {
			c.add("list the mistakes in a policy file", "verify")
			c.add("print the settings in force", "show")
			c.add("print the JSON Schema of the file", "schema")
			return
		}
		c.files = true
	case "hook":
		if len(before) == 1 {
			c.add("gate what is pushed", "install")
			c.add("put back what was there", "uninstall")
			c.add("tell what there is", "status")
		}
	case "help":
		c.add("", slices.Sorted(maps.Keys(pages))...)
	case "completion":
		c.add("", shells...)
	}
}
