package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
)

// flags are what every subcommand takes, with a set to which each adds its own.
type flags struct {
	*flag.FlagSet
	only string
	wall time.Duration // of an estimate by the turns engine
	seed uint64
	raw  string
	dir  string // of lab/benchmarks

	selected *regexp.Regexp // from only
}

// A usageError is a wrong command line.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func wrong(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// parse reads the command line. It returns the flags and what runs the
// experiment that they are for.
func parse(args []string) (*flags, func(ctx context.Context, l *lab) (report, error), error) {
	if len(args) == 0 {
		return nil, nil, wrong("which experiment? one of %s", names())
	}
	for _, x := range experiments {
		if x.name != args[0] {
			continue
		}
		f := newFlags(x.name)
		perform := x.define(f)
		if err := f.read(args[1:]); err != nil {
			return nil, nil, err
		}
		return f, perform, nil
	}
	return nil, nil, wrong("no experiment %q; one of %s", args[0], names())
}

func names() string {
	var all []string
	for _, x := range experiments {
		all = append(all, x.name)
	}
	return strings.Join(all, ", ")
}

func newFlags(name string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError)}
	f.StringVar(&f.only, "only", "", "measure the benchmarks that this expression matches")
	f.DurationVar(&f.wall, "time", 1500*time.Millisecond, "wall time of an estimate by the turns engine")
	f.Uint64Var(&f.seed, "seed", 1, "seed of every coin and every order")
	f.StringVar(&f.raw, "raw", "", "file for every trial, as JSON")
	f.StringVar(&f.dir, "dir", "benchmarks", "directory of the benchmarks")
	return f
}

// read parses and checks what all subcommands share.
func (f *flags) read(args []string) error {
	var help strings.Builder
	f.SetOutput(&help)
	err := f.Parse(args)
	f.SetOutput(io.Discard)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return wrong("%s", strings.TrimSpace(help.String()))
	case err != nil:
		return wrong("%v; --help lists the flags", err)
	case f.NArg() > 0:
		return wrong("argument %q: %s takes flags only", f.Arg(0), f.Name())
	case f.wall <= 0:
		return wrong("--time %v: it must be more than 0", f.wall)
	}
	if f.selected, err = regexp.Compile(f.only); err != nil {
		return wrong("--only: %v", err)
	}
	return nil
}

// matching compiles the value of a flag.
func matching(name, expr string) (*regexp.Regexp, error) {
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil, wrong("--%s: %v", name, err)
	}
	return re, nil
}

// atLeast checks a number given by a flag.
func atLeast(name string, n, least int) error {
	if n < least {
		return wrong("--%s %d: it must be at least %d", name, n, least)
	}
	return nil
}
