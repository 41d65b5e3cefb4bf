package config

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"
)

// Show returns the settings as a policy file that has every key: Parse of it
// gives the same settings again. Two things have no key and are not shown:
// Policy.Alpha, which is the gate's promise, and how a text was written.
func Show(s Settings) []byte {
	text, err := written(file.encode(reflect.ValueOf(s)))
	if err != nil {
		panic(err) // our own nodes
	}
	return text
}

func written(n *yaml.Node) ([]byte, error) {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(n); err != nil {
		return nil, err
	}
	err := enc.Close()
	return b.Bytes(), err
}

// Set sets one scalar key from text, as from a flag or an environment variable:
// bench, budget, timeout, engine, explain, strict, or a key below on ("on.removed"). The
// value is checked as in a file. A key that is unknown or no single value is an
// error, and so is a value that does not fit; s is unchanged then.
func Set(s *Settings, path, text string) error {
	if path == "version" {
		return wrong("", "version belongs to the policy file")
	}
	o, into := file, reflect.ValueOf(s).Elem()
	for {
		name, rest, _ := strings.Cut(path, ".")
		k := o.key(name)
		if k == nil {
			return o.unknown(name)
		}
		into, _ = variable(into, name)
		switch v := k.value.(type) {
		case object:
			o, path = v, rest
		case scalar:
			if rest != "" {
				return wrong("", "there is no key below it")
			}
			return v.set(&decoder{}, text, into)
		default:
			return wrong("write it in the policy file", "%s is not a single value", name)
		}
	}
}

// Edit sets a key of a policy file, such as budget, or a key inside another,
// such as thresholds and sec/op, to a scalar. Comments and all other keys stay;
// an empty text becomes a file of the current version. The result is checked:
// what was wrong before, or is now, is an error.
func Edit(name string, data []byte, value string, keys ...string) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(doc.Content) == 0 {
		if err := yaml.Unmarshal([]byte("version: 1\n"), &doc); err != nil {
			return nil, err
		}
	}
	at := doc.Content[0]
	for _, key := range keys {
		at = valueOf(at, key)
	}
	at.Kind, at.Tag, at.Style, at.Value = yaml.ScalarNode, "", 0, value
	out, err := written(&doc)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if _, err := Parse(name, out); err != nil {
		return nil, err
	}
	return out, nil
}

// valueOf returns the value of a key of a mapping, and adds an empty mapping if
// there is none.
func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	v := &yaml.Node{Kind: yaml.MappingNode}
	mapping.Content = append(mapping.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, v)
	return v
}
