package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A function is one that a mutant may change.
type function struct {
	file     string // slash path in the module
	name     string
	from, to int // lines
	edits    []edit
}

// An edit replaces part of a file by other text that parses.
type edit struct {
	kind     string
	at, size int // bytes
	text     string
}

// functionsOf finds the functions with a body in all files of a module that are
// no tests, by file.
func functionsOf(root string) (map[string][]*function, error) {
	found := map[string][]*function{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil // no file of the module's own code, such as a template
		}
		rel = filepath.ToSlash(rel)
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				found[rel] = append(found[rel], &function{
					file: rel, name: fn.Name.Name,
					from: set.Position(fn.Pos()).Line, to: set.Position(fn.End()).Line, edits: editsOf(set, fn.Body),
				})
			}
		}
		return nil
	})
	return found, err
}

// swapped are operators that make sense for the same operands.
var swapped = map[token.Token]string{
	token.LSS: "<=", token.LEQ: "<", token.GTR: ">=", token.GEQ: ">", token.EQL: "!=", token.NEQ: "==",
	token.LAND: "||", token.LOR: "&&",
}

// editsOf lists what can be changed in a function's body.
func editsOf(set *token.FileSet, body *ast.BlockStmt) []edit {
	offset := func(p token.Pos) int { return set.Position(p).Offset }
	list := []edit{{"a statement more", offset(body.Lbrace) + 1, 0, " var mutated = 1; _ = mutated; "}}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if to, ok := swapped[n.Op]; ok {
				list = append(list, edit{"another operator", offset(n.OpPos), len(n.Op.String()), to})
			}
		case *ast.BasicLit:
			if v, err := strconv.Atoi(n.Value); err == nil && n.Kind == token.INT {
				list = append(list, edit{"another number", offset(n.Pos()), len(n.Value), strconv.Itoa(v + 1)})
			}
		case *ast.IfStmt:
			list = append(list, edit{"a body that is skipped", offset(n.Cond.Pos()), 0, "false && "})
		}
		return true
	})
	return list
}

// mutate changes the function in a tree in one way and returns what undoes it.
func (fn *function) mutate(tree string, coins *rand.Rand) (kind string, undo func() error, err error) {
	e := fn.edits[coins.IntN(len(fn.edits))]
	path := filepath.Join(tree, filepath.FromSlash(fn.file))
	text, err := os.ReadFile(path)
	if err != nil {
		return "", nil, err
	}
	mutated := string(text[:e.at]) + e.text + string(text[e.at+e.size:])
	if _, err := parser.ParseFile(token.NewFileSet(), path, mutated, parser.SkipObjectResolution); err != nil {
		return "", nil, fmt.Errorf("%s of %s does not parse: %w", e.kind, fn.name, err)
	}
	return e.kind, func() error { return os.WriteFile(path, text, 0o644) }, os.WriteFile(path, []byte(mutated), 0o644)
}
