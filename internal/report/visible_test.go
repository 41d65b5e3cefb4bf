package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/benchgate/benchgate/internal/report/reporttest/hostile"
	"github.com/benchgate/benchgate/internal/words"
)

func FuzzVisible(f *testing.F) {
	for _, s := range hostile.Names {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := visible(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, hidden) {
			t.Errorf("%q: something is hidden in %q", s, got)
		}
		if again := visible(got); again != got {
			t.Errorf("%q: %q turns into %q", s, got, again)
		}
		for _, r := range words.ASCII(got) {
			if r > '~' {
				t.Errorf("words.ASCII(%q) has %q", got, r)
			}
		}
		lines := visibleLines(s)
		for l := range strings.SplitSeq(lines, "\n") {
			if strings.ContainsFunc(strings.ReplaceAll(l, "\t", ""), hidden) {
				t.Errorf("%q: something is hidden in %q", s, l)
			}
		}
		if again := visibleLines(lines); again != lines {
			t.Errorf("%q: %q turns into %q", s, lines, again)
		}
	})
}

func TestVisibleKeepsWhatCanBeSeen(t *testing.T) {
	for _, s := range []string{"Parse/size=1-8", "größe/日本語", "a b", `\x1b`, "e\u0301", "😀"} {
		if got := visible(s); got != s {
			t.Errorf("%q turns into %q", s, got)
		}
	}
}

func TestCutMiddle(t *testing.T) {
	for _, s := range []string{strings.Repeat("a", 5000), strings.Repeat("é", 3000), strings.Repeat("😀", 2000)} {
		got := cutMiddle(s, MaxString)
		if len(got) > MaxString || len(got) < MaxString-16 || !utf8.ValidString(got) {
			t.Errorf("%d bytes, valid: %v", len(got), utf8.ValidString(got))
		}
	}
	if got := cutMiddle("short", MaxString); got != "short" {
		t.Errorf("got %q", got)
	}
}
