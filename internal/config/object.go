package config

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// A field is one key of an object: the row of the table from which the file is
// read, written and described.
type field[T any] struct {
	name string
	doc  string // one sentence for the reader of the schema, or more
	// required keys must be there; optional ones are left out by Show where they
	// are empty, since for them empty is not the same as not there.
	required, optional bool
	schema             schema
	decode             func(d *decoder, n *yaml.Node, into *T)
	encode             func(T) *yaml.Node
	parse              func(path, text string, into *T) error
}

// bind makes a field of the part of T that at points to.
func bind[T, V any](name string, c codec[V], at func(*T) *V, doc string) field[T] {
	f := field[T]{
		name: name, doc: doc, schema: c.schema,
		decode: func(d *decoder, n *yaml.Node, into *T) { c.decode(d, n, at(into)) },
		encode: func(t T) *yaml.Node { return c.encode(*at(&t)) },
	}
	if c.parse != nil {
		f.parse = func(path, text string, into *T) error { return c.parse(path, text, at(into)) }
	}
	return f
}

func (f field[T]) must() field[T]       { f.required = true; return f }
func (f field[T]) leaveEmpty() field[T] { f.optional = true; return f }

// An object is a mapping with known keys.
type object[T any] struct {
	title  string // "a rule"
	fields []field[T]
	// check looks at the keys together, where each is right by itself; it may
	// be nil.
	check func(T) error
	// flow asks Show for one line.
	flow bool
}

func (o object[T]) names() []string {
	names := make([]string, len(o.fields))
	for i, f := range o.fields {
		names[i] = f.name
	}
	return names
}

func (o object[T]) field(name string) *field[T] {
	for i := range o.fields {
		if o.fields[i].name == name {
			return &o.fields[i]
		}
	}
	return nil
}

func (o object[T]) codec() codec[T] {
	return codec[T]{schema: o.schema(), decode: o.decode, encode: o.encode, parse: o.parse}
}

func (o object[T]) decode(d *decoder, n *yaml.Node, into *T) {
	entries, ok := d.entries(n, o.title)
	if !ok {
		return
	}
	before := d.found
	seen := map[string]bool{}
	for _, e := range entries {
		f := o.field(e.name)
		if f == nil {
			d.add(e.key, wrong(didYouMean(e.name, o.names()), "unknown key %s", quote(e.name)))
			// A misspelled key is not missing as well.
			seen[Nearest(e.name, o.names())] = true
			continue
		}
		seen[f.name] = true
		d.within(f.name, func() { f.decode(d, e.value, into) })
	}
	for _, f := range o.fields {
		if f.required && !seen[f.name] {
			d.add(n, wrong("add "+f.name+": "+f.example(), "%s is missing", f.name))
		}
	}
	if o.check != nil && d.found == before {
		if err := o.check(*into); err != nil {
			d.add(n, err)
		}
	}
}

// example returns a value to show in a hint.
func (f field[T]) example() string {
	if list, ok := f.schema["examples"].([]any); ok && len(list) > 0 {
		return plainText(list[0])
	}
	return "..."
}

func (o object[T]) encode(t T) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	if o.flow {
		n.Style = yaml.FlowStyle
	}
	for _, f := range o.fields {
		v := f.encode(t)
		if f.optional && v.Value == "" && len(v.Content) == 0 {
			continue
		}
		n.Content = append(n.Content, scalarNode(f.name, []string{"!!str"}), v)
	}
	return n
}

// parse sets one key from text; path is its name, with the names of keys below
// it after dots.
func (o object[T]) parse(path, text string, into *T) error {
	name, rest, _ := strings.Cut(path, ".")
	f := o.field(name)
	switch {
	case f == nil:
		return wrong(didYouMean(name, o.names()), "unknown key %s", quote(name))
	case f.parse == nil:
		return wrong("write it in the policy file", "%s is not a single value", name)
	}
	return f.parse(rest, text, into)
}
