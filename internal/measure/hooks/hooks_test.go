package hooks

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// own asks for the toolchain of the machine.
func own(t testing.TB) Go {
	t.Helper()
	g, err := Toolchain(t.Context(), "testdata/small", nil)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func source(t testing.TB, g Go, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(g.Root, "src", "testing", name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestEdit holds that only the hooks are inserted, and that no line moves.
func TestEdit(t *testing.T) {
	text := source(t, own(t), "benchmark.go")
	edited, what := edit(text)
	if what != "" {
		t.Fatal(what)
	}
	if a, b := bytes.Count(text, []byte("\n")), bytes.Count(edited, []byte("\n")); a != b {
		t.Errorf("%d lines became %d", a, b)
	}
	rest := string(edited)
	for _, p := range places {
		for _, s := range []string{p.before, p.after} {
			if !strings.Contains(rest, s) {
				t.Errorf("%q was not inserted", s)
			}
			// " }" alone is everywhere; it is removed together with what it ends.
			if s == " }" {
				s = p.node + s
				rest = strings.Replace(rest, s, p.node, 1)
				continue
			}
			rest = strings.Replace(rest, s, "", 1)
		}
	}
	if rest != string(text) {
		t.Error("something else was changed")
	}
}

// TestNoPlace holds that every place and field that another Go may lack is
// missed by name.
func TestNoPlace(t *testing.T) {
	g := own(t)
	text, common := string(source(t, g, "benchmark.go")), string(source(t, g, "testing.go"))
	if what := missing([]byte(text), []byte(common)); what != "" {
		t.Fatal(what)
	}
	for _, c := range []struct{ old, new, says string }{
		{"runtime.GC()", "", `B.runN has 0 places of the form "runtime.GC()"`},
		{"\t<-b.signal\n\tif b.failed", "\tif b.failed", "B.run1 has 0 places"},
		{"if b.loop.n == 0 {", "if 0 == b.loop.n {", "B.launch has 0 places"},
		{"func (b *B) loopSlowPath(", "func (b *B) loopSlow(", "no method B.loopSlowPath"},
		{"func (b *B) RunParallel(", "func (c *B) RunParallel(", "no method B.RunParallel"},
		{"func (b *B) ResetTimer() {", "func (b B) ResetTimer() {", "no method B.ResetTimer"},
		{"package testing", "package", "expected"},
	} {
		changed := strings.Replace(text, c.old, c.new, 1)
		if changed == text {
			t.Fatalf("%q is not in benchmark.go", c.old)
		}
		if _, what := edit([]byte(changed)); !strings.Contains(what, c.says) {
			t.Errorf("without %q: %q, want %q in it", c.old, what, c.says)
		}
	}
	for _, c := range []struct{ old, new, says string }{
		{"previousN ", "prevN ", `testing.B has no field "previousN int"`},
		{"netAllocs uint64", "netAllocs int", `testing.B has no field "netAllocs uint64"`},
		{"\t\tdone bool", "\t\tover bool", `testing.B has no field "loop.done bool"`},
		{"type B struct", "type Bench struct", "testing.B has no field"},
	} {
		if what := missing([]byte(strings.Replace(text, c.old, c.new, 1)), []byte(common)); !strings.Contains(what, c.says) {
			t.Errorf("without %q: %q, want %q in it", c.old, what, c.says)
		}
	}
	if what := missing([]byte(text), []byte("package testing")); !strings.Contains(what, "testing.common has no field") {
		t.Errorf("without common: %q", what)
	}
}

// TestUnfit holds that the error is one the caller can tell.
func TestUnfit(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "root", "src", "testing")
	if err := os.MkdirAll(src, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"benchmark.go", "testing.go"} {
		if err := os.WriteFile(filepath.Join(src, name), []byte("package testing\n\ntype B struct{ loopN int }\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, g := range []Go{
		{Root: filepath.Join(dir, "root"), Version: "go1.23.4", OS: "linux", ModCache: "/nowhere"},
		{Root: own(t).Root, Version: "go1.26.0", OS: "windows", ModCache: "/nowhere"},
	} {
		_, err := Overlay(g, t.TempDir())
		var u *UnfitError
		if !errors.As(err, &u) || u.Version != g.Version || !strings.Contains(err.Error(), g.Version) {
			t.Errorf("%v: got %v", g, err)
		}
	}
	var u *UnfitError
	if _, err := Overlay(Go{Root: dir, OS: "linux"}, dir); err == nil || errors.As(err, &u) {
		t.Errorf("without any Go: got %v", err)
	}
}

// TestToolchain holds what is asked of the go command, and its own words when
// it fails.
func TestToolchain(t *testing.T) {
	if g := own(t); !strings.HasPrefix(g.Version, "go1.") || g.Root == "" || g.ModCache == "" || g.path != os.Getenv("PATH") {
		t.Errorf("got %+v", g)
	}
	env := append(os.Environ(), "GOTOOLCHAIN=go0.0.0")
	if _, err := Toolchain(t.Context(), "testdata/small", env); err == nil || !strings.Contains(err.Error(), "go0.0.0") {
		t.Errorf("got %v", err)
	}
}

// TestAdopt holds that what is shared declares nothing without the prefix.
func TestAdopt(t *testing.T) {
	out, err := adopt(`// Package x is for y.
package x

import "strings"

type Report struct{ Report, N int }

const kept = 1

var Δ = 2

func (r *Report) Kept() Report { return Report{Report: r.Report + kept + Δ, N: len(strings.TrimSpace(""))} }
`)
	want := `// This file is shared with the process that sends the orders.

package testing

import "strings"

type benchgateReport struct{ Report, N int }

const benchgateKept = 1

var benchgateΔ = 2

func (r *benchgateReport) Kept() benchgateReport { return benchgateReport{Report: r.Report + benchgateKept + benchgateΔ, N: len(strings.TrimSpace(""))} }
`
	if string(out) != want || err != nil {
		t.Errorf("got %v\n%s", err, out)
	}
	if _, err := adopt("func"); err == nil {
		t.Error("no error for what is not Go")
	}
}

// FuzzEdit holds that no text makes edit fail in another way than by saying so.
func FuzzEdit(f *testing.F) {
	f.Add(source(f, own(f), "benchmark.go"))
	f.Add([]byte("package testing\nfunc (b *B) runN(n int) { runtime.GC(); runtime.GC() }"))
	f.Add([]byte("package testing\nfunc (*B) runN(n int)\nfunc (b *B) run1()"))
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		edited, what := edit(text)
		if (what == "") == (edited == nil) {
			t.Errorf("edited %d bytes and said %q", len(edited), what)
		}
		missing(text, text)
		if !bytes.Equal(text, before) {
			t.Error("the text was changed")
		}
	})
}
