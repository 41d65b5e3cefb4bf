package config

import (
	"fmt"
	"maps"
	"slices"

	"gopkg.in/yaml.v3"
)

// listOf is a list that replaces the one before.
func listOf[V any](item codec[V], want string, least int) codec[[]V] {
	s := schema{"type": "array", "items": item.schema}
	if least > 0 {
		s["minItems"] = least
	}
	return codec[[]V]{
		schema: s,
		decode: func(d *decoder, n *yaml.Node, into *[]V) {
			if n.Kind != yaml.SequenceNode || n.ShortTag() != "!!seq" {
				m := unexpected(want, n)
				if n.Kind == yaml.ScalarNode && m.hint == "" {
					m.hint = fmt.Sprintf("write a list of one: [%s]", quote(n.Value))
				}
				d.add(n, m)
				return
			}
			if len(n.Content) < least {
				d.add(n, wrong("remove the key to get the default", "expected %s, found an empty list", want))
				return
			}
			if len(n.Content) == 0 {
				*into = nil // one way to be empty
				return
			}
			list := make([]V, len(n.Content))
			for i, child := range n.Content {
				d.within(fmt.Sprintf("[%d]", i), func() { item.decode(d, child, &list[i]) })
			}
			*into = list
		},
		encode: func(list []V) *yaml.Node {
			n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
			for _, v := range list {
				n.Content = append(n.Content, item.encode(v))
			}
			return flowIfFlat(n)
		},
	}
}

// mapOf is a mapping whose entries are added to those there were. name checks
// a key and returns its canonical form; item may depend on the key as written.
func mapOf[V any](want string, keys schema, name func(string) (string, error), item func(string) codec[V]) codec[map[string]V] {
	return codec[map[string]V]{
		schema: schema{"type": "object", "propertyNames": keys, "additionalProperties": item("").schema},
		decode: func(d *decoder, n *yaml.Node, into *map[string]V) {
			entries, ok := d.entries(n, want)
			if !ok {
				return
			}
			values := map[string]V{}
			maps.Copy(values, *into)
			written := map[string]string{}
			for _, e := range entries {
				key, err := name(e.name)
				if before, twice := written[key]; err == nil && twice {
					err = wrong("keep one of them", "%s and %s are the same unit", quote(before), quote(e.name))
				}
				if err != nil {
					d.add(e.key, err)
					continue
				}
				written[key] = e.name
				var v V
				d.within(step(e.name), func() { item(e.name).decode(d, e.value, &v) })
				values[key] = v
			}
			if len(values) > 0 {
				*into = values
			}
		},
		encode: func(values map[string]V) *yaml.Node {
			n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
			for _, key := range slices.Sorted(maps.Keys(values)) {
				n.Content = append(n.Content, scalarNode(key, []string{"!!str"}), item(key).encode(values[key]))
			}
			return flowIfFlat(n)
		},
	}
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
