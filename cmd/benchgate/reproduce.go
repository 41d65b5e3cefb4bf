package main

import (
	"fmt"
	"slices"
	"strings"
)

// reproduce is the command that makes the same comparison again; "" where its
// repository will not be there.
func (g *gate) reproduce() string {
	if g.fleeting {
		return ""
	}
	if g.refs.base.SHA == "" || g.refs.head.SHA == "" {
		return ""
	}
	words := []string{"benchgate run", "--base", short(g.refs.base.SHA)}
	if !g.refs.head.Dirty {
		words = append(words, "--head", short(g.refs.head.SHA))
	}
	for _, a := range g.arguments() {
		if name, value, ok := strings.Cut(a, "="); ok && strings.HasPrefix(name, "--") && quote(name) == name {
			a = name + "=" + quote(value)
		} else {
			a = quote(a)
		}
		words = append(words, a)
	}
	return strings.Join(words, " ")
}

// arguments are what the run was given beside the two sides: as flags also what
// came from the environment.
func (g *gate) arguments() []string {
	o := g.options
	var words []string
	if o.config != "" {
		words = append(words, "--config="+o.config)
	}
	for i, ov := range o.applied {
		// The last one wins, so only that one is worth repeating.
		later := slices.ContainsFunc(o.applied[i+1:], func(l override) bool { return l.key == ov.key })
		if !later && ov.key != "explain" { // it changes nothing of the comparison
			words = append(words, "--"+ov.key+"="+ov.value)
		}
	}
	if o.changed == yes {
		words = append(words, "--changed")
	}
	if s := o.shard; s != nil {
		words = append(words, fmt.Sprintf("--shard=%d/%d", s.Index, s.Count))
	}
	words = append(words, o.packages...)
	if len(o.afterDashes) > 0 {
		words = append(append(words, "--"), o.afterDashes...)
	}
	return words
}

func short(sha string) string { return sha[:min(12, len(sha))] }
