package shell

import (
	"slices"
	"strings"
	"testing"
)

func TestSplitWords(t *testing.T) {
	for _, words := range [][]string{{"benchgate", "run", "--bench=a b", "it's", "", "$(x)", `a\b`}, {"a"}} {
		var quoted []string
		for _, w := range words {
			quoted = append(quoted, Quote(w))
		}
		if got, ok := Split(strings.Join(quoted, " ")); !ok || !slices.Equal(got, words) {
			t.Errorf("%q: %q %v", words, got, ok)
		}
	}
	if _, ok := Split("a 'b"); ok {
		t.Error("an open quote is well")
	}
}
