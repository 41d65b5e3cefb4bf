package corpus

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// show returns a file of a branch, empty where the branch does not have it.
func show(t *testing.T, dir, branch, name string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", "show", branch+":"+name)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	return string(out)
}

func TestLay(t *testing.T) {
	c := Corpus{Root: filepath.Join("..", ".."), Modules: []string{"core", "db"}, Env: os.Environ()}
	pairs, err := c.Pairs()
	if err != nil || len(pairs) < 15 {
		t.Fatalf("%d pairs: %v", len(pairs), err)
	}
	dir := filepath.Join(t.TempDir(), "repo")
	if err := c.Lay(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	for branch, want := range map[string]string{Tuned: "b.Grow", Again: "b.Grow", "pair-lines": "b.Grow", Naive: "s += w", "pair-concat": "s += w"} {
		if text := show(t, dir, branch, "core/concat/impl.go"); !strings.Contains(text, want) || strings.Contains(text, "go:build") {
			t.Errorf("%s has\n%s", branch, text)
		}
		if show(t, dir, branch, "core/concat/naive.go")+show(t, dir, branch, "core/concat/tuned.go") != "" {
			t.Errorf("%s has both implementations", branch)
		}
		if mod := show(t, dir, branch, "core/go.mod"); strings.Contains(mod, "../..") || !strings.Contains(mod, "replace") {
			t.Errorf("%s: go.mod still points beside itself:\n%s", branch, mod)
		}
	}
	if a, b := show(t, dir, Tuned, "core/concat/bench_test.go"), show(t, dir, Again, "core/concat/bench_test.go"); a == "" || a == b {
		t.Error("tuned-again has no edit")
	}
	if err := c.Lay(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("laying it out twice: %v", err)
	}
}

func TestJudge(t *testing.T) {
	report := func(a, b string) []byte {
		return []byte(`{"rows": [{"package": "p", "benchmark": "A", "unit": "sec/op", "outcome": "` + a + `"},
			{"package": "p", "benchmark": "A", "unit": "B/op", "outcome": "pass"},
			{"package": "p", "benchmark": "B", "unit": "sec/op", "outcome": "` + b + `"}]}`)
	}
	slower := Expectation{Base: "x", Head: "y", Status: 1, Each: "regression"}
	faster := Expectation{Base: "x", Head: "y", Each: "improvement"}
	same := Expectation{Base: "x", Head: "y"}
	only := slower
	only.Only = "p"
	other := slower
	other.Only = "q"
	missing := same.over([]string{"p", "q"})
	for _, c := range []struct {
		e      Expectation
		report []byte
		status int
		wrong  int
	}{
		{slower, report("regression", "regression"), 1, 0},
		{slower, report("regression", "pass"), 1, 1},
		{slower, report("regression", "regression"), 0, 1},
		{faster, report("improvement", "improvement"), 0, 0},
		{faster, report("improvement", "regression"), 1, 3},
		{same, report("pass", "improvement"), 0, 0},
		{same, report("pass", "regression"), 1, 2},
		{same, report("pass", "error"), 3, 2},
		{same, []byte(`{}`), 0, 1},
		{only, report("regression", "regression"), 1, 0},
		{other, report("regression", "pass"), 1, 1},
		{other, report("pass", "pass"), 1, 0},
		{missing, report("pass", "pass"), 0, 1},
	} {
		f, err := c.e.Judge(c.report, c.status)
		if err != nil || len(f.Wrong) != c.wrong {
			t.Errorf("%+v on %s, status %d: %v, %q", c.e, c.report, c.status, err, f.Wrong)
		}
	}
}
