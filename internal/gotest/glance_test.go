package gotest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGlance(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a_test.go":              "package a\n\nfunc BenchmarkA(b *testing.B) {}\n// func BenchmarkNo(b *testing.B) {}\nfunc TestB(t *testing.T) {}\nfunc BenchmarkÄ_2(b *testing.B) {\n",
		"a.go":                   "package a\n\nfunc BenchmarkNot() {}\n",
		"sub/s_test.go":          "package sub\nfunc BenchmarkSub(b *testing.B) {}\n",
		"testdata/t_test.go":     "package t\nfunc BenchmarkTestdata(b *testing.B) {}\n",
		"vendor/x/v_test.go":     "package v\nfunc BenchmarkVendor(b *testing.B) {}\n",
		".hidden/h_test.go":      "package h\nfunc BenchmarkHidden(b *testing.B) {}\n",
		"broken/broken_test.go":  "package (((\nfunc BenchmarkBroken(",
		"binary/binary_test.go":  "\x00\xff\nfunc Benchmark\x00(",
		"dir_test.go/d_test.txt": "func BenchmarkText(b *testing.B) {}\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := []Func{{"BenchmarkA", "a_test.go", 3}, {"BenchmarkÄ_2", "a_test.go", 6},
		{"BenchmarkBroken", "broken/broken_test.go", 2}, {"BenchmarkSub", "sub/s_test.go", 2}}
	if d := cmp.Diff(want, Glance(dir)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if got := Glance(filepath.Join(dir, "none")); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}
