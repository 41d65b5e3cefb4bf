package config

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

func compileSchema(t testing.TB) *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("policy.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("policy.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instance turns a policy file into what an editor would validate.
func instance(t testing.TB, data []byte) any {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Content) == 0 {
		return nil
	}
	root := (&decoder{}).expand(doc.Content[0])
	return plainJSON(root)
}

// plainJSON returns the value that a node means in JSON. Dates and durations are
// text there.
func plainJSON(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plainJSON(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plainJSON(c))
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

func TestSchemaAcceptsValidFiles(t *testing.T) {
	s := compileSchema(t)
	for name, data := range files(t, "valid") {
		if err := s.Validate(instance(t, data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		settings, err := Parse(name, data)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(instance(t, Show(settings))); err != nil {
			t.Errorf("%s as shown: %v", name, err)
		}
	}
}

// The schema knows the structure, so an editor finds these mistakes. What takes
// a parser (expressions, units of one spelling) or a text view (duplicates,
// tabs) it need not find.
func TestSchemaRejectsMistakesOfStructure(t *testing.T) {
	s := compileSchema(t)
	bad := files(t, "bad")
	for _, name := range strings.Fields(`version-missing version-unknown version-text version-misspelled root-list root-text
		empty-mapping key-unknown key-far key-empty packages-text packages-empty packages-item bench-number
		budget-number budget-word budget-negative timeout-auto engine build-flags-text prepare-mapping env-name
		strict-yes strict-quoted threshold-number threshold-negative threshold-nan threshold-text threshold-unit
		rule-key rule-action rule-expression rule-expression-empty rule-better limit-bare limit-suffix
		waiver-missing waiver-date waiver-date-order waiver-unbounded on-error on-key on-text many`) {
		data, ok := bad[name+".yml"]
		if !ok {
			t.Errorf("no file %s", name)
			continue
		}
		if err := s.Validate(instance(t, data)); err == nil {
			t.Errorf("%s is valid by the schema", name)
		}
	}
}

// Every key has a title and a description, every top-level key a default, and
// nothing unknown is let through, on every level.
func TestSchemaIsComplete(t *testing.T) {
	var root map[string]any
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatal(err)
	}
	objects, keys := 0, 0
	var walk func(path string, v any)
	walk = func(path string, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			return
		}
		if properties, ok := m["properties"].(map[string]any); ok {
			objects++
			if m["additionalProperties"] != false {
				t.Errorf("%s lets unknown keys through", path)
			}
			for name, p := range properties {
				keys++
				p := p.(map[string]any)
				if p["title"] == nil || len(p["description"].(string)) < 10 {
					t.Errorf("%s.%s has no title or description", path, name)
				}
				if _, ok := p["default"]; !ok && name != "version" && (path == "" || path == ".on") {
					t.Errorf("%s.%s has no default", path, name)
				}
				walk(path+"."+name, p)
			}
		}
		walk(path+"[]", m["items"])
		walk(path+"{}", m["additionalProperties"])
	}
	walk("", root)
	if objects != 5 || keys != 17+4+6+2+7 {
		t.Errorf("%d objects with %d keys", objects, keys)
	}
	for _, k := range []string{"$schema", "$id", "title", "description"} {
		if root[k] == nil {
			t.Errorf("no %s", k)
		}
	}
	if again := Schema(); !bytes.Equal(again, Schema()) {
		t.Error("two calls differ")
	}
	golden(t, "schema.golden.json", Schema())
}
