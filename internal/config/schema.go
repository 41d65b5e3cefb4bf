package config

import (
	"bytes"
	"encoding/json"
	"fmt"

	"gopkg.in/yaml.v3"
)

// A schema is a JSON Schema.
type schema map[string]any

// Schema returns the JSON Schema (draft 2020-12) of the policy file, made from
// the same table that decodes it. Every key has a description and, where the
// key may be left out, its default.
func Schema() []byte {
	s := settingsCodec().schema
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$id"] = "https://github.com/benchgate/benchgate/policy-v1.schema.json"
	s["title"] = "benchgate policy, version 1"
	s["description"] = "What a pull request's benchmarks are held to (.benchgate.yml). An empty file means the defaults."
	s["type"] = []any{"object", "null"}
	describeDefaults(s)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		panic(err) // strings, numbers, lists and maps only
	}
	return b.Bytes()
}

// describeDefaults adds what applies where a top-level key, or a key of on, is
// left out.
func describeDefaults(s schema) {
	def := plain(settingsCodec().encode(Default())).(map[string]any)
	properties := s["properties"].(schema)
	for name, value := range def {
		if name != "version" {
			properties[name].(schema)["default"] = value
		}
	}
	for name, value := range def["on"].(map[string]any) {
		properties["on"].(schema)["properties"].(schema)[name].(schema)["default"] = value
	}
}

func (o object[T]) schema() schema {
	properties := schema{}
	required := []any{}
	for _, f := range o.fields {
		p := schema{"title": f.name, "description": f.doc}
		for k, v := range f.schema {
			p[k] = v
		}
		properties[f.name] = p
		if f.required {
			required = append(required, f.name)
		}
	}
	s := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// plain returns the value that a node means in JSON. Dates and durations are
// text there.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plain(c))
		}
		return list
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		return json.Number(n.Value)
	}
	return n.Value
}

func plainText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}
