package gotest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// sides lays the same archive out in two sibling directories of equally long
// names.
func sides(t *testing.T, lay func(dir string)) [2]string {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	trees := [2]string{filepath.Join(dir, "base"), filepath.Join(dir, "head")}
	for _, tree := range trees {
		lay(tree)
	}
	return trees
}

// build builds the only package that pattern matches.
func build(t *testing.T, tree, pattern string, o BuildOptions) *Binary {
	t.Helper()
	packages, bad, err := testGo().List(testContext(t), tree, tree, []string{pattern}, o.Flags)
	if err != nil || len(packages) != 1 {
		t.Fatal(packages, bad, err)
	}
	b, err := testGo().Build(testContext(t), packages[0], filepath.Join(t.TempDir(), filepath.Base(tree)+".test"), o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// bothKinds is a package with cgo, embedded files and an external test.
const bothKinds = `
-- go.mod --
module example.com/m
go 1.24
replace example.com/lib => ./lib
require example.com/lib v0.0.0
-- lib/go.mod --
module example.com/lib
go 1.24
-- lib/lib.go --
package lib
const N = 1
-- p/p.go --
package p
// int twice(int n) { return 2 * n; }
import "C"
import _ "embed"
//go:embed data.txt
var Data string
func Twice(n int) int { return int(C.twice(C.int(n))) }
-- p/data.txt --
DATA
-- p/p_test.go --
package p
import ("testing"; _ "embed")
//go:embed testdata/x
var x string
func BenchmarkIn(b *testing.B) { b.ReportMetric(float64(len(x)), "x") }
-- p/testdata/x --
four
-- p/ext_test.go --
package p_test
import ("testing"; "example.com/lib"; "example.com/m/p")
func BenchmarkOut(b *testing.B) { b.ReportMetric(float64(p.Twice(lib.N)+len(p.Data)), "x") }
`

func TestBuildIsReproducible(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Fatal("this test needs a C compiler: ", err)
	}
	trees := sides(t, func(dir string) { layText(t, dir, bothKinds) })
	base := build(t, trees[0], "./p", BuildOptions{Trim: true})
	head := build(t, trees[1], "./p", BuildOptions{Trim: true})
	if same, err := Same(base, head); err != nil || !same {
		t.Errorf("the same source gives the same binary: %v, %v", same, err)
	}
	for name, want := range map[string]float64{"In": 5, "Out": 7} {
		out, err := head.Run(testContext(t), Call{Benchmark: name, Procs: 1, N: 1, Silence: patient})
		if err != nil || out.Results[0].Values["x"] != want {
			t.Errorf("%s: %v, %v", name, out.Results, err)
		}
	}
	write(t, filepath.Join(trees[1], "p", "data.txt"), "datA\n")
	changed := build(t, trees[1], "./p", BuildOptions{Trim: true})
	if same, err := Same(base, changed); err != nil || same {
		t.Errorf("another embedded file gives the same binary: %v, %v", same, err)
	}
}

func TestSame(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, size int, last string) *Binary {
		path := filepath.Join(dir, name)
		write(t, path, strings.Repeat("x", size)+last)
		return &Binary{Path: path}
	}
	const block = 1 << 20
	for _, tt := range []struct {
		sizeA, sizeB int
		lastB        string
		want         bool
	}{
		{10, 10, "a", true}, {10, 10, "b", false}, {10, 11, "a", false}, {0, 5, "a", false},
		{block - 1, block - 1, "a", true}, {block - 1, block, "a", false},
		{3 * block, 3 * block, "a", true}, {3 * block, 3 * block, "b", false},
	} {
		a, b := file("a", tt.sizeA, "a"), file("b", tt.sizeB, tt.lastB)
		for range 2 {
			if got, err := Same(a, b); err != nil || got != tt.want {
				t.Errorf("%+v: %v, %v", tt, got, err)
			}
			a, b = b, a
		}
	}
	if _, err := Same(file("a", 1, "a"), &Binary{Path: filepath.Join(dir, "absent")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("absent file: %v", err)
	}
}

func TestBuildErrors(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	layText(t, tree, "-- go.mod --\nmodule example.com/m\ngo 1.24\n-- foo/a_test.go --\npackage foo\n"+
		"import \"testing\"\nfunc BenchmarkX(b *testing.B) { undefined() }\n")
	packages, _, err := testGo().List(testContext(t), tree, tree, []string{"./foo"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(tree, "foo.test")
	write(t, out, "a binary of another build")
	_, err = testGo().Build(testContext(t), packages[0], out, BuildOptions{Trim: true})
	var bad *BuildError
	if !errors.As(err, &bad) || !strings.HasPrefix(err.Error(), "./foo: ") || !strings.Contains(err.Error(), "undefined: undefined") {
		t.Errorf("error is %v", err)
	}
	if exists(out) {
		t.Error("an old binary stands for the one that does not build")
	}
}

// printing is a benchmark that shows what the linker and the overlays made of
// its package.
const printing = `
-- go.mod --
module example.com/m
go 1.24
-- a.go --
package m
var Linked, Replaced = "", "no"
-- lib/lib.go --
package lib
var Replaced = "no"
-- a_test.go --
package m
import ("testing"; "runtime"; "example.com/m/lib")
func BenchmarkX(b *testing.B) {
	_, file, _, _ := runtime.Caller(0)
	b.Fatalf("linked=%s replaced=%s,%s file=%s", Linked, Replaced, lib.Replaced, file)
}
-- over/a.go --
package m
var Linked, Replaced = "", "yes"
-- over/lib.go --
package lib
var Replaced = "too"
-- over/overlay.json --
{"Replace": {"a.go": "over/a.go"}}
`

// says runs the benchmark of printing and returns what it says.
func says(t *testing.T, b *Binary) string {
	t.Helper()
	_, err := b.Run(testContext(t), Call{Benchmark: "X", Procs: 1, N: 1, Silence: patient})
	var f *Failure
	if !errors.As(err, &f) || f.Kind != Fail {
		t.Fatal(err)
	}
	return f.Message
}

func TestBuildMergesFlags(t *testing.T) {
	t.Parallel()
	tree, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	layText(t, tree, printing)
	ours := map[string]string{filepath.Join(tree, "lib/lib.go"): filepath.Join(tree, "over/lib.go")}
	user := []string{"-ldflags=-X example.com/m.Linked=user", "-overlay=over/overlay.json"}
	for _, tt := range []struct {
		name    string
		options BuildOptions
		goflags string
		want    string // a part
	}{
		{"none", BuildOptions{Trim: true}, "", "linked= replaced=no,no file=example.com/m/a_test.go"},
		{"not trimmed", BuildOptions{}, "", "file=" + filepath.Join(tree, "a_test.go")},
		{"user's", BuildOptions{Flags: user}, "", "linked=user replaced=yes,no"},
		{"both", BuildOptions{Flags: user, Overlay: ours, Ldflags: "-randlayout=7"}, "", "linked=user replaced=yes,too"},
		{"both, for all packages", BuildOptions{Flags: []string{"-ldflags=all=-X example.com/m.Linked=all"}, Ldflags: "-randlayout=7"}, "", "linked=all replaced=no,no"},
		{"both, from GOFLAGS", BuildOptions{Overlay: ours, Ldflags: "-randlayout=7"},
			`'-ldflags=-X example.com/m.Linked=goflags' -overlay=over/overlay.json`, "linked=goflags replaced=yes,too"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := testGo()
			g.Env = append(g.Env, "GOFLAGS="+tt.goflags)
			p := Package{ImportPath: "example.com/m", Dir: tree, RelDir: ".", ModuleDir: tree}
			b, err := g.Build(testContext(t), p, filepath.Join(t.TempDir(), "m.test"), tt.options)
			if err != nil {
				t.Fatal(err)
			}
			if b.Trimmed != tt.options.Trim {
				t.Errorf("trimmed is %v", b.Trimmed)
			}
			if got := says(t, b); !strings.Contains(got, tt.want) {
				t.Errorf("it says %q, want %q", got, tt.want)
			}
		})
	}
}

// Another layout must give another binary, or nothing was merged at all.
func TestBuildPlacesFunctionsByLayout(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	layText(t, tree, printing)
	plain := build(t, tree, ".", BuildOptions{Trim: true})
	seven := build(t, tree, ".", BuildOptions{Trim: true, Ldflags: "-randlayout=7"})
	again := build(t, tree, ".", BuildOptions{Trim: true, Ldflags: "-randlayout=7"})
	if same, err := Same(plain, seven); err != nil || same {
		t.Errorf("layout 7 is the default: %v, %v", same, err)
	}
	if same, err := Same(seven, again); err != nil || !same {
		t.Errorf("layout 7 is not reproducible: %v, %v", same, err)
	}
}

func TestBuildRefusesToReplaceAFileTwice(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	layText(t, tree, printing)
	p := Package{ImportPath: "example.com/m", Dir: tree, RelDir: ".", ModuleDir: tree}
	file := filepath.Join(tree, "a.go")
	_, err := testGo().Build(testContext(t), p, filepath.Join(tree, "m.test"), BuildOptions{
		Flags: []string{"-overlay=over/overlay.json"}, Overlay: map[string]string{file: file},
	})
	if err == nil || !strings.Contains(err.Error(), "a.go") {
		t.Errorf("error is %v", err)
	}
}

// Every kind of package builds, from every kind of module.
func TestBuildWherePackagesAre(t *testing.T) {
	t.Parallel()
	tree := layRepo(t)
	for pattern, name := range map[string]string{
		"./cmd/tool": "Tool", "./lib/deep": "Deep", "./used": "Used", "./vendored": "Vendored",
	} {
		b := build(t, tree, pattern, BuildOptions{Trim: true})
		out, err := b.Run(testContext(t), Call{Benchmark: name, Procs: 1, N: 1, Silence: patient})
		if err != nil {
			t.Errorf("%s: %v", pattern, err)
		} else if pattern == "./vendored" && out.Results[0].Values["dep"] != 7 {
			t.Errorf("%s: %v", pattern, out.Results[0].Values)
		}
	}
}

func TestGoLogsCommands(t *testing.T) {
	tree := t.TempDir()
	layText(t, tree, printing)
	var log []string
	g := testGo()
	g.Log = func(cmd string) { log = append(log, cmd) }
	if _, _, err := g.List(testContext(t), tree, tree, []string{"./..."}, []string{"-tags=a b"}); err != nil {
		t.Fatal(err)
	}
	want := "cd " + filepath.ToSlash(tree) + " && go list -e -json=ImportPath,Dir,Module,Match,TestGoFiles,XTestGoFiles,Error \"-tags=a b\" ./..."
	if got := strings.Join(log, "\n"); !strings.Contains(got, want) {
		t.Errorf("log is\n%s\nwant\n%s", got, want)
	}
}
