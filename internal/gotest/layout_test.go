package gotest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// functions lists the functions of a binary in the order of their addresses.
func functions(t *testing.T, b *Binary) []string {
	t.Helper()
	out, err := exec.CommandContext(testContext(t), "go", "tool", "nm", "-n", b.Path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for line := range strings.Lines(string(out)) {
		// Address, kind and name; kinds T and t are functions.
		if f := strings.Fields(line); len(f) == 3 && strings.EqualFold(f[1], "t") {
			names = append(names, f[2])
		}
	}
	return names
}

// A layout moves functions and changes nothing else; the user's flags stay.
func TestRelink(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	layText(t, tree, printing)
	for _, trim := range []bool{true, false} {
		plain := build(t, tree, ".", BuildOptions{Trim: trim,
			Flags:   []string{"-ldflags=-X example.com/m.Linked=user", "-overlay=over/overlay.json"},
			Overlay: map[string]string{filepath.Join(tree, "lib/lib.go"): filepath.Join(tree, "over/lib.go")}})
		plain.Env = append(slices.Clone(plain.Env), "MARK=kept")
		dir := t.TempDir()
		link := func(name string, layout uint64) *Binary {
			t.Helper()
			from := time.Now()
			b, err := plain.Relink(testContext(t), filepath.Join(dir, name), layout)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("a link took %v", time.Since(from))
			return b
		}
		one, again, other := link("one.test", 7), link("again.test", 7), link("other.test", 1<<63+12345)
		for _, b := range []*Binary{one, again, other} {
			if got := says(t, b); !strings.Contains(got, "linked=user replaced=yes,too") {
				t.Errorf("it says %q", got)
			}
			if b.Trimmed != trim || !slices.Contains(b.Env, "MARK=kept") {
				t.Errorf("it is not like the first: %+v", b)
			}
		}
		if size(t, one) > size(t, plain)*9/10 {
			t.Errorf("of %d bytes %d are left: what only debuggers read is among them", size(t, plain), size(t, one))
		}
		if same, err := Same(one, again); err != nil || !same {
			t.Errorf("equal layouts differ: %v, %v", same, err)
		}
		lists := [][]string{functions(t, plain), functions(t, one), functions(t, other)}
		for i, a := range lists {
			for _, b := range lists[i+1:] {
				if moved := differ(a, b); moved < len(a)/2 {
					t.Errorf("%d of %d functions are in another place", moved, len(a))
				}
			}
		}
		for _, b := range []*Binary{one, again, other} {
			if err := errors.Join(b.Remove(), b.Remove()); err != nil {
				t.Error(err)
			}
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%v are left, %v", left, err)
		}
	}
}

func size(t *testing.T, b *Binary) int64 {
	t.Helper()
	info, err := os.Stat(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// differ counts the places at which two lists have another element.
func differ(a, b []string) int {
	n := 0
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// Only the link is repeated.
func TestRelinkCompilesNothing(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	layText(t, tree, printing)
	plain := build(t, tree, ".", BuildOptions{Trim: true})
	log := filepath.Join(t.TempDir(), "log")
	tool := filepath.Join(t.TempDir(), "toolexec")
	// It notes each tool that works; -V only asks for its version.
	text := "#!/bin/sh\ncase \"$*\" in *-V=full*) ;; *) basename \"$1\" >>" + log + ";; esac\nexec \"$@\"\n"
	if err := os.WriteFile(tool, []byte(text), 0o777); err != nil {
		t.Fatal(err)
	}
	plain.made.options.Flags = []string{"-toolexec=" + tool}
	// The first one may be new to the build cache, because of -toolexec.
	for layout := range uint64(2) {
		if err := os.RemoveAll(log); err != nil {
			t.Fatal(err)
		}
		if _, err := plain.Relink(testContext(t), filepath.Join(t.TempDir(), "m.test"), layout+1); err != nil {
			t.Fatal(err)
		}
	}
	if did, err := os.ReadFile(log); err != nil || strings.TrimSpace(string(did)) != "link" {
		t.Errorf("the tools that worked are %q, %v", did, err)
	}
}

// What cannot be linked anew says why and leaves nothing behind.
func TestRelinkFails(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	layText(t, tree, printing)
	plain := build(t, tree, ".", BuildOptions{Trim: true})
	out := filepath.Join(t.TempDir(), "m.test")
	if _, err := plain.Relink(testContext(t), out, 0); err == nil || !strings.Contains(err.Error(), "layout 0") {
		t.Errorf("of layout 0: got %v", err)
	}
	// A linker as old as Go 1.21's takes this flag as that one took -randlayout.
	old := filepath.Join(t.TempDir(), "old")
	text := "#!/bin/sh\ncase \"$*\" in *-V=full*) ;; *-randlayout*) echo 'flag provided but not defined: -randlayout' >&2; exit 2;; esac\nexec \"$@\"\n"
	if err := os.WriteFile(old, []byte(text), 0o777); err != nil {
		t.Fatal(err)
	}
	plain.made.options.Flags = []string{"-toolexec=" + old}
	var unknown *LayoutError
	if _, err := plain.Relink(testContext(t), out, 1); !errors.As(err, &unknown) || !strings.Contains(err.Error(), "Go 1.22") {
		t.Errorf("of an old linker: got %v (%T)", err, err)
	}
	plain.made.options.Flags = []string{"-ldflags=-X"}
	var bad *BuildError
	if _, err := plain.Relink(testContext(t), out, 1); !errors.As(err, &bad) {
		t.Errorf("of what does not build: got %v (%T)", err, err)
	}
	if left, err := os.ReadDir(filepath.Dir(out)); err != nil || len(left) > 0 {
		t.Errorf("%v are left, %v", left, err)
	}
}
