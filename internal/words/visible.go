package words

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible returns s on one line with everything in it to be seen: control
// characters, line ends, characters of no width, those that turn the direction
// of writing, unusual spaces and bytes that are not UTF-8 stand as Go would
// escape them, and so does every third mark in a row on one letter. Names, refs and messages come from strangers; a terminal obeys
// an escape character, and a reader cannot see U+202E.
//
// The result is unchanged by another call.
func Visible(s string) string { return escapeHidden(s, "") }

// VisibleLines is Visible for text of several lines; tabs stay too. Line ends
// of other systems become newlines.
func VisibleLines(s string) string {
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
