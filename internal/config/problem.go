package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// A Problem is one thing that is wrong with a policy file, or with a value that
// stands in none: it has no position then.
type Problem struct {
	File         string
	Line, Column int    // 1-based; Column counts characters
	Message      string // what is wrong
	hint         string
}

func wrong(hint, format string, args ...any) Problem {
	return Problem{Message: fmt.Sprintf(format, args...), hint: hint}
}

// Hint returns what to do about it, or "".
func (p Problem) Hint() string { return p.hint }

// Error returns "file:line:column: message; hint".
func (p Problem) Error() string {
	s := p.Message
	if p.Line > 0 {
		s = fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, s)
	}
	if p.hint != "" {
		s += "; " + p.hint
	}
	return s
}

// Errors are all problems found in one policy file, in the order of their
// positions. Parse never returns it empty.
type Errors struct {
	Problems []Problem
}

// Error returns one line a problem.
func (e *Errors) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

func (e *Errors) sort() {
	slices.SortStableFunc(e.Problems, func(a, b Problem) int {
		return cmp.Or(a.Line-b.Line, a.Column-b.Column)
	})
}

// quote shows a value from the file in a message: bounded and on one line.
func quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "..."
	}
	return fmt.Sprintf("%q", s)
}

// unexpected is the problem of a node of the wrong kind.
func unexpected(want string, n *yaml.Node) Problem {
	if isNull(n) {
		return wrong("give it a value or remove the key", "expected %s, found nothing", want)
	}
	return wrong("", "expected %s, found %s", want, describe(n))
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// describe names what a node is, for people.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	names := map[string]string{"!!str": "text", "!!int": "number", "!!float": "number", "!!bool": "truth value", "!!timestamp": "date"}
	switch name, ok := names[n.ShortTag()]; {
	case ok:
		return "the " + name + " " + quote(n.Value)
	case isNull(n):
		return "nothing"
	}
	return "a value tagged " + quote(n.Tag)
}
