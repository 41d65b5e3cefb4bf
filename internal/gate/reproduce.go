package gate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/shell"
	"github.com/benchgate/benchgate/internal/words"
)

// A CommandLine is what a run was given, as words that give it again.
type CommandLine struct {
	Options    Options
	Set        []Override // by the environment, then by flags
	Base, Head record.Ref
}

func (f *findings) commandLine(o Options) CommandLine {
	return CommandLine{o, f.rules.set, f.sides.base, f.sides.head}
}

// Again is the command that makes the same comparison again, with every flag
// that the run was given; "" where its repository will not be there.
func (c CommandLine) Again() string {
	if !c.repeatable() {
		return ""
	}
	return commandOf(slices.Concat(c.named(), c.deciding(), c.asides(), c.operands()))
}

// longer is the same with a budget that should do; "" where the run has decided all,
// or cannot be made again.
func (c CommandLine) longer(m measured) string {
	if m.Stopped != measure.OutOfBudget || !c.repeatable() {
		return ""
	}
	args := c.named()
	for _, w := range c.deciding() {
		if !strings.HasPrefix(w, "--budget=") {
			args = append(args, w)
		}
	}
	args = append(args, "--budget="+words.ShortDuration(m.enough()))
	return commandOf(slices.Concat(args, c.asides(), c.operands()))
}

// repeatable tells whether the same comparison can be made again.
func (c CommandLine) repeatable() bool {
	return !c.Options.Fleeting && c.Base.SHA != "" && c.Head.SHA != ""
}

// named are the two commits; a head with changes is what is there.
func (c CommandLine) named() []string {
	args := []string{"--base", record.Short(c.Base.SHA)}
	if !c.Head.Dirty {
		args = append(args, "--head", record.Short(c.Head.SHA))
	}
	return args
}

// arguments are what the run was given beside the two sides and what changes nothing
// of the comparison: as flags also what came from the environment.
func (c CommandLine) arguments() []string { return slices.Concat(c.deciding(), c.operands()) }

// deciding are the flags that the comparison depends on.
func (c CommandLine) deciding() []string {
	var args []string
	if c.Options.Config != "" {
		args = append(args, "--config="+c.Options.Config)
	}
	for i, ov := range c.Set {
		// The last one wins, so only that one is worth repeating.
		later := slices.ContainsFunc(c.Set[i+1:], func(l Override) bool { return l.Key == ov.Key })
		if !later && ov.Key != "explain" {
			args = append(args, "--"+ov.Key+"="+ov.Value)
		}
	}
	if c.Options.Changed == Yes {
		args = append(args, "--changed")
	}
	if s := c.Options.Shard; s != nil {
		args = append(args, fmt.Sprintf("--shard=%d/%d", s.Index, s.Count))
	}
	return args
}

// asides are the other flags that were given: the plan's seed, where files go, how
// the report looks, and whether it explains.
func (c CommandLine) asides() []string {
	var args []string
	for _, f := range []struct{ name, word string }{
		{"seed", fmt.Sprintf("--seed=%d", c.Options.Seed)},
		{"costs", "--costs=" + c.Options.Costs},
		{"output", "--output=" + c.Options.Output},
		{"format", "--format=" + c.Options.Format},
		{"color", "--color=" + c.Options.Color},
		{"v", "-v"},
	} {
		if c.Options.Given[f.name] && (f.name != "v" || c.Options.Verbose) {
			args = append(args, f.word)
		}
	}
	if c.Options.Changed == No {
		args = append(args, "--changed=false")
	}
	for _, ov := range slices.Backward(c.Options.Overrides) {
		if ov.Key == "explain" {
			return append(args, "--explain="+ov.Value)
		}
	}
	return args
}

// operands are the packages, and the flags after them.
func (c CommandLine) operands() []string {
	args := slices.Clone(c.Options.Packages)
	if len(c.Options.AfterDashes) > 0 {
		args = append(append(args, "--"), c.Options.AfterDashes...)
	}
	return args
}

// ofTheWhole is the command of a shard without what concerns the shard alone; ""
// where it is no command of run.
func ofTheWhole(command string) string {
	args, ok := shell.Split(command)
	if !ok || len(args) < 2 || args[0] != "benchgate" || args[1] != "run" {
		return ""
	}
	return commandOf(slices.DeleteFunc(args[2:], func(w string) bool {
		name, _, _ := strings.Cut(w, "=")
		return name == "--shard" || name == "--costs" || name == "--output"
	}))
}

// commandOf is a command line of run, quoted for a shell.
func commandOf(args []string) string {
	line := []string{"benchgate run"}
	for _, a := range args {
		if name, value, ok := strings.Cut(a, "="); ok && strings.HasPrefix(name, "--") && shell.Quote(name) == name {
			a = name + "=" + shell.Quote(value)
		} else {
			a = shell.Quote(a)
		}
		line = append(line, a)
	}
	return strings.Join(line, " ")
}
