package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// An edit changes source in a way that must not change what it costs.
type edit struct {
	name  string
	apply func(text string) (string, error)
}

var edits = []edit{
	{"a comment", func(text string) (string, error) {
		return strings.Replace(text, "\nimport (", "\n// This comment was not there before.\n\nimport (", 1), nil
	}},
	{"an unused exported function", func(text string) (string, error) {
		return text + "\n// Added is not called by anything.\nfunc Added(x int) int { return 3*x + 1 }\n", nil
	}},
	{"an added function that is kept", func(text string) (string, error) {
		return text + "\n// Kept holds on to a function, so that the linker cannot drop it.\nvar Kept = added\n\n" +
			"//go:noinline\nfunc added(x int) int { return 3*x + 1 }\n", nil
	}},
	{"functions in reverse order", reversed},
	{"a renamed local", func(text string) (string, error) {
		return regexp.MustCompile(`\bpivot\b`).ReplaceAllString(text, "middle"), nil
	}},
}

// reversed puts the functions of a file into reverse order, each with its
// comment, behind everything else.
func reversed(text string) (string, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	var rest strings.Builder
	var functions []string
	at := 0
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		from, to := f.Pos(), f.End()
		if f.Doc != nil {
			from = f.Doc.Pos()
		}
		rest.WriteString(text[at:set.Position(from).Offset])
		at = set.Position(to).Offset
		functions = append(functions, text[set.Position(from).Offset:at])
	}
	rest.WriteString(text[at:])
	slices.Reverse(functions)
	out, err := format.Source([]byte(rest.String() + "\n" + strings.Join(functions, "\n\n") + "\n"))
	return string(out), err
}

// errNoEdit means that an edit did not find its place.
var errNoEdit = errors.New("it changes nothing: did the file change?")

// edited copies the Go module in dir to a new directory, with one file edited.
func edited(dir, to, name string, e edit) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("edit a copy of %s: %w", dir, err)
	}
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err == nil && entry.Name() == name {
			before := text
			if text, err = e.bytes(text); err == nil && bytes.Equal(before, text) {
				err = errNoEdit
			}
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(to, entry.Name()), text, 0o600)
		}
		if err != nil {
			return fmt.Errorf("edit a copy of %s: %s: %w", dir, e.name, err)
		}
	}
	return nil
}

func (e edit) bytes(text []byte) ([]byte, error) {
	out, err := e.apply(string(text))
	return []byte(out), err
}
