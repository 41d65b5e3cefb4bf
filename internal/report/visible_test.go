package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/benchgate/benchgate/internal/words"
)

var hostileNames = []string{
	"a|b|c", "|", "||", `\|`, `a\\|b`, "`", "``", "`a", "a`", "`tick``s`", "|`|", "\\", `\\`, "a\\", "<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>", "</details>", "</code>", "<code>", "@everyone and @torvalds", "@", "a@b.example", "|a@b.example`",
	"[x](https://evil.example/a)", "![i](https://evil.example/i.png)", "[a]: https://evil.example", "<!-- benchgate -->", "-->", "<!--",
	"x]]>y", "<![CDATA[", "two\nlines", "cr\rlf\r\n| a | b |", "\n\n# heading", "\u202eesrever\u202c", "\u2066x\u2069", "$(rm -rf ~)", "`id`", "${HOME}",
	"zero\u200bwidth\ufeff\u200d", "\u3164", "\u2800", "\u00a0", "\u00ad", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "::error::owned", "##[error]x",
	"\x1b[31mred\x1b[0m", "\x00", "\x7f", "\x9b2J", "\xff\xfe", "https://evil.example/?q=a|b@c.example", "https://evil.example", "www.evil.example",
	"mailto:a@b.example`", "#123", "GH-1", "o/r#1", strings.Repeat("a", 40), "Na" + strings.Repeat("me", 3000), strings.Repeat("@|`", 2000),
	"größe/日本語", "&lt;b&gt;", "&#64;", "&amp;", "z\u0300\u0301\u0302\u0303\u0304", "\u0300", "{a: b, c: \"d\"}", "true", "null", "~", "*a*", "__b__", "~~c~~",
	"  spaced  ", " ", "", "`` ` ``", "$$x$$", "$`x`$", ":smile:", "- a", "1. a", "---", "|---|---|", "\U0001f600", "\ue000", "\U000e0041",
	"B 000000000", // a unit of bytes, of which there is a millionth
}

func FuzzVisible(f *testing.F) {
	for _, s := range hostileNames {
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
