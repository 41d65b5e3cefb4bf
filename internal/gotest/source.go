package gotest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
)

// benchmarks returns the benchmark functions in the test files of the package
// in dir, which is rel in its tree. What the go command would refuse to take
// for a benchmark of that name is an error.
func benchmarks(dir, rel string, files []string) ([]Func, error) {
	var found []Func
	for _, name := range files {
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !isBenchmark(fn.Name.Name) {
				continue
			}
			line := set.Position(fn.Pos()).Line
			if !takesB(fn.Type) {
				return nil, fmt.Errorf("%s:%d: wrong signature for %s, must be: func %[3]s(b *testing.B)", name, line, fn.Name.Name)
			}
			found = append(found, Func{Name: fn.Name.Name, File: path.Join(rel, filepath.ToSlash(name)), Line: line})
		}
	}
	return found, nil
}

// takesB tells whether a function has one parameter of type *B or
// *something.B and nothing else: the go command does not look further either,
// since package testing may be imported under any name.
func takesB(fn *ast.FuncType) bool {
	if fn.TypeParams.NumFields() > 0 || fn.Results.NumFields() > 0 || fn.Params.NumFields() != 1 {
		return false
	}
	ptr, ok := fn.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch t := ptr.X.(type) {
	case *ast.Ident:
		return t.Name == "B"
	case *ast.SelectorExpr:
		return t.Sel.Name == "B"
	}
	return false
}
