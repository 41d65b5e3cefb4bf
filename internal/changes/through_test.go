package changes

import (
	"slices"
	"testing"
)

func TestThrough(t *testing.T) {
	links := []Link{{"p/n.txt", "docs/n.txt"}, {"p/all", "docs"}, {"q/p", "p"}, {"top", "."}, {"s", "sub/data"}}
	for _, c := range []struct {
		links []Link
		name  string
		want  []string
	}{
		{links[:3], "docs/n.txt", []string{"docs/n.txt", "p/all/n.txt", "p/n.txt", "q/p/all/n.txt", "q/p/n.txt"}},
		{links[:3], "docs2/n.txt", []string{"docs2/n.txt"}},
		{links[:3], "docs/n.txt.old", []string{"docs/n.txt.old", "p/all/n.txt.old", "q/p/all/n.txt.old"}},
		{links[3:], "a", []string{"a", "top/a", "top/top/a", "top/top/top/a", "top/top/top/top/a"}},
		{links[4:], "sub", []string{"s", "sub"}},
		{nil, "a", []string{"a"}},
	} {
		if got := Through(c.links, []string{c.name}); !slices.Equal(got, c.want) {
			t.Errorf("%v, %s: %q, want %q", c.links, c.name, got, c.want)
		}
	}
}
