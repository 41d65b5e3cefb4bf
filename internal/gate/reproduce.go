package gate

import (
	"fmt"
	"slices"
	"strings"
)

// reproduce is the command that makes the same comparison again, with every flag
// that the run was given; "" where its repository will not be there.
func (g *gate) reproduce() string {
	if !g.repeatable() {
		return ""
	}
	return commandOf(slices.Concat(g.sides(), g.options.deciding(), g.options.asides(), g.options.operands()))
}

// repeatable tells whether the same comparison can be made again.
func (g *gate) repeatable() bool {
	return !g.fleeting && g.refs.base.SHA != "" && g.refs.head.SHA != ""
}

// sides name the two commits; a head with changes is what is there.
func (g *gate) sides() []string {
	words := []string{"--base", short(g.refs.base.SHA)}
	if !g.refs.head.Dirty {
		words = append(words, "--head", short(g.refs.head.SHA))
	}
	return words
}

// commandOf is a command line of run, quoted for a shell.
func commandOf(words []string) string {
	line := []string{"benchgate run"}
	for _, a := range words {
		if name, value, ok := strings.Cut(a, "="); ok && strings.HasPrefix(name, "--") && shell.Quote(name) == name {
			a = name + "=" + shell.Quote(value)
		} else {
			a = shell.Quote(a)
		}
		line = append(line, a)
	}
	return strings.Join(line, " ")
}

// arguments are what the run was given beside the two sides and what changes nothing
// of the comparison: as flags also what came from the environment.
func (g *gate) arguments() []string {
	return slices.Concat(g.options.deciding(), g.options.operands())
}

// deciding are the flags that the comparison depends on.
func (o *runOptions) deciding() []string {
	var words []string
	if o.config != "" {
		words = append(words, "--config="+o.config)
	}
	for i, ov := range o.applied {
		// The last one wins, so only that one is worth repeating.
		later := slices.ContainsFunc(o.applied[i+1:], func(l override) bool { return l.key == ov.key })
		if !later && ov.key != "explain" {
			words = append(words, "--"+ov.key+"="+ov.value)
		}
	}
	if o.changed == yes {
		words = append(words, "--changed")
	}
	if s := o.shard; s != nil {
		words = append(words, fmt.Sprintf("--shard=%d/%d", s.Index, s.Count))
	}
	return words
}

// asides are the other flags that were given: the plan's seed, where files go, how
// the report looks, and whether it explains.
func (o *runOptions) asides() []string {
	var words []string
	for _, f := range []struct{ name, word string }{
		{"seed", fmt.Sprintf("--seed=%d", o.seed)},
		{"costs", "--costs=" + o.costs},
		{"output", "--output=" + o.output},
		{"format", "--format=" + o.format},
		{"color", "--color=" + o.color},
		{"v", "-v"},
	} {
		if o.given[f.name] && (f.name != "v" || o.verbose) {
			words = append(words, f.word)
		}
	}
	if o.changed == no {
		words = append(words, "--changed=false")
	}
	for _, ov := range slices.Backward(o.overrides) {
		if ov.key == "explain" {
			return append(words, "--explain="+ov.value)
		}
	}
	return words
}

// operands are the packages, and the flags after them.
func (o *runOptions) operands() []string {
	words := slices.Clone(o.packages)
	if len(o.afterDashes) > 0 {
		words = append(append(words, "--"), o.afterDashes...)
	}
	return words
}

// ofTheWhole is the command of a shard without what concerns the shard alone; ""
// where it is no command of run.
func ofTheWhole(command string) string {
	words, ok := shell.Split(command)
	if !ok || len(words) < 2 || words[0] != "benchgate" || words[1] != "run" {
		return ""
	}
	return commandOf(slices.DeleteFunc(words[2:], func(w string) bool {
		name, _, _ := strings.Cut(w, "=")
		return name == "--shard" || name == "--costs" || name == "--output"
	}))
}

func short(sha string) string { return sha[:min(12, len(sha))] }
