package config

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// Parse decodes a policy file strictly. A file that is empty, or has nothing
// but comments, means the defaults. The error is an *Errors that holds every
// problem found, each with its position in the file called name; the settings
// are the zero value then.
func Parse(name string, data []byte) (Settings, error) {
	d := &decoder{file: name}
	settings := Default()
	if root := d.document(data); root != nil {
		file.decode(d, root, reflect.ValueOf(&settings).Elem())
	}
	if len(d.errs.Problems) > 0 {
		d.errs.sort()
		return Settings{}, &d.errs
	}
	return settings, nil
}

// mostProblems bounds what one file can make us say.
const mostProblems = 100

// A decoder collects the problems of one file while its nodes are decoded.
type decoder struct {
	file string
	path []string // the keys that lead to the node being decoded
	errs Errors
	// instructions counts the compiled size of the expressions so far.
	instructions int
}

// add reports a problem at a node.
func (d *decoder) add(n *yaml.Node, err error) { d.at(n.Line, n.Column, err) }

func (d *decoder) at(line, column int, err error) {
	if len(d.errs.Problems) >= mostProblems {
		return
	}
	p, ok := err.(Problem)
	if !ok {
		p.Message = err.Error()
	}
	p.File, p.Line, p.Column = d.file, max(1, line), max(1, column)
	if len(d.path) > 0 {
		p.Message = strings.Join(d.path, "") + ": " + p.Message
	}
	d.errs.Problems = append(d.errs.Problems, p)
}

// below decodes something below the current node. Its step in the path is a
// key or, in brackets, a position.
func (d *decoder) below(step string, v value, n *yaml.Node, into reflect.Value) {
	if len(d.path) > 0 && !strings.HasPrefix(step, "[") {
		step = "." + step
	}
	d.path = append(d.path, step)
	v.decode(d, n, into)
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
type entry struct{ key, value *yaml.Node }

// entries returns the entries of a mapping in the order written. Keys that are
// no text and keys that came before are problems and left out.
func (d *decoder) entries(n *yaml.Node, want string) ([]entry, bool) {
	if n.Kind != yaml.MappingNode || n.ShortTag() != "!!map" {
		d.add(n, unexpected(want, n))
		return nil, false
	}
	first := map[string]int{}
	var list []entry
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch line, twice := first[key.Value]; {
		case key.ShortTag() == "!!merge":
			d.add(key, wrong("write the keys out", "merge keys are not supported"))
		case key.Kind != yaml.ScalarNode || isNull(key):
			d.add(key, wrong("keys are text", "a key that is %s", describe(key)))
		case twice:
			d.add(key, wrong(fmt.Sprintf("it was set on line %d; keep one of them", line), "duplicate key %s", quote(key.Value)))
		default:
			first[key.Value] = key.Line
			list = append(list, entry{key, n.Content[i+1]})
		}
	}
	return list, true
}
