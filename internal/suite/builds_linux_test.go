package suite

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	engine "github.com/benchgate/benchgate/internal/measure/exec"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/measure/turns"
	"github.com/benchgate/benchgate/internal/round"
)

// TestBuilds has what the user's flags make of a test binary measured by turns, or by
// exec where that cannot be, which is said. What the machine's Go or C compiler cannot
// make is a build that failed, in their words.
func TestBuilds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, goflags string
		flags         []string
		exec          bool // instead of turns
	}{
		{"race", "-race '-ldflags=-s -w'", nil, false},
		{"asan", "", []string{"-asan"}, false},
		{"msan", "", []string{"-msan"}, false},
		{"cover", "-cover", nil, false},
		// The go command counts no coverage in files that only an overlay has.
		{"cover testing", "-cover -coverpkg=testing", nil, true},
		{"others", "-tags=some", []string{"-tags=some,more", "-ldflags=-s -w", "-gcflags=-N -l"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options(t, map[string]string{"GOFLAGS": c.goflags})
			o.BuildFlags = c.flags
			s, err := Load(t.Context(), o)
			switch {
			case err != nil:
				t.Fatal(err)
			case len(s.Failures) > 0:
				refused(t, s, plain(t, o))
			case len(s.Targets) == 1 && c.exec:
				instead(t, s, "benchgate_")
			case len(s.Targets) == 1 && s.Targets[0].Hooked && len(s.Warnings) == 0:
				taken(t, s.Targets[0])
			default:
				t.Fatalf("got %+v", s)
			}
		})
	}
}

// taken takes a round by turns, linked as confirming rounds are.
func taken(t *testing.T, target measure.Target) {
	t.Helper()
	const layout = 7
	linked, remove, err := target.Relink(t.Context(), t.TempDir(), layout)
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	e := &turns.Engine{Scratch: t.TempDir(), Silence: time.Minute}
	r, err := e.Round(t.Context(), linked, round.Head, layout)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := r.Base["B/op"].Center, r.Head["B/op"].Center; a <= 0 || b <= a || r.Base["sec/op"].Center <= 0 {
		t.Errorf("round is %+v", r)
	}
}

// plain has base's test binary built as a user would, which must fail, and returns
// the go command's words.
func plain(t *testing.T, o Options) string {
	t.Helper()
	args := append([]string{"test", "-c", "-o", filepath.Join(t.TempDir(), "plain.test")}, o.BuildFlags...)
	cmd := exec.CommandContext(t.Context(), "go", append(args, ".")...)
	cmd.Dir, cmd.Env = o.Base.Root, o.Go.Env
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Errorf("a user can build it")
	}
	return string(out)
}

// refused holds that what does not build is said to, on both sides and in the go
// command's words.
func refused(t *testing.T, s *Suite, says string) {
	t.Helper()
	t.Logf("it does not build here: %s", says)
	if len(s.Targets) > 0 || len(s.Failures) != 2 || len(s.Warnings) > 0 {
		t.Fatalf("got %+v", s)
	}
	var words []string
	for line := range strings.Lines(says) {
		if !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "FAIL") {
			words = append(words, strings.TrimSpace(line))
		}
	}
	for i, side := range round.Sides {
		f := s.Failures[i]
		if f.Side != side || f.Stage != "build" || len(words) == 0 || !strings.Contains(f.Message, words[0]) {
			t.Errorf("the failure is %+v, want the build of %s with %q", f, side, says)
		}
	}
}

// TestForeignTesting holds that a user's own package testing, by an overlay, is left
// as it is: exec measures it.
func TestForeignTesting(t *testing.T) {
	t.Parallel()
	o := options(t, nil)
	g, err := hooks.Toolchain(t.Context(), o.Base.Root, o.Go.Env)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(g.Root, "src", "testing", "benchmark.go")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	theirs := filepath.Join(dir, "benchmark.go")
	overlay := filepath.Join(dir, "overlay.json")
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{file: theirs}})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{theirs: append(text, "\n// Theirs.\n"...), overlay: list} {
		if err := os.WriteFile(name, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	o.BuildFlags = []string{"-overlay=" + overlay}
	s, err := Load(t.Context(), o)
	if err != nil || len(s.Failures) > 0 || len(s.Targets) != 1 {
		t.Fatalf("got %v, %+v", err, s)
	}
	instead(t, s, "benchmark.go, which benchgate must replace")
}

// instead holds that a suite which does not build with the hooks is built without, is
// said to be and why, and is measured by exec.
func instead(t *testing.T, s *Suite, says string) {
	t.Helper()
	want := "engine exec instead of turns for example.com/m: it does not build with the hooks: "
	if s.Targets[0].Hooked || len(s.Warnings) != 1 || !strings.HasPrefix(s.Warnings[0], want) || !strings.Contains(s.Warnings[0], says) {
		t.Errorf("hooked is %v, warnings are %q, want %q with %q", s.Targets[0].Hooked, s.Warnings, want, says)
	}
	r, err := engine.New(t.TempDir(), time.Minute).Round(t.Context(), s.Targets[0], round.Base, 0)
	if err != nil || r.Base["sec/op"].Center <= 0 {
		t.Errorf("the round is %+v, %v", r, err)
	}
}

// options are for a suite of one benchmark, of which head allocates more.
func options(t *testing.T, env map[string]string) Options {
	t.Helper()
	var trees [2]Tree
	for i, value := range []string{"100", "200"} {
		root := t.TempDir()
		trees[i] = Tree{Root: root, Dir: root}
		for name, text := range map[string]string{
			"go.mod": "module example.com/m\n\ngo 1.21\n",
			"m.go":   "package m\n\nvar sink []byte\n\nfunc take() { sink = make([]byte, " + value + ") }\n",
			"m_test.go": "package m\n\nimport \"testing\"\n\nfunc BenchmarkIt(b *testing.B) {\n" +
				"\tfor i := 0; i < b.N; i++ {\n\t\ttake()\n\t}\n}\n",
		} {
			if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	all := map[string]string{"GOFLAGS": ""}
	for k, v := range env {
		all[k] = v
	}
	return Options{Base: trees[0], Head: trees[1], Patterns: []string{"./..."}, Bench: ".",
		Silence: time.Minute, OutDir: t.TempDir(), TempDir: t.TempDir(), Hook: true,
		Go: gotest.Go{Env: gotest.ChildEnv(os.Environ(), all)}}
}
