package changes

import (
	"maps"
	"strings"
	"testing"
)

func own(files ...string) Node {
	n := Node{Files: map[string]string{}, Settings: "go1.24"}
	for _, f := range files {
		name, digest, _ := strings.Cut(f, "=")
		n.Files[name] = digest
	}
	return n
}

func TestWhy(t *testing.T) {
	std := Node{Identity: "go1.26.1"}
	base := Graph{"m/p [m/p.test]": own("p/p.go=1", "p/p_test.go=1"), "m/q": own("q/q.go=1"), "fmt": std, "x.org/y": {Identity: "x.org/y@v1.0.0"}}
	with := func(path string, n Node) Graph {
		g := maps.Clone(base)
		g[path] = n
		return g
	}
	without := maps.Clone(base)
	delete(without, "m/q")
	none := []string(nil)
	for _, c := range []struct {
		name       string
		base, head Graph
		changed    []string
		want       string // a part of the reason, or "" for none
	}{
		{"the same", base, base, none, ""},
		{"only the documentation", base, base, []string{"README.md", "docs/a.txt"}, ""},
		{"only Go of packages that it does not import", base, base, []string{"r/r.go"}, ""},
		{"a file differs", base, with("m/q", own("q/q.go=2")), []string{"q/q.go"}, "m/q: q/q.go changed"},
		{"a file is new", base, with("m/q", own("q/q.go=1", "q/z.go=1")), []string{"q/z.go"}, "q/z.go is new"},
		{"a file is gone", with("m/q", own("q/q.go=1", "q/z.go=1")), base, []string{"q/z.go"}, "q/z.go is gone"},
		{"a first file", with("m/q", Node{Settings: "go1.24"}), base, none, "q/q.go is new"},
		{"another import", base, with("m/r", own("r/r.go=1")), none, "now imports m/r"},
		{"an import less", base, without, none, "no longer imports m/q"},
		{"another version", base, with("x.org/y", Node{Identity: "x.org/y@v1.1.0"}), none, "x.org/y@v1.0.0 became x.org/y@v1.1.0"},
		{"a replaced module", base, with("x.org/y", own("y/y.go=1")), none, "became the tree's own"},
		{"another toolchain", base, with("fmt", Node{Identity: "go1.27.0"}), none, "go1.26.1 became go1.27.0"},
		{"another language version", base, with("m/q", Node{Files: own("q/q.go=1").Files, Settings: "go1.25"}), none, "other settings"},
		{"unclear on base", with("m/q", Node{Unclear: "no Go files"}), base, none, "no Go files"},
		{"unclear on head", base, with("m/q", Node{Unclear: "no Go files"}), none, "no Go files"},
		{"unclear on both alike", with("m/q", Node{Unclear: "x"}), with("m/q", Node{Unclear: "x"}), none, "x"},
		{"nothing known of base", nil, base, none, "not known"},
		{"nothing known of head", base, Graph{}, none, "not known"},
		{"a file that might be read", base, base, []string{"go.mod"}, "go.mod changed"},
		{"testdata", base, base, []string{"r/testdata/x.go"}, "r/testdata/x.go changed"},
		{"its own README", base, base, []string{"p/README.md"}, "own directory"},
		{"an input", base, base, []string{"schemas/a.json"}, "inputs"},
	} {
		got := defaults.Why(c.base, c.head, c.changed, "p")
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if other := defaults.Why(c.head, c.base, c.changed, "p"); (other == "") != (got == "") {
			t.Errorf("%s: %q, but the other way round %q", c.name, got, other)
		}
	}
}

// What may run the go command, or read Go source, may see any change.
func TestWhyOfPackagesThatReachFar(t *testing.T) {
	n := own("p/p.go=1")
	n.Wide = "os/exec"
	g := Graph{"m/p": n}
	if got := defaults.Why(g, g, []string{"r/r.go"}, "p"); !strings.Contains(got, "m/p uses os/exec") {
		t.Errorf("reason %q", got)
	}
	if got := defaults.Why(g, g, nil, "p"); got != "" {
		t.Errorf("nothing changed, but %q", got)
	}
}
