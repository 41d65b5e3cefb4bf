package gotest

import (
	"maps"
	"os"
	"path/filepath"
	"testing"
)

func TestUnseen(t *testing.T) {
	tree := t.TempDir()
	for name, text := range map[string]string{
		"p/own.h": "#include \"sub/more.h\"\n", "p/sub/more.h": "", "inc/impl.h": "#include \"../inc/deep.h\"\n", "inc/deep.h": "",
		"p/p.s": "#include \"textflag.h\"\n# include \"../inc/impl.h\"\n#include \"own.h\"\n",
	} {
		path := filepath.Join(tree, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m := &moduleInputs{packages: []Package{{ImportPath: "p"}}, inputs: map[string]input{
		"p":      {ImportPath: "p", Dir: filepath.Join(tree, "p"), SFiles: []string{"p.s"}, HFiles: []string{"own.h"}},
		"p.test": {ImportPath: "p.test", Deps: []string{"p"}},
	}}
	in := &Inputs{tree: tree, modules: []*moduleInputs{m}}
	want := map[string]string{"inc/impl.h": "p/p.s", "inc/deep.h": "inc/impl.h", "p/sub/more.h": "p/own.h"}
	if got := in.Unseen("p"); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if m.flags = []string{"-a"}; len(in.Unseen("p")) > 0 {
		t.Error("with -a nothing is taken from the cache")
	}
}
