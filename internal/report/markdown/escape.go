package markdown

import (
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"
)

// code returns text as inline code of GitHub Flavored Markdown,
// inside tables too, shortened to columns. In code nobody is mentioned, no
// issue or commit is linked and no HTML is obeyed.
//
// A span of backticks is taken literally, but for the two characters that could
// end it: the backtick, and the pipe that ends a table's cell. With one of
// those the text goes into a code element, as character references.
func code(s string, columns int) string {
	s = words.Shorten(s, columns)
	switch {
	case strings.TrimSpace(s) == "":
		return "<code>&nbsp;</code>"
	case strings.ContainsAny(s, "|`"):
		return "<code>" + references(s) + "</code>"
	case strings.HasPrefix(s, " ") && strings.HasSuffix(s, " "): // Markdown takes one from each end
		return "` " + s + " `"
	}
	return "`" + s + "`"
}

// references writes everything but ASCII letters and digits as character
// references, which cannot be Markdown. Address finders look at the text after
// references were resolved, so a comment stands before what they look for.
func references(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case r == '@', r == ':', r == '.':
			fmt.Fprintf(&b, "<!-- -->&#%d;", r)
		default:
			fmt.Fprintf(&b, "&#%d;", r)
		}
	}
	return b.String()
}

// fence returns lines as a fenced block of code; the fence is longer than any
// row of backticks in it. Each line must be visible already.
func fence(language string, lines []string) string {
	ticks := "```"
	text := strings.Join(lines, "\n")
	for strings.Contains(text, ticks) {
		ticks += "`"
	}
	return ticks + language + "\n" + text + "\n" + ticks + "\n"
}

// changeCell returns the change of a row for a table's cell. Numbers and our own
// words need no escape; a unit that we did not name does.
func changeCell(l *report.Line) string {
	switch l.Unit.String() {
	case "sec/op", "B/s", "B/op", "allocs/op":
		return l.Words.String()
	}
	return code(l.Words.String(), 100)
}

// tableRow returns a row of a table.
func tableRow(cells ...string) string { return "| " + strings.Join(cells, " | ") + " |\n" }
