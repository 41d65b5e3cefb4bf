package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/benchgate/benchgate/internal/words"
)

// visible returns s on one line with everything in it to be seen: control
// characters, line ends, characters of no width, those that turn the direction
// of writing, unusual spaces and bytes that are not UTF-8 stand as Go would
// escape them, and so does every third mark in a row on one letter. Names, refs and messages come from strangers; a terminal obeys
// an escape character, and a reader cannot see U+202E.
//
// The result is unchanged by another call.
func visible(s string) string { return escapeHidden(s, "") }

// visibleLines is visible for text of several lines; tabs stay too. Line ends
// of other systems become newlines.
func visibleLines(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return escapeHidden(s, "\n\t")
}

func escapeHidden(s, keep string) string {
	if !strings.ContainsFunc(s, notASCII) {
		return s
	}
	var b strings.Builder
	marks := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case marks > 2 || hidden(r) && !strings.ContainsRune(keep, r):
			marks = 0
			quote := strconv.QuoteRuneToASCII(r)
			b.WriteString(quote[1 : len(quote)-1])
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

func notASCII(r rune) bool { return r < ' ' || r > '~' }

// hidden reports whether r cannot be seen, or is the stand-in for bytes that
// are not UTF-8.
func hidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	const brailleBlank = '\u2800' // a symbol that looks like a space
	return r == utf8.RuneError || r == brailleBlank || !strconv.IsPrint(r) ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Quoted shows a stranger's word in an error.
func Quoted(s string) string { return strconv.Quote(words.Shorten(visible(s), 60)) }

// cutMiddle returns at most limit bytes of s: both ends, since a failure tells
// what it is at the start and where it is at the end. limit is at least 64.
func cutMiddle(s string, limit int) string {
	const mark = " … "
	if len(s) <= limit {
		return s
	}
	half := (limit - len(mark)) / 2
	head, tail := s[:half], s[len(s)-half:]
	for len(head) > 0 && !utf8.RuneStart(s[len(head)]) {
		head = head[:len(head)-1]
	}
	for len(tail) > 0 && !utf8.RuneStart(tail[0]) {
		tail = tail[1:]
	}
	return head + mark + tail
}

// Visible returns text of a stranger on one line with nothing hidden in it, for
// messages beside a report.
func Visible(s string) string { return visible(s) }
