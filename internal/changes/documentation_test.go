package changes

import "testing"

func TestDocumentation(t *testing.T) {
	f := Filter{Ignore: []string{"*.md", "docs/**", "LICENSE*"}, Inputs: []string{"docs/data/**"}}
	for _, c := range []struct {
		name      string
		changed   []string
		embedding []string
		want      bool
	}{
		{"nothing", nil, nil, false},
		{"a readme", []string{"README.md"}, nil, true},
		{"docs and a licence", []string{"docs/a/b.png", "LICENSE", "x/y.md"}, nil, true},
		{"code too", []string{"README.md", "a.go"}, nil, false},
		{"code in docs", []string{"docs/example/main.go"}, nil, false},
		{"an input", []string{"docs/data/x.json"}, nil, false},
		{"testdata", []string{"p/testdata/in.md"}, nil, false},
		{"embedded", []string{"web/index.md"}, []string{"web"}, false},
		{"embedded from above", []string{"web/pages/index.md"}, []string{"web"}, false},
		{"embedded by the root", []string{"README.md"}, []string{"."}, false},
		{"embedding elsewhere", []string{"README.md"}, []string{"web"}, true},
		{"go.mod", []string{"go.mod"}, nil, false},
	} {
		f.Embedding = c.embedding
		if got := f.Documentation(c.changed); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
