package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// A value is what may stand behind a key: a scalar, a list, a mapping (from
// names that the user chooses) or an object (from keys that we know).
type value interface {
	// decode reads a node into a variable, or reports what is wrong with it.
	decode(d *decoder, n *yaml.Node, into reflect.Value)
	// encode returns the canonical node of a variable.
	encode(v reflect.Value) *yaml.Node
	// schema describes the value. The default is what applies where an object
	// says nothing, or the zero Value.
	schema(def reflect.Value) schema
}

// A scalar is one word, text or number.
type scalar struct {
	want string   // "a duration such as 10m"
	tags []string // the YAML tags it may have
	json schema
	// read returns what a text means. What the file may have in all, the decoder
	// knows.
	read func(d *decoder, text string) (any, error)
	// write is what read reads; nil for what prints as it is written.
	write func(v reflect.Value) string
}

func (s scalar) decode(d *decoder, n *yaml.Node, into reflect.Value) {
	if n.Kind != yaml.ScalarNode || !slices.Contains(s.tags, n.ShortTag()) {
		d.add(n, s.misfit(d, n))
		return
	}
	if err := s.set(d, n.Value, into); err != nil {
		d.add(n, err)
	}
}

func (s scalar) set(d *decoder, text string, into reflect.Value) error {
	v, err := s.read(d, text)
	if err == nil && into.IsValid() {
		into.Set(reflect.ValueOf(v).Convert(into.Type()))
	}
	return err
}

// misfit says of a node of the wrong type what reading it would have said of the
// text ("write 10m" for 10), or else how to write it.
func (s scalar) misfit(d *decoder, n *yaml.Node) Problem {
	p := unexpected(s.want, n)
	if n.Kind != yaml.ScalarNode || isNull(n) {
		return p
	}
	_, err := s.read(d, n.Value)
	switch e, ok := err.(Problem); {
	case ok:
		p.hint = e.hint
	case n.Style&yaml.TaggedStyle != 0:
		p.hint = "remove the tag"
	case n.ShortTag() == "!!str":
		p.hint = "remove the quotes"
	default:
		p.hint = "put it in quotes: " + quote(n.Value)
	}
	return p
}

func (s scalar) encode(v reflect.Value) *yaml.Node {
	switch {
	case v.Kind() == reflect.Pointer && v.IsNil():
		return scalarNode("", s.tags)
	case s.write == nil:
		return scalarNode(fmt.Sprint(v), s.tags)
	}
	return scalarNode(s.write(v), s.tags)
}

// scalarNode returns a node that YAML reads back as the same text with one of
// the tags: quoted where it would be taken for something else.
func scalarNode(text string, tags []string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Value: text}
	if tag := n.ShortTag(); tag != "!!str" && slices.Contains(tags, tag) {
		return n
	}
	n.Tag = "!!str"
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// A list replaces the one before.
type list struct {
	want  string // "a list of flags"
	item  value
	least int
}

func (l list) decode(d *decoder, n *yaml.Node, into reflect.Value) {
	switch {
	case n.Kind != yaml.SequenceNode || n.ShortTag() != "!!seq":
		p := unexpected(l.want, n)
		if n.Kind == yaml.ScalarNode && p.hint == "" {
			p.hint = fmt.Sprintf("write a list of one: [%s]", quote(n.Value))
		}
		d.add(n, p)
	case len(n.Content) < l.least:
		d.add(n, wrong("remove the key to get the default", "expected %s, found an empty list", l.want))
	case len(n.Content) == 0:
		into.SetZero() // one way to be empty
	default:
		items := reflect.MakeSlice(into.Type(), len(n.Content), len(n.Content))
		for i, child := range n.Content {
			d.below(fmt.Sprintf("[%d]", i), l.item, child, items.Index(i))
		}
		into.Set(items)
	}
}

func (l list) encode(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, item := range v.Seq2() {
		n.Content = append(n.Content, l.item.encode(item))
	}
	return flowIfFlat(n)
}

// A mapping adds its entries to those there were.
type mapping struct {
	want string
	name func(string) (string, error) // checks a name and returns its canonical form
	json schema                       // of the names
	item func(name string) value
}

func (m mapping) decode(d *decoder, n *yaml.Node, into reflect.Value) {
	entries, _ := d.entries(n, m.want)
	values := reflect.MakeMap(into.Type())
	for name, v := range into.Seq2() {
		values.SetMapIndex(name, v)
	}
	written := map[string]string{}
	for _, e := range entries {
		name, err := m.name(e.key.Value)
		if before, twice := written[name]; err == nil && twice {
			err = wrong("keep one of them", "%s and %s are the same unit", quote(before), quote(e.key.Value))
		}
		if err != nil {
			d.add(e.key, err)
			continue
		}
		written[name] = e.key.Value
		v := reflect.New(into.Type().Elem()).Elem()
		d.below(step(e.key.Value), m.item(e.key.Value), e.value, v)
		values.SetMapIndex(reflect.ValueOf(name), v)
	}
	if values.Len() > 0 {
		into.Set(values)
	}
}

func (m mapping) encode(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	names := v.MapKeys()
	slices.SortFunc(names, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, name := range names {
		n.Content = append(n.Content, scalarNode(name.String(), textTags), m.item(name.String()).encode(v.MapIndex(name)))
	}
	return flowIfFlat(n)
}

// flowIfFlat writes a collection on one line where it is empty or holds
// scalars only.
func flowIfFlat(n *yaml.Node) *yaml.Node {
	for i, c := range n.Content {
		if c.Kind != yaml.ScalarNode && c.Style&yaml.FlowStyle == 0 || n.Kind == yaml.SequenceNode && c.Kind != yaml.ScalarNode {
			return n
		}
		if n.Kind == yaml.MappingNode && i%2 == 1 && len(c.Content) > 4 {
			return n
		}
	}
	n.Style = yaml.FlowStyle
	return n
}
