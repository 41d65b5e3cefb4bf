package hooks

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
)

// needed are the fields that the added files use, with their types. A Go that
// has changed them is told here and not by a build that fails.
var needed = map[string][]string{
	"B": {
		"N int", "previousN int", "previousDuration time.Duration", "benchFunc func(b *B)",
		"bytes int64", "parallelism int", "netAllocs uint64", "netBytes uint64",
		"extra map[string]float64", "loop.n uint64", "loop.i uint64", "loop.done bool",
	},
	"common": {
		"mu sync.RWMutex", "output []byte", "failed bool", "skipped bool", "name string",
		"duration time.Duration", "signal chan bool", "hasSub atomic.Bool",
	},
}

// missing tells what package testing lacks of needed, empty when nothing.
func missing(benchmark, common []byte) string {
	for _, c := range []struct {
		structure, file string
		text            []byte
	}{{"B", "benchmark.go", benchmark}, {"common", "testing.go", common}} {
		file, err := parser.ParseFile(token.NewFileSet(), c.file, c.text, parser.SkipObjectResolution)
		if err != nil {
			return err.Error()
		}
		have := fields("", structure(file, c.structure))
		for _, f := range needed[c.structure] {
			if !slices.Contains(have, f) {
				return fmt.Sprintf("testing.%s has no field %q", c.structure, f)
			}
		}
	}
	return ""
}

// structure returns the named struct type, nil if the file declares none.
func structure(file *ast.File, name string) *ast.StructType {
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range g.Specs {
			if t, ok := s.(*ast.TypeSpec); ok && t.Name.Name == name {
				st, _ := t.Type.(*ast.StructType)
				return st
			}
		}
	}
	return nil
}

// fields lists a struct's fields as "name type", those of unnamed structs
// inside it as "outer.name type".
func fields(prefix string, st *ast.StructType) []string {
	if st == nil {
		return nil
	}
	var all []string
	for _, f := range st.Fields.List {
		for _, n := range f.Names {
			if inner, ok := f.Type.(*ast.StructType); ok {
				all = append(all, fields(prefix+n.Name+".", inner)...)
				continue
			}
			all = append(all, prefix+n.Name+" "+types.ExprString(f.Type))
		}
	}
	return all
}
