// Package hostile holds names that a stranger could choose, for the tests of
// everything that shows them.
package hostile

import "strings"

// Names are what has broken, or could break, a terminal, a comment, a page, a
// spreadsheet or a log.
var Names = []string{
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
