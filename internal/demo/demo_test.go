package demo

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "copy the example's packages from the corpus again")

// TestExampleIsOfTheCorpus holds the embedded files equal to the corpus.
func TestExampleIsOfTheCorpus(t *testing.T) {
	want := map[string][]byte{}
	for pair := range commits[0].chosen {
		files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "corpus", "core", pair, "*.go"))
		if err != nil || len(files) < 3 {
			t.Fatalf("the corpus has %q of pair %s: %v", files, pair, err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			want[filepath.Join("example", pair, filepath.Base(f)+".txt")] = data
		}
	}
	if *update {
		write(t, want)
	}
	there, err := filepath.Glob(filepath.Join("example", "*", "*"))
	if err != nil || len(there) != len(want) {
		t.Errorf("embedded are %q, of the corpus %d files: %v", there, len(want), err)
	}
	for name, data := range want {
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s is not as in the corpus: %v\n\tgo generate ./internal/demo", name, err)
		}
	}
}

func write(t *testing.T, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLay: each commit has one implementation of each pair, and they differ in
// the two that the demo is about.
func TestLay(t *testing.T) {
	dir := t.TempDir()
	if err := Lay(t.Context(), dir, os.Environ()); err != nil {
		t.Fatal(err)
	}
	impl, err := os.ReadFile(filepath.Join(dir, "concat", "impl.go"))
	if err != nil || !strings.Contains(string(impl), "s += w") || strings.Contains(string(impl), "go:build") {
		t.Errorf("head's concat: %v\n%s", err, impl)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*", "[nt]*.go")); err != nil || len(left) > 0 {
		t.Errorf("left over: %q, %v", left, err)
	}
	for pair, at := range commits[0].chosen {
		if same := at == commits[1].chosen[pair]; same != (pair == "prealloc") {
			t.Errorf("%s: the same in both commits: %v", pair, same)
		}
	}
}
