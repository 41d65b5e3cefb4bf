package hooks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"
)

// adopt turns the source of a package into a file of package testing: what it
// declares gets a prefix that nothing else there has.
func adopt(source string) ([]byte, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "wire.go", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	declared, member := declarations(file), members(file)
	var out strings.Builder
	out.WriteString("// This file is shared with the process that sends the orders.\n\npackage testing")
	last := fset.Position(file.Name.End()).Offset
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && declared[id.Name] && !member[id] {
			at := fset.Position(id.Pos()).Offset
			first, size := utf8.DecodeRuneInString(id.Name)
			out.WriteString(source[last:at] + "benchgate" + string(unicode.ToUpper(first)))
			last = at + size
		}
		return true
	})
	out.WriteString(source[last:])
	return []byte(out.String()), nil
}

// members returns the identifiers that name a struct's field, which keep their
// names.
func members(file *ast.File) map[*ast.Ident]bool {
	set := map[*ast.Ident]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			set[n.Sel] = true
		case *ast.StructType:
			for _, f := range n.Fields.List {
				for _, id := range f.Names {
					set[id] = true
				}
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				set[id] = true
			}
		}
		return true
	})
	return set
}

// declarations returns the names that the file declares for its package.
func declarations(file *ast.File) map[string]bool {
	names := map[string]bool{}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names[d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names[s.Name.Name] = true
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names[n.Name] = true
					}
				}
			}
		}
	}
	return names
}
