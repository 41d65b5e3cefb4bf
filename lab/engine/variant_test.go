package main

import (
	"errors"
	"go/parser"
	"go/token"
	"testing"
)

const turnsDir = "../../internal/measure/turns"

// TestVariants: every change finds its place in the engine as it is, and the result is
// Go.
func TestVariants(t *testing.T) {
	for _, v := range variants {
		files, err := v.sources(turnsDir)
		if err != nil {
			t.Error(err)
		}
		for name, text := range files {
			if _, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution); err != nil {
				t.Errorf("%s: %v", v.name, err)
			}
		}
	}
}

// TestVariantNotOnce: a change that has no place, or several, is an error.
func TestVariantNotOnce(t *testing.T) {
	for _, old := range []string{"no such text", "package"} {
		v := variant{"wrong", []change{{"turns.go", old, "new"}}}
		if _, err := v.sources(turnsDir); !errors.Is(err, errNotOnce) {
			t.Errorf("%q: got %v", old, err)
		}
	}
}
