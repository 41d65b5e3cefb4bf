package main

import (
	"errors"
	"flag"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
)

// parse parses flags that may stand before, between and after the other
// arguments, up to a "--". It returns the arguments before it and those after.
func parse(fs *flag.FlagSet, args []string) (operands, rest []string, err error) {
	fs.SetOutput(io.Discard)
	for i, a := range args {
		if a == "--" {
			args, rest = args[:i], args[i+1:]
			break
		}
	}
	for {
		if err := fs.Parse(args); err != nil {
			return nil, nil, flagError(fs, err)
		}
		if fs.NArg() == 0 {
			return operands, rest, nil
		}
		operands = append(operands, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

// none refuses arguments of a verb that takes none.
func none(verb string, operands, rest []string) error {
	if extra := append(operands, rest...); len(extra) > 0 {
		return exit.Usagef(verb+" takes no arguments", "%s: unexpected argument %q", verb, extra[0])
	}
	return nil
}

// flagError puts package flag's complaint into the form of ours, with the
// nearest flag that exists.
func flagError(fs *flag.FlagSet, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	hint := "benchgate help " + fs.Name() + " lists its flags"
	if _, name, ok := strings.Cut(err.Error(), "flag provided but not defined: -"); ok {
		var names []string
		fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
		if near := config.Nearest(name, names); near != "" {
			hint = "did you mean " + dashed(near) + "?"
		}
		return exit.Usagef(hint, "%s: unknown flag %s", fs.Name(), dashed(name))
	}
	return exit.Usagef(hint, "%s: %w", fs.Name(), err)
}

// dashed is a flag as users write it: -b, --bench.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// A list collects a flag that may be given several times.
type list []string

func (l *list) String() string     { return strings.Join(*l, ",") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }
