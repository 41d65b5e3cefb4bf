package config

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/benchgate/benchgate/internal/spelling"
)

// An object is a struct: the fields with yaml tags are its keys' variables.
type object struct {
	want string
	keys []key
	// check looks at the keys together where each is right by itself; it may be
	// nil.
	check func(v any) error
	flow  bool // Show writes it on one line
}

func (o object) decode(d *decoder, n *yaml.Node, into reflect.Value) {
	entries, ok := d.entries(n, o.want)
	if !ok {
		return
	}
	before := len(d.errs.Problems)
	seen := map[string]bool{}
	for _, e := range entries {
		k := o.key(e.key.Value)
		if k == nil {
			d.add(e.key, o.unknown(e.key.Value))
			// A misspelled key is not missing as well.
			seen[spelling.Nearest(e.key.Value, o.names())] = true
			continue
		}
		seen[k.name] = true
		v, _ := variable(into, k.name)
		d.below(k.name, k.value, e.value, v)
	}
	for _, k := range o.keys {
		if k.must && !seen[k.name] {
			d.add(n, wrong("add "+k.name+": "+k.example(), "%s is missing", k.name))
		}
	}
	if o.check != nil && len(d.errs.Problems) == before {
		if err := o.check(into.Interface()); err != nil {
			d.add(n, err)
		}
	}
}

func (o object) encode(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	if o.flow {
		n.Style = yaml.FlowStyle
	}
	for _, k := range o.keys {
		part, omit := variable(v, k.name)
		written := k.value.encode(part)
		if omit && written.Value == "" && len(written.Content) == 0 {
			continue
		}
		n.Content = append(n.Content, scalarNode(k.name, textTags), written)
	}
	return n
}

func (o object) names() []string {
	names := make([]string, len(o.keys))
	for i, k := range o.keys {
		names[i] = k.name
	}
	return names
}

func (o object) key(name string) *key {
	if i := slices.Index(o.names(), name); i >= 0 {
		return &o.keys[i]
	}
	return nil
}

func (o object) unknown(name string) Problem {
	return wrong(didYouMean(name, o.names()), "unknown key %s", quote(name))
}

// didYouMean returns a hint for an unknown word, listing what is known where
// nothing is near.
func didYouMean(word string, known []string) string {
	if near := spelling.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "known are " + strings.Join(known, ", ")
}

// variable is the field of a struct that a key names, and whether Show leaves it
// out where it is empty, since empty is not what it means to be left out.
// The version has none: there is one so far.
func variable(v reflect.Value, name string) (field reflect.Value, omit bool) {
	for f, part := range v.Fields() {
		tag, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if tag == name {
			return part, option == "omitempty"
		}
		if option == "inline" {
			if field, omit = variable(part, name); field.IsValid() {
				return field, omit
			}
		}
	}
	return field, omit
}

// example returns a value to show in a hint.
func (k key) example() string {
	examples, _ := k.value.schema(reflect.Value{})["examples"].([]any)
	if len(examples) == 0 {
		return "..."
	}
	text, err := json.Marshal(examples[0])
	if err != nil {
		panic(err) // a text or a number
	}
	return string(text)
}
