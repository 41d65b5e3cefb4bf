package standin

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
)

// loadSchema reads GitHub's GraphQL schema. The published one defines some
// fields twice, which the language does not allow: the first one counts.
func loadSchema(text string) (*ast.Schema, error) {
	doc, err := parser.ParseSchemas(validator.Prelude, &ast.Source{Name: "schema.graphql", Input: text})
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	for _, def := range doc.Definitions {
		def.Fields = firsts(def.Fields)
	}
	schema, err := validator.ValidateSchemaDocument(doc)
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	return schema, nil
}

func firsts(fields ast.FieldList) ast.FieldList {
	seen := map[string]bool{}
	var kept ast.FieldList
	for _, f := range fields {
		if !seen[f.Name] {
			seen[f.Name] = true
			kept = append(kept, f)
		}
	}
	return kept
}
