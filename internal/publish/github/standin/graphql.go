package standin

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// CheckDocument holds a GraphQL document against GitHub's schema.
func (s *Server) CheckDocument(document string) error {
	if _, errs := gqlparser.LoadQueryWithRules(s.desc.schema, document, rules.NewDefaultRules()); errs != nil {
		return errs
	}
	return nil
}

// graphql carries out the two operations that publishing needs.
func (s *Server) graphql(w http.ResponseWriter, body []byte) {
	var sent struct {
		Query     string         `json:"query"`
		Variables map[string]any `json:"variables"`
	}
	if err := json.Unmarshal(body, &sent); err != nil {
		s.wrong("graphql: %v", err)
		return
	}
	doc, errs := gqlparser.LoadQueryWithRules(s.desc.schema, sent.Query, rules.NewDefaultRules())
	if errs != nil {
		s.wrong("graphql: %v", errs)
		return
	}
	op := doc.Operations[0]
	if _, err := validator.VariableValues(s.desc.schema, op, sent.Variables); err != nil {
		s.wrong("graphql: %v", err)
	}
	switch field := op.SelectionSet[0].(*ast.Field).Name; field {
	case "viewer":
		answer(w, http.StatusOK, map[string]any{"data": map[string]any{"viewer": map[string]any{"login": s.Login}}})
	case "minimizeComment":
		s.minimize(w, fmt.Sprint(sent.Variables["id"]))
	default:
		s.wrong("graphql: %s is not served", field)
	}
}

func (s *Server) minimize(w http.ResponseWriter, node string) {
	for i := range s.Comments {
		if c := &s.Comments[i]; fmt.Sprintf("IC_%d", c.ID) == node {
			c.Minimized = true
			answer(w, http.StatusOK, map[string]any{"data": map[string]any{"minimizeComment": map[string]any{
				"minimizedComment": map[string]any{"isMinimized": true}}}})
			return
		}
	}
	answer(w, http.StatusOK, map[string]any{"data": map[string]any{"minimizeComment": nil},
		"errors": []any{map[string]any{"message": "Could not resolve to a node with the global id of '" + node + "'"}}})
}
