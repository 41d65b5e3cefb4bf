package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestRaced holds the list of what .ci/run runs under the race detector to the
// packages that start goroutines: a new one must be listed, with the tests that run
// what is concurrent in it.
func TestRaced(t *testing.T) {
	listed := map[string]bool{}
	for line := range strings.Lines(read(t, "../../.ci/raced")) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Fields(line)
		if len(fields) != 2 {
			t.Fatalf("%q has not a package and a pattern", line)
		}
		listed[strings.TrimPrefix(fields[0], "./")] = true
	}
	all := concurrent(t)
	all["cmd/benchgate"] = true // its scripts run the whole program
	got, want := slices.Sorted(maps.Keys(listed)), slices.Sorted(maps.Keys(all))
	if !slices.Equal(got, want) {
		t.Errorf(".ci/raced lists\n%q; goroutines are started in\n%q", got, want)
	}
}

// concurrent lists the packages of this module that start goroutines outside of
// their tests.
func concurrent(t *testing.T) map[string]bool {
	t.Helper()
	const root = "../.."
	found := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != root && (d.Name() == "testdata" || d.Name()[0] == '.' || exists(filepath.Join(path, "go.mod"))) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		dir = filepath.ToSlash(dir)
		// Other commands are tools of the development.
		if startsGoroutines(file) && (file.Name.Name != "main" || dir == "cmd/benchgate") {
			found[dir] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// starters are functions and methods that run something in another goroutine.
var starters = []string{"Go", "AfterFunc", "Notify", "Serve", "NewServer", "NewTLSServer"}

func startsGoroutines(file *ast.File) (found bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = true
		case *ast.CallExpr:
			s, ok := n.Fun.(*ast.SelectorExpr)
			found = found || ok && slices.Contains(starters, s.Sel.Name)
		}
		return !found
	})
	return found
}
