package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/spelling"
)

// spelledFor spells a command line for cobra, or what a shell asks cobra to
// complete, of which the last word is not complete yet.
func spelledFor(root *cobra.Command, args []string) ([]string, error) {
	if len(args) < 2 || args[0] != cobra.ShellCompRequestCmd && args[0] != cobra.ShellCompNoDescRequestCmd {
		return spelled(root, args)
	}
	before, last := args[1:len(args)-1], args[len(args)-1]
	words, err := spelled(root, before)
	if err != nil {
		words = before // there is nothing to suggest
	}
	if name, _, joined := strings.Cut(last, "="); joined && isFlag(name) && !slices.Contains(before, "--") {
		last = "--" + strings.TrimLeft(last, "-")
	}
	return slices.Concat(args[:1], words, []string{last}), nil
}

// spelled writes the flags of a command line up to "--" as pflag understands
// them. Go's commands take -bench X, -bench=X and --bench=X for the same; pflag
// would read -bench as -b ench. So every flag gets two dashes, and its value an
// equals sign. Words that name no command and no flag are errors.
func spelled(c *cobra.Command, args []string) ([]string, error) {
	var words []string
	for i := 0; i < len(args); i++ {
		word := args[i]
		switch {
		case isRoot(c):
			word = commandFor(word)
		case word == "--":
			return append(words, args[i:]...), nil
		}
		if !isFlag(word) {
			sub, err := next(c, word)
			if err != nil {
				return nil, err
			}
			c, words = sub, append(words, word)
			continue
		}
		name, value, joined := strings.Cut(strings.TrimPrefix(word[1:], "-"), "=")
		f := flagOf(c, name)
		switch {
		case f == nil:
			return nil, unknownFlag(c, word, name)
		case f.Name == "help": // whatever follows
			return append(words, "--help"), nil
		case joined:
			words = append(words, "--"+name+"="+value)
		case f.NoOptDefVal != "":
			if err := noValue(f, args[i+1:]); err != nil {
				return nil, err
			}
			words = append(words, "--"+name)
		case i+1 == len(args) || args[i+1] == "--":
			return append(words, "--"+name), nil // which pflag refuses
		default:
			i++
			words = append(words, "--"+name+"="+args[i])
		}
	}
	return words, nil
}

// isFlag tells whether a word is one or more flags. A dash alone is a file.
func isFlag(word string) bool { return len(word) > 1 && word[0] == '-' }

func isRoot(c *cobra.Command) bool { return !c.HasParent() && c.HasSubCommands() }

// commandFor is the command that a flag of the root stands for.
func commandFor(word string) string {
	switch word {
	case "-h", "-help", "--help":
		return "help"
	case "-version", "--version":
		return "version"
	}
	return word
}

// next is the command that a word behind c leads to: one of its own, or c itself
// where the word is an operand.
func next(c *cobra.Command, word string) (*cobra.Command, error) {
	for _, sub := range c.Commands() {
		if sub.Name() == word {
			return sub, nil
		}
	}
	if isRoot(c) {
		return nil, unknownCommand(c, word)
	}
	return c, nil
}

func flagOf(c *cobra.Command, name string) *pflag.Flag {
	if name == "h" {
		name = "help"
	}
	return c.Flags().Lookup(name)
}

// noValue refuses "--strict false", which would set strict and measure a package
// called false.
func noValue(f *pflag.Flag, after []string) error {
	if len(after) == 0 || f.Value.Type() != "boolfunc" || after[0] != "true" && after[0] != "false" {
		return nil
	}
	return exit.Usagef("write --"+f.Name+"="+after[0], "--%s: %q is not its value but a package", f.Name, after[0])
}

// unknownFlag is the error for a flag that c does not have, with the nearest that
// it has.
func unknownFlag(c *cobra.Command, word, name string) error {
	if isRoot(c) {
		return unknownCommand(c, word)
	}
	hint := "benchgate help " + pageOf(c).Name() + " lists its flags"
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := spelling.Nearest(name, names); near != "" {
		hint = "did you mean " + dashed(near) + "?"
	}
	return exit.Usagef(hint, "%s: unknown flag %s", pageOf(c).Name(), dashed(name))
}

// flagError puts pflag's complaint into the form of ours.
func flagError(c *cobra.Command, err error) error {
	hint := "benchgate help " + pageOf(c).Name() + " lists its flags"
	var wanting *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &wanting) && isRoot(c):
		return exit.Usagef("benchgate help profiling", "%s: names no file", dashed(wanting.GetFlag().Name))
	case errors.As(err, &wanting):
		return exit.Usagef(hint, "%s: flag needs an argument: %s", pageOf(c).Name(), dashed(wanting.GetFlag().Name))
	case errors.As(err, &invalid):
		return exit.Usagef(hint, "%s: invalid value %q for flag %s: %w", pageOf(c).Name(), invalid.GetValue(), dashed(invalid.GetFlag().Name), errors.Unwrap(invalid))
	}
	return exit.Usagef(hint, "%s: %w", pageOf(c).Name(), err)
}

// readArgs takes a command line of c as cobra would, but runs nothing.
func readArgs(c *cobra.Command, args []string) error {
	words, err := spelled(c, args)
	if err != nil {
		return err
	}
	if err := c.ParseFlags(words); err != nil {
		return flagError(c, err)
	}
	return c.ValidateArgs(c.Flags().Args())
}

// operands are the arguments of a command before "--", and those after it.
func operands(c *cobra.Command, args []string) (before, after []string) {
	if n := c.ArgsLenAtDash(); n >= 0 {
		return args[:n], args[n:]
	}
	return args, nil
}

// none refuses arguments of a command that takes none.
func none(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		name := strings.TrimPrefix(c.CommandPath(), "benchgate ")
		return exit.Usagef(name+" takes no arguments", "%s: unexpected argument %q", name, args[0])
	}
	return nil
}

// dashed is a flag as users write it: -b, --bench.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// letter is the name of a flag that users write with one dash, for pflag.
func letter(name string) string {
	if len(name) == 1 {
		return name
	}
	return ""
}

// A list collects a flag that may be given several times.
type list []string

func (l *list) String() string     { return strings.Join(*l, ",") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }
func (l *list) Type() string       { return "value" }

// valueName is the annotation of a flag with what its value is called.
const valueName = "value"

// tidy gives the flags of a command, and of those below it, what cobra lacks: the
// name of the value, which usage has in backquotes, is kept apart, since shells
// show usage as it is. Files are suggested only for flags whose value is one. The
// help flag is there, but not among the flags that are shown.
func tidy(c *cobra.Command) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		var value string
		value, f.Usage = pflag.UnquoteUsage(f)
		f.Annotations = map[string][]string{valueName: {value}}
		if _, has := c.GetFlagCompletionFunc(f.Name); has {
			return
		}
		switch {
		case f.NoOptDefVal != "":
			suggest(c, f.Name, oneOf("true", "false"))
		case value != "FILE" && value != "DIR":
			suggest(c, f.Name, cobra.NoFileCompletions)
		}
	})
	c.Flags().BoolP("help", "h", false, "")
	c.Flags().Lookup("help").Hidden = true
	for _, sub := range c.Commands() {
		tidy(sub)
	}
}
