package report

import "testing"

func TestRanges(t *testing.T) {
	for want, lines := range map[string][]int{"": nil, "7": {7}, "7-9": {7, 8, 9}, "1, 3, …": {1, 3, 5, 7}, "1-2, 9": {1, 2, 9}} {
		if got := ranges(lines, 2); got != want {
			t.Errorf("%v: %q, want %q", lines, got, want)
		}
	}
}

func TestShortFunction(t *testing.T) {
	for name, want := range map[string]string{
		"example.com/a/b.(*T).M": "b.(*T).M", "b.F[example.com/c/d.T]": "b.F[example.com/c/d.T]", "runtime.x": "runtime.x", "memeqbody": "memeqbody",
		"example.com/a/b.F[x/y.T].func1": "b.F[x/y.T].func1"} {
		if got := shortFunction(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
