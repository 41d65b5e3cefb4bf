package gotest

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// layRepo lays out testdata/repo.txtar.
func layRepo(t testing.TB) string {
	tree, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	lay(t, tree, "repo.txtar")
	return tree
}

// show writes packages as rel: benchmarks.
func show(tree string, packages []Package) []string {
	var lines []string
	for _, p := range packages {
		var names []string
		for _, f := range p.Benchmarks {
			names = append(names, strings.TrimPrefix(f.Name, "Benchmark"))
		}
		module, _ := within(tree, p.ModuleDir)
		line := fmt.Sprintf("%s: %s, module %s", p.RelDir, strings.Join(names, " "), module)
		if p.WorkOff {
			line += ", off"
		}
		lines = append(lines, line)
	}
	return lines
}

func TestListPackages(t *testing.T) {
	t.Parallel()
	tree := layRepo(t)
	root := ".: Root , module ."
	tool := "cmd/tool: Tool, module ."
	ext := "ext: Inside Outside, module ."
	lib, deep := "lib: Lib, module lib, off", "lib/deep: Deep, module lib, off"
	used := "used: Used, module used"
	vendored := "vendored: Vendored, module vendored, off"
	for _, tt := range []struct {
		dir, patterns, flags string
		want                 []string
	}{
		{".", "./...", "", []string{root, tool, ext, lib, deep, used, vendored}},
		{".", ". ./ext", "", []string{root, ext}},
		{".", "./ext/", "", []string{ext}},
		{".", "./ext", "-tags=special", []string{"ext: Inside Tagged Outside, module ."}},
		{".", "./cmd/... ./ext/... ./cmd/tool", "", []string{tool, ext}},
		{".", "./nobench", "", nil},
		{".", "./nobench/... ./lib/...", "", []string{lib, deep}},
		{".", "./lib", "", []string{lib}},
		{".", "./.../deep", "", []string{deep}},
		{".", "./l...", "", []string{lib, deep}},
		{".", "example.com/repo/ext", "", []string{ext}},
		{".", "example.com/repo/cmd/...", "", []string{tool}},
		{".", "example.com/lib/...", "", []string{lib, deep}},
		{".", "example.com/lib", "", []string{lib}},
		{"ext", ".", "", []string{ext}},
		{"ext", "../lib/deep ../cmd/...", "", []string{tool, deep}},
		{"cmd", "./...", "", []string{tool}},
		{"lib", "./...", "", []string{lib, deep}},
		{"lib/deep", "example.com/lib", "", []string{lib}},
	} {
		t.Run(tt.dir+" "+tt.patterns+" "+tt.flags, func(t *testing.T) {
			packages, _, err := testGo().List(testContext(t), tree, filepath.Join(tree, tt.dir), strings.Fields(tt.patterns), strings.Fields(tt.flags))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(tree, packages)); diff != "" {
				t.Errorf("packages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestListTellsWhatItCannotRead(t *testing.T) {
	t.Parallel()
	tree := layRepo(t)
	_, bad, err := testGo().List(testContext(t), tree, tree, []string{"./..."}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"example.com/repo/broken/syntax":    "a_test.go:3",
		"example.com/repo/broken/signature": "a_test.go:5: wrong signature for BenchmarkX",
		"example.com/repo/broken/names":     "found packages",
		"./badmod":                          "unknown directive: modul",
	}
	for _, e := range bad {
		if part, ok := want[e.Package]; !ok || !strings.Contains(e.Message, part) {
			t.Errorf("%v, want %q", e, part)
		}
		delete(want, e.Package)
	}
	for p := range want {
		t.Errorf("nothing about %s in %v", p, bad)
	}
}

func TestListErrors(t *testing.T) {
	t.Parallel()
	tree := layRepo(t)
	for _, tt := range []struct {
		pattern, message string
		noMatch          bool
	}{
		{"./absent", "no such directory", true},
		{"./absent/...", "no such directory", true},
		{"./otheros/...", "no package matches", true},
		{"example.com/repo/absent", "absent", true},
		{"example.com/absent/...", "unknown directive", true},
		{"encoding/json", "not a package of this repository", true},
		{"..", "outside the repository", false},
		{"../...", "outside the repository", false},
		{tree + "/ext", "absolute", false},
		{"./ext/a_test.go", "not files", false},
		{"-x", "not a package pattern", false},
		{"", "not a package pattern", false},
		{"example.com/lib@v1", "not a package pattern", false},
	} {
		_, _, err := testGo().List(testContext(t), tree, tree, []string{"./ext", tt.pattern}, nil)
		var none *NoMatchError
		if err == nil || !strings.Contains(err.Error(), tt.message) || errors.As(err, &none) != tt.noMatch {
			t.Errorf("%q: error %v, want %q", tt.pattern, err, tt.message)
		}
	}
}

func TestListWithoutModule(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	_, _, err := testGo().List(testContext(t), tree, tree, []string{"./..."}, nil)
	if err == nil || !strings.Contains(err.Error(), "no go.mod") {
		t.Errorf("error is %v", err)
	}
}

// A go.work that lies outside the tree, or that GOWORK names, must not lead to
// another tree's code.
func TestListIgnoresForeignWorkspaces(t *testing.T) {
	t.Parallel()
	outer, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	tree := filepath.Join(outer, "tree")
	for _, dir := range []string{tree, filepath.Join(outer, "user")} {
		layText(t, dir, "-- go.mod --\nmodule example.com/x\ngo 1.24\n-- x_test.go --\npackage x\n"+
			"import \"testing\"\nfunc BenchmarkX(b *testing.B) {}\n")
	}
	write(t, filepath.Join(outer, "go.work"), "go 1.24\nuse ./user\n")
	for _, env := range []string{"", filepath.Join(outer, "go.work"), "off"} {
		g := testGo()
		g.Env = append(g.Env, "GOWORK="+env)
		packages, bad, err := g.List(testContext(t), tree, tree, []string{"./...", "example.com/x"}, nil)
		if err != nil || len(packages) != 1 || len(bad) != 0 || packages[0].Dir != tree {
			t.Fatalf("GOWORK=%s: %v, %v, %v", env, packages, bad, err)
		}
		if _, err := g.Build(testContext(t), packages[0], filepath.Join(outer, "x.test"), BuildOptions{}); err != nil {
			t.Errorf("GOWORK=%s: %v", env, err)
		}
	}
}

func TestFuncsSayWhereTheyAre(t *testing.T) {
	tree := layRepo(t)
	packages, _, err := testGo().List(testContext(t), tree, tree, []string{"./ext"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []Package{{
		ImportPath: "example.com/repo/ext", Dir: filepath.Join(tree, "ext"), RelDir: "ext", ModuleDir: tree, ModulePath: "example.com/repo",
		Benchmarks: []Func{{"BenchmarkInside", "ext/a_test.go", 5}, {"BenchmarkOutside", "ext/b_test.go", 5}},
	}}
	if diff := cmp.Diff(want, packages); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
}
