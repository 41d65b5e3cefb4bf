package config

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
)

// A schema is a JSON Schema.
type schema map[string]any

// Schema returns the JSON Schema (draft 2020-12) of the policy file. Every key
// has a description and, where the key may be left out, its default.
func Schema() []byte {
	s := file.schema(reflect.ValueOf(Default()))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$id"] = "https://github.com/benchgate/benchgate/policy-v1.schema.json"
	s["title"] = "benchgate policy, version 1"
	s["description"] = "What a pull request's benchmarks are held to (.benchgate.yml). An empty file means the defaults."
	s["type"] = []any{"object", "null"}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		panic(err) // strings, numbers, lists and maps only
	}
	return b.Bytes()
}

func (s scalar) schema(reflect.Value) schema { return maps.Clone(s.json) }

func (l list) schema(reflect.Value) schema {
	s := schema{"type": "array", "items": l.item.schema(reflect.Value{})}
	if l.least > 0 {
		s["minItems"] = l.least
	}
	return s
}

func (m mapping) schema(reflect.Value) schema {
	return schema{"type": "object", "propertyNames": m.json, "additionalProperties": m.item("").schema(reflect.Value{})}
}

func (o object) schema(def reflect.Value) schema {
	properties, required := schema{}, []string{}
	for _, k := range o.keys {
		var part reflect.Value
		if def.IsValid() {
			part, _ = variable(def, k.name)
		}
		p := k.value.schema(part)
		p["title"], p["description"] = k.name, k.doc
		if part.IsValid() {
			p["default"] = plain(k.value, part)
		}
		properties[k.name] = p
		if k.must {
			required = append(required, k.name)
		}
	}
	s := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// plain is a variable as JSON has it, with the text for what JSON has no type
// for.
func plain(v value, part reflect.Value) (out any) {
	if err := v.encode(part).Decode(&out); err != nil {
		panic(err) // our own nodes
	}
	return out
}
