package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/suite"
)

// TestEveryBenchmarkThatExecutesAMutantIsSelected is the experiment on a small
// module, with every function that some benchmark executes.
func TestEveryBenchmarkThatExecutesAMutantIsSelected(t *testing.T) {
	s, err := studyOf(t.Context(), filepath.Join("testdata", "shop"), t.TempDir(), 100, rand.New(rand.NewPCG(1, 2)), t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	if s.benchmarks != 4 || s.leftOut != 0 || len(s.packages) != 4 {
		t.Errorf("%d benchmarks ran and %d did not, in %d packages", s.benchmarks, s.leftOut, len(s.packages))
	}
	if got := s.missed(); len(got) > 0 {
		t.Errorf("not selected:\n%s", strings.Join(got, "\n"))
	}
	want := map[string][]string{ // by function, the packages that execute it
		"Clean": {"price", "basket", "api"}, "Price": {"price", "basket", "api"}, "Sum": {"basket"}, "Prices": {"basket"},
		"Total": {"basket", "api"}, "load": {"api"}, "Answer": {"api"}, "Count": {"lone"},
	}
	for _, m := range s.mutants {
		for _, pkg := range want[m.name] {
			if !slices.ContainsFunc(m.executes, func(top suite.Top) bool { return top.Package == "example.com/shop/"+pkg }) {
				t.Errorf("%s executes %s, but its profile does not say so", pkg, m.name)
			}
		}
		if m.name == "Count" != m.selected["example.com/shop/lone"] {
			t.Errorf("%s selects %v", m.name, m.selected)
		}
	}
	if len(s.mutants) != len(want) {
		t.Errorf("%d mutants, want %d", len(s.mutants), len(want))
	}
	after, err := os.ReadFile(filepath.Join(s.head, "text", "text.go"))
	before, _ := os.ReadFile(filepath.Join(s.base, "text", "text.go"))
	if err != nil || string(after) != string(before) {
		t.Errorf("the last mutant was not undone: %v", err)
	}
}

// A choice that leaves out what executes the mutant must be found out.
func TestMissed(t *testing.T) {
	fn := &function{file: "p/p.go", name: "F"}
	s := study{mutants: []mutant{
		{fn, "another number", []suite.Top{{Package: "m/p", Name: "BenchmarkF"}, {Package: "m/q", Name: "BenchmarkG"}}, map[string]bool{"m/p": true}},
	}}
	if got := s.missed(); len(got) != 1 || !strings.HasPrefix(got[0], "m/q.BenchmarkG") {
		t.Errorf("missed %q", got)
	}
	if row := s.row("m@v1"); !strings.Contains(row, "| 1 | 2 | 1 | 2.0 | 1.0 |") {
		t.Errorf("row %s", row)
	}
}

func TestEdits(t *testing.T) {
	dir := t.TempDir()
	const source = "package p\n\nfunc F(a, b int) bool {\n\tif a < 3 {\n\t\treturn a == b && b != 0\n\t}\n\treturn false\n}\n"
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	functions, err := functionsOf(dir)
	if err != nil || len(functions["p.go"]) != 1 {
		t.Fatalf("functions %v: %v", functions, err)
	}
	fn := functions["p.go"][0]
	if fn.from != 3 || fn.to != 8 || len(fn.edits) != 8 {
		t.Errorf("lines %d to %d, edits %v", fn.from, fn.to, fn.edits)
	}
	seen := map[string]bool{}
	for i := range 60 {
		_, undo, err := fn.mutate(dir, rand.New(rand.NewPCG(uint64(i), 0)))
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, "p.go"))
		if err != nil || string(text) == source {
			t.Fatalf("nothing changed: %v", err)
		}
		seen[string(text)] = true
		if err := undo(); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 8 {
		t.Errorf("%d different mutants of 8", len(seen))
	}
}
