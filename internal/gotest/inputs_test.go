package gotest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/changes"
)

// shelf is a tree with all kinds of things that a test binary is made of.
var shelf = map[string]string{
	"go.mod":            "module example.com/shelf\n\ngo 1.24\n\nrequire example.com/near v0.0.0\n\nreplace example.com/near => ./near\n",
	"near/go.mod":       "module example.com/near\n\ngo 1.23\n",
	"near/near.go":      "package near\n\nfunc N() int { return 1 }\n",
	"p/p.go":            "package p\n\nimport \"example.com/near\"\n\nfunc Add(a, b int) int\n\nvar X = near.N()\n",
	"p/add_amd64.s":     "#include \"textflag.h\"\n\nTEXT ·Add(SB), NOSPLIT, $0-24\n\tRET\n",
	"p/add_arm64.s":     "#include \"textflag.h\"\n\nTEXT ·Add(SB), NOSPLIT, $0-24\n\tRET\n",
	"p/p_test.go":       "package p\n\nimport (\n\t_ \"embed\"\n\t\"testing\"\n)\n\n//go:embed words.txt\nvar words string\n\nfunc BenchmarkAdd(b *testing.B) { Add(1, len(words)) }\n",
	"p/words.txt":       "words\n",
	"p/p_plan9.go":      "package p\n",
	"p/ext_test.go":     "package p_test\n\nimport (\n\t\"testing\"\n\n\t\"example.com/shelf/helper\"\n)\n\nfunc BenchmarkExt(b *testing.B) { helper.H() }\n",
	"helper/helper.go":  "package helper\n\nimport \"os/exec\"\n\nfunc H() { _ = exec.ErrDot }\n",
	"c/c.go":            "package c\n\n// #cgo CFLAGS: -I${SRCDIR}/include\n// int one(void);\nimport \"C\"\n\nfunc One() int { return int(C.one()) }\n",
	"c/one.c":           "#include \"one.h\"\nint one(void) { return 1; }\n",
	"c/one.h":           "int one(void);\n",
	"c/c_test.go":       "package c\n\nimport \"testing\"\n\nfunc BenchmarkOne(b *testing.B) { One() }\n",
	"broken/b.go":       "package broken\n\nimport _ \"example.com/shelf/nowhere\"\n",
	"broken/b_test.go":  "package broken\n\nimport \"testing\"\n\nfunc BenchmarkB(b *testing.B) {}\n",
	"unused/unused.go":  "package unused\n",
	"unused/u2_test.go": "package unused\n",
}

// graphsOf lays out shelf in a directory, with some files other than they are,
// and returns what its test binaries are compiled from.
func graphsOf(t *testing.T, flags []string, other map[string]string) map[string]changes.Graph {
	t.Helper()
	tree := t.TempDir()
	files := maps.Clone(shelf)
	maps.Copy(files, other)
	for name, text := range files {
		path := filepath.Join(tree, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var pkgs []Package
	for _, name := range []string{"p", "c", "broken"} {
		pkgs = append(pkgs, Package{ImportPath: "example.com/shelf/" + name, Dir: filepath.Join(tree, name), RelDir: name, ModuleDir: tree})
	}
	g := Go{Env: append(os.Environ(), "GOWORK=off", "GOFLAGS=", "CGO_ENABLED=1")}
	in, err := g.Inputs(t.Context(), tree, pkgs, flags)
	if err != nil {
		t.Fatal(err)
	}
	graphs := map[string]changes.Graph{}
	for _, p := range pkgs {
		graphs[p.ImportPath] = in.Graph(p.ImportPath)
	}
	return graphs
}

func TestInputs(t *testing.T) {
	graphs := graphsOf(t, nil, nil)
	p := graphs["example.com/shelf/p"]
	files := map[string]bool{}
	for path, n := range p {
		if n.Unclear != "" {
			t.Errorf("%s: %s", path, n.Unclear)
		}
		for name, digest := range n.Files {
			files[name] = true
			if len(digest) != 64 {
				t.Errorf("%s: digest %q", name, digest)
			}
		}
	}
	for _, want := range []string{"p/p.go", "p/p_test.go", "p/ext_test.go", "p/words.txt", "helper/helper.go", "near/near.go"} {
		if !files[want] {
			t.Errorf("%s is not among %v", want, slices.Sorted(maps.Keys(files)))
		}
	}
	for _, not := range []string{"p/p_plan9.go", "unused/unused.go", "c/c.go"} {
		if files[not] {
			t.Errorf("%s is not compiled in", not)
		}
	}
	if n := p["testing"]; !strings.HasPrefix(n.Identity, "go1.") || len(n.Files) > 0 {
		t.Errorf("testing is %+v", n)
	}
	if w := p["example.com/shelf/helper"].Wide; w != "os/exec" {
		t.Errorf("helper reaches far by %q", w)
	}
	if g := graphs["example.com/shelf/broken"]; changes.Filter.Why(changes.Filter{}, g, g, nil, "broken") == "" {
		t.Error("a package that does not load is not unclear")
	}
}

// What differs in one of two trees, and nothing else, is a reason for what is
// compiled from it.
func TestInputsDiffer(t *testing.T) {
	base := graphsOf(t, nil, nil)
	why := func(head map[string]changes.Graph, name string) string {
		return changes.Filter{}.Why(base["example.com/shelf/"+name], head["example.com/shelf/"+name], nil, name)
	}
	if head := graphsOf(t, nil, nil); why(head, "p") != "" || why(head, "c") != "" {
		t.Errorf("nothing differs, but p: %q, c: %q", why(head, "p"), why(head, "c"))
	}
	for _, c := range []struct{ file, text, p, c string }{
		{"near/near.go", "package near\n\nfunc N() int { return 2 }\n", "near/near.go changed", ""},
		{"near/go.mod", "module example.com/near\n\ngo 1.22\n", "other settings", ""},
		{"p/words.txt", "other\n", "p/words.txt changed", ""},
		{"helper/helper.go", "package helper\n\nfunc H() {}\n", "helper/helper.go changed", ""},
		{"helper/more.go", "package helper\n", "helper/more.go is new", ""},
		{"p/p_plan9.go", "package p\n\nvar Nine = 9\n", "", ""},
		{"unused/unused.go", "package unused\n\nvar U = 1\n", "", ""},
		{"c/one.c", "int one(void) { return 2; }\n", "", "c/one.c changed"},
		{"c/one.h", "int one(void); /* */\n", "", "c/one.h changed"},
		{"go.mod", shelf["go.mod"] + "\ngodebug panicnil=1\n", "other settings", "other settings"},
	} {
		head := graphsOf(t, nil, map[string]string{c.file: c.text})
		for _, want := range []struct{ pkg, reason string }{{"p", c.p}, {"c", c.c}} {
			if got := why(head, want.pkg); (got == "") != (want.reason == "") || !strings.Contains(got, want.reason) {
				t.Errorf("%s: %s: %q, want %q", c.file, want.pkg, got, want.reason)
			}
		}
	}
}

func TestInputsThatAreNotClear(t *testing.T) {
	outside := map[string]string{"go.mod": strings.Replace(shelf["go.mod"], "./near", "../elsewhere", 1)}
	for _, c := range []struct {
		name  string
		flags []string
		other map[string]string
		pkg   string
	}{
		{"a module outside of the tree", nil, outside, "p"},
		{"an overlay", []string{"-overlay=x.json"}, nil, "c"},
		{"a profile of its own", []string{"-pgo=cpu.pprof"}, nil, "c"},
		{"a go.mod that cannot be read", nil, map[string]string{"go.mod": "modul x\n"}, "c"},
	} {
		g := graphsOf(t, c.flags, c.other)["example.com/shelf/"+c.pkg]
		if why := (changes.Filter{}).Why(g, g, nil, c.pkg); why == "" {
			t.Errorf("%s: taken as clear: %v", c.name, g)
		}
	}
	g := graphsOf(t, []string{"-pgo=off"}, nil)["example.com/shelf/c"]
	if why := (changes.Filter{}).Why(g, g, nil, "c"); why != "" {
		t.Errorf("-pgo=off: %s", why)
	}
}
