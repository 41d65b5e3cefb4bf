package config

import (
	"bytes"
	"fmt"

	"gopkg.in/yaml.v3"
)

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
	for _, key := range keys[:len(keys)-1] {
		at = valueOf(at, key, func() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode} })
	}
	v := valueOf(at, keys[len(keys)-1], func() *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode} })
	v.Kind, v.Tag, v.Style, v.Value = yaml.ScalarNode, "", 0, value
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(&doc); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if _, err := Parse(name, out.Bytes()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// valueOf returns the value of a key of a mapping, which is added if it is not
// there.
func valueOf(mapping *yaml.Node, key string, fresh func() *yaml.Node) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	v := fresh()
	mapping.Content = append(mapping.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, v)
	return v
}
