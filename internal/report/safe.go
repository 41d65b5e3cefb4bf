package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/words"
)

// A Text is text that may hold what a benchmark, a fork, a file or a machine said.
// It stands on one line and hides nothing (see visible), so that it can be shown to
// people; a format still escapes it as its own syntax asks. Only this package makes
// one. Two are equal only if they were made from the same bytes, so that what looks
// alike stays two things. The zero value is empty.
type Text struct{ raw, shown string }

func textOf(s string) Text { return Text{s, words.Visible(s)} }

// String returns what is shown.
func (t Text) String() string { return t.shown }

// Empty reports whether there is nothing to show.
func (t Text) Empty() bool { return t.shown == "" }

// Literal reports whether the text is shown byte for byte as it was given.
func (t Text) Literal() bool { return t.raw == t.shown }

// Compare orders texts by what was said.
func (t Text) Compare(other Text) int { return cmp.Compare(t.raw, other.raw) }

// Short returns what is shown in at most so many columns.
func (t Text) Short(columns int) string { return words.Shorten(t.shown, columns) }

func textsOf(list []string) []Text {
	var out []Text
	for _, s := range list {
		out = append(out, textOf(s))
	}
	return out
}

// A Passage is a Text of several lines, which may have tabs.
type Passage struct{ shown string }

func passageOf(s string) Passage { return Passage{words.VisibleLines(s)} }

// String returns what is shown, with newlines at the ends of lines.
func (p Passage) String() string { return p.shown }

// leadLines is how many lines of a long passage are kept from its start: there
// stands what happened, and at its end where.
const leadLines = 4

// Excerpt returns the lines that say something, at most n of them and one for what
// is left out, with tabs as spaces.
func (p Passage) Excerpt(n int) []string {
	var lines []string
	for l := range strings.SplitSeq(strings.ReplaceAll(p.shown, "\t", "    "), "\n") {
		if l = strings.TrimRight(l, " "); l != "" {
			lines = append(lines, l)
		}
	}
	cut := len(lines) - n
	if cut <= 0 {
		return lines
	}
	lead := min(leadLines, n/2)
	short := append(slices.Clone(lines[:lead]), fmt.Sprintf("… %s left out", words.Count(cut, "line")))
	return append(short, lines[lead+cut:]...)
}
