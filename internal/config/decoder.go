package config

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// mostProblems bounds what one file can make us say.
const mostProblems = 100

// A decoder collects the problems of one file while its nodes are decoded.
type decoder struct {
	file string
	path []string // the keys that lead to the node being decoded
	errs Errors
	// found counts all problems, those past mostProblems too.
	found int
	// instructions counts the compiled size of the expressions so far.
	instructions int
}

// add reports a problem at a node.
func (d *decoder) add(n *yaml.Node, err error) {
	d.at(n.Line, n.Column, err)
}

func (d *decoder) at(line, column int, err error) {
	d.found++
	if len(d.errs.Problems) >= mostProblems {
		return
	}
	p := Problem{File: d.file, Line: max(1, line), Column: max(1, column), Message: err.Error()}
	if m := (*mistake)(nil); errors.As(err, &m) {
		p.Message, p.Hint = m.message, m.hint
	}
	if len(d.path) > 0 {
		p.Message = strings.Join(d.path, "") + ": " + p.Message
	}
	d.errs.Problems = append(d.errs.Problems, p)
}

// within decodes something below the current node. Its step in the path is a
// key or, in brackets, a position.
func (d *decoder) within(step string, decode func()) {
	if len(d.path) > 0 && !strings.HasPrefix(step, "[") {
		step = "." + step
	}
	d.path = append(d.path, step)
	decode()
	d.path = d.path[:len(d.path)-1]
}

// step shows a key from the file in a path.
func step(name string) string {
	if name == "" || len(name) > 60 || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || !unicode.IsPrint(r) }) {
		return quote(name)
	}
	return name
}

// An entry is one key of a mapping with its value.
type entry struct {
	name       string
	key, value *yaml.Node
}

// entries returns the entries of a mapping in the order written. Keys that are
// no text and keys that came before are problems and left out.
func (d *decoder) entries(n *yaml.Node, want string) ([]entry, bool) {
	if n.Kind != yaml.MappingNode || n.ShortTag() != "!!map" {
		d.add(n, unexpected(want, n))
		return nil, false
	}
	first := map[string]int{}
	list := make([]entry, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch line, twice := first[key.Value]; {
		case key.ShortTag() == "!!merge":
			d.add(key, wrong("write the keys out", "merge keys are not supported"))
		case key.Kind != yaml.ScalarNode || key.ShortTag() == "!!null":
			d.add(key, wrong("keys are text", "a key that is %s", describe(key)))
		case twice:
			d.add(key, wrong(fmt.Sprintf("it was set on line %d; keep one of them", line), "duplicate key %s", quote(key.Value)))
		default:
			first[key.Value] = key.Line
			list = append(list, entry{key.Value, key, value})
		}
	}
	return list, true
}

// Bounds of the expanded document: with aliases, a file of a few lines could
// stand for billions of nodes or never end.
const (
	mostNodes = 20_000
	mostDepth = 16
	mostText  = maxSize // of all values together, in bytes
)

// expand replaces every alias by what it stands for. It returns nil, and
// reports why, where the document is too large.
func (d *decoder) expand(root *yaml.Node) *yaml.Node {
	nodes, text := 0, 0
	var walk func(n *yaml.Node, depth int) *yaml.Node
	walk = func(n *yaml.Node, depth int) *yaml.Node {
		nodes++
		text += len(n.Value)
		switch {
		case depth > mostDepth:
			d.add(n, wrong("an alias must not contain itself", "nested more than %d deep", mostDepth))
			return nil
		case nodes > mostNodes:
			d.add(n, wrong("write less, or use fewer aliases", "more than %d values", mostNodes))
			return nil
		case text > mostText:
			d.add(n, wrong("write less, or use fewer aliases", "more than %d bytes of values", mostText))
			return nil
		case n.Kind == yaml.AliasNode:
			return walk(n.Alias, depth+1)
		}
		c := *n
		c.Content = make([]*yaml.Node, len(n.Content))
		for i, child := range n.Content {
			if c.Content[i] = walk(child, depth+1); c.Content[i] == nil {
				return nil
			}
		}
		return &c
	}
	return walk(root, 0)
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// unexpected is the problem of a node of the wrong kind.
func unexpected(want string, n *yaml.Node) *mistake {
	if isNull(n) {
		return wrong("give it a value or remove the key", "expected %s, found nothing", want)
	}
	return wrong("", "expected %s, found %s", want, describe(n))
}

// describe names what a node is, for people.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!str":
		return "the text " + quote(n.Value)
	case "!!int", "!!float":
		return "the number " + quote(n.Value)
	case "!!bool":
		return "the truth value " + quote(n.Value)
	case "!!timestamp":
		return "the date " + quote(n.Value)
	case "!!null":
		return "nothing"
	}
	return "a value tagged " + quote(n.Tag)
}
