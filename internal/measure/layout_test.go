package measure_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/exec"
	"github.com/benchgate/benchgate/internal/round"
)

// TestRelink links both sides of a target in one layout and takes a round with
// it; afterwards nothing is left, and neither is anything after a failure.
func TestRelink(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":    "module example.com/m\n\ngo 1.24\n",
		"m_test.go": "package m\n\nimport \"testing\"\n\nfunc BenchmarkX(b *testing.B) { b.ReportMetric(float64(b.N), \"n\") }\n",
	} {
		if err := os.WriteFile(filepath.Join(tree, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var built [2]*gotest.Binary
	for i, side := range round.Sides {
		var err error
		p := gotest.Package{ImportPath: "example.com/m", Dir: tree, RelDir: ".", ModuleDir: tree}
		out := filepath.Join(t.TempDir(), string(side)+".test")
		if built[i], err = (gotest.Go{}).Build(t.Context(), p, out, gotest.BuildOptions{Trim: true}); err != nil {
			t.Fatal(err)
		}
	}
	plain := measure.Target{Benchmark: round.Benchmark{Package: "example.com/m", Name: "X"}, Run: "X", Procs: 1, Base: built[0], Head: built[1]}
	dir := filepath.Join(t.TempDir(), "layout")
	laid, remove, err := plain.Relink(t.Context(), dir, 7)
	if err != nil {
		t.Fatal(err)
	}
	r, err := exec.New(t.TempDir(), 0).Round(t.Context(), laid, round.Base, 7)
	if err != nil || r.Layout != 7 {
		t.Errorf("the round is %+v, %v", r, err)
	}
	for _, side := range round.Sides {
		if same, err := gotest.Same(plain.Binary(side), laid.Binary(side)); err != nil || same {
			t.Errorf("%s is as before: %v, %v", side, same, err)
		}
	}
	if a, b := laid.Base.Path, laid.Head.Path; a == b || len(a) != len(b) {
		t.Errorf("paths are %s and %s", a, b)
	}
	if err := remove(); err != nil {
		t.Error(err)
	}
	if err := os.Remove(filepath.Join(tree, "m_test.go")); err != nil {
		t.Fatal(err)
	}
	_, _, err = plain.Relink(t.Context(), dir, 8)
	var bad *gotest.BuildError
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), "in layout 8") {
		t.Errorf("without its source: got %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", dir, err)
	}
}
