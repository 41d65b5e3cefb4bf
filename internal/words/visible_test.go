package words

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/benchgate/benchgate/internal/report/reporttest/hostile"
)

func FuzzVisible(f *testing.F) {
	for _, s := range hostile.Names {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Visible(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, hidden) {
			t.Errorf("%q: something is hidden in %q", s, got)
		}
		if again := Visible(got); again != got {
			t.Errorf("%q: %q turns into %q", s, got, again)
		}
		for _, r := range ASCII(got) {
			if r > '~' {
				t.Errorf("ASCII(%q) has %q", got, r)
			}
		}
		lines := VisibleLines(s)
		for l := range strings.SplitSeq(lines, "\n") {
			if strings.ContainsFunc(strings.ReplaceAll(l, "\t", ""), hidden) {
				t.Errorf("%q: something is hidden in %q", s, l)
			}
		}
		if again := VisibleLines(lines); again != lines {
			t.Errorf("%q: %q turns into %q", s, lines, again)
		}
	})
}

func TestVisibleKeepsWhatCanBeSeen(t *testing.T) {
	for _, s := range []string{"Parse/size=1-8", "größe/日本語", "a b", `\x1b`, "e\u0301", "😀"} {
		if got := Visible(s); got != s {
			t.Errorf("%q turns into %q", s, got)
		}
	}
}
