package suite

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/measure/exec"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/round"
)

// oldToolchainsVariable names toolchains that the hooks do not fit, separated
// by commas.
const oldToolchainsVariable = "BENCHGATE_TEST_OLD_TOOLCHAINS"

// load loads a suite of one benchmark with hooks where they fit, built by the
// go command that env leads to.
func load(t *testing.T, env map[string]string) *Suite {
	t.Helper()
	s, err := Load(t.Context(), options(t, env))
	if err != nil || len(s.Failures) > 0 || len(s.Targets) != 1 {
		t.Fatalf("got %v, %+v", err, s)
	}
	return s
}

// falls holds that a suite is measured by exec, says why in one warning, and
// really can be.
func falls(t *testing.T, s *Suite, says ...string) {
	t.Helper()
	if s.Targets[0].Hooked {
		t.Error("it has hooks")
	}
	if len(s.Warnings) != 1 {
		t.Fatalf("warnings are %q, want one", s.Warnings)
	}
	for _, want := range append(says, "engine exec instead of turns on base") {
		if !strings.Contains(s.Warnings[0], want) {
			t.Errorf("the warning is %q, want %q in it", s.Warnings[0], want)
		}
	}
	r, err := exec.New(t.TempDir(), time.Minute).Round(t.Context(), s.Targets[0], round.Base, 0)
	if err != nil || r.Base["sec/op"].Center <= 0 || r.Engine != "exec" {
		t.Errorf("the round is %+v, %v", r, err)
	}
}

// TestHooks holds that the machine's own Go fits, without a word.
func TestHooks(t *testing.T) {
	t.Parallel()
	if s := load(t, nil); !s.Targets[0].Hooked || len(s.Warnings) > 0 {
		t.Errorf("hooked is %v, warnings are %q", s.Targets[0].Hooked, s.Warnings)
	}
}

// TestOldToolchains holds that an older Go falls back to exec. One that cannot
// be had is a failure.
func TestOldToolchains(t *testing.T) {
	names := os.Getenv(oldToolchainsVariable)
	if names == "" {
		t.Skipf("%s names no older toolchains", oldToolchainsVariable)
	}
	for _, name := range strings.Split(names, ",") {
		t.Run(name, func(t *testing.T) {
			falls(t, load(t, map[string]string{"GOTOOLCHAIN": name}), name, "does not fit", "B")
		})
	}
}

// TestNoPlace builds with a Go in which a hook does not find its place, and
// with one that lacks a field.
func TestNoPlace(t *testing.T) {
	for _, c := range []struct{ name, old, new, says string }{
		{"a place moved", "if b.loop.n == 0 {", "if 0 == b.loop.n {", `places of the form "if b.loop.n == 0"`},
		{"a field renamed", "previousN", "previousM", `no field "previousN int"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := doctored(t, c.old, c.new)
			t.Setenv("PATH", filepath.Join(root, "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"))
			falls(t, load(t, map[string]string{"GOTOOLCHAIN": "local", "GOROOT": ""}), c.says)
		})
	}
}

// doctored makes a second GOROOT of the machine's own whose benchmark.go is
// changed; all else is links, and a copy of the go command.
func doctored(t *testing.T, old, new string) string {
	t.Helper()
	g, err := hooks.Toolchain(t.Context(), t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(t.TempDir(), "go")
	link(t, root, g.Root, "bin", "src")
	link(t, filepath.Join(root, "src"), filepath.Join(g.Root, "src"), "testing")
	link(t, filepath.Join(root, "src", "testing"), filepath.Join(g.Root, "src", "testing"), "benchmark.go")
	link(t, filepath.Join(root, "bin"), filepath.Join(g.Root, "bin"), "go")
	duplicate(t, filepath.Join(root, "bin", "go"), filepath.Join(g.Root, "bin", "go"))
	text, err := os.ReadFile(filepath.Join(g.Root, "src", "testing", "benchmark.go"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.ReplaceAll(string(text), old, new)
	if changed == string(text) {
		t.Fatalf("%q is not in the benchmark.go of %s", old, runtime.Version())
	}
	if err := os.WriteFile(filepath.Join(root, "src", "testing", "benchmark.go"), []byte(changed), 0o666); err != nil {
		t.Fatal(err)
	}
	return root
}

// link makes a directory of links to all entries of another but some.
func link(t *testing.T, dir, of string, but ...string) {
	t.Helper()
	entries, err := os.ReadDir(of)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	skip := " " + strings.Join(but, " ") + " "
	for _, e := range entries {
		if strings.Contains(skip, " "+e.Name()+" ") {
			continue
		}
		if err := os.Symlink(filepath.Join(of, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
}

func duplicate(t *testing.T, to, from string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
