package config

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// A codec is everything the package knows about one type of value in the file:
// how it is read, written and described. Decoding, Set, Show and Schema all
// use it, so that they cannot come to differ.
type codec[V any] struct {
	// schema is the JSON Schema of the value.
	schema schema
	// decode reports problems itself and changes into only where there are none
	// in the part concerned.
	decode func(d *decoder, n *yaml.Node, into *V)
	// encode returns the canonical node of a value.
	encode func(V) *yaml.Node
	// parse reads a value from text outside a file; nil where that is not
	// possible. The path selects a key below it, "" the value itself.
	parse func(path, text string, into *V) error
}

// A scalar is the part of a codec that is particular to a scalar type.
type scalar[V any] struct {
	want  string   // "a duration such as 10m"
	tags  []string // the YAML tags a value may have
	parse func(text string) (V, error)
	// within, in place of parse, may look at what the whole file has so far.
	within func(d *decoder, text string) (V, error)
	format func(V) string
	schema schema
}

func (s scalar[V]) codec() codec[V] {
	return codec[V]{
		schema: s.schema,
		decode: func(d *decoder, n *yaml.Node, into *V) {
			if n.Kind != yaml.ScalarNode || !slices.Contains(s.tags, n.ShortTag()) {
				d.add(n, s.hint(d, unexpected(s.want, n), n))
				return
			}
			v, err := s.read(d, n.Value)
			if err != nil {
				d.add(n, err)
				return
			}
			*into = v
		},
		encode: func(v V) *yaml.Node { return scalarNode(s.format(v), s.tags) },
		parse: func(path, text string, into *V) error {
			if path != "" {
				return wrong("", "there is no key below it")
			}
			v, err := s.read(&decoder{}, text)
			if err == nil {
				*into = v
			}
			return err
		},
	}
}

func (s scalar[V]) read(d *decoder, text string) (V, error) {
	if s.within != nil {
		return s.within(d, text)
	}
	return s.parse(text)
}

// hint adds to a problem of type what parsing would have said about the text
// ("write 10m" for 10), or else how to write it.
func (s scalar[V]) hint(d *decoder, m *mistake, n *yaml.Node) *mistake {
	if n.Kind != yaml.ScalarNode || isNull(n) || m.hint != "" {
		return m
	}
	switch _, err := s.read(d, n.Value); e := err.(type) {
	case nil:
		switch {
		case n.Style&yaml.TaggedStyle != 0:
			m.hint = "remove the tag"
		case n.ShortTag() == "!!str":
			m.hint = "remove the quotes"
		default:
			m.hint = "put it in quotes: " + quote(n.Value)
		}
	case *mistake:
		m.hint = e.hint
	}
	return m
}

// scalarNode returns a node that YAML reads back as the same text with one of
// the tags: quoted where it would be taken for something else.
func scalarNode(text string, tags []string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Value: text}
	if tag := n.ShortTag(); tag != "!!str" && slices.Contains(tags, tag) {
		return n
	}
	n.Tag = "!!str"
	for _, r := range text {
		if r < ' ' || r > '~' {
			n.Style = yaml.DoubleQuotedStyle
		}
	}
	return n
}

// and adds a check of the value by itself.
func (c codec[V]) and(check func(V) error) codec[V] {
	decode := c.decode
	c.decode = func(d *decoder, n *yaml.Node, into *V) {
		before, v := d.found, *into
		decode(d, n, &v)
		if d.found > before {
			return
		}
		if err := check(v); err != nil {
			d.add(n, err)
			return
		}
		*into = v
	}
	return c
}
