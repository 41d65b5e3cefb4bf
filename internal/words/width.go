package words

import (
	"strings"
	"unicode"
)

// Width returns how many columns of a terminal s takes: two for the wide
// letters of East Asia and for pictographs, none for marks that combine.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case wide(r):
		return 2
	}
	return 1
}

// wide knows the blocks that UAX #11 calls wide, in whole blocks.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115f, 0x2e80 <= r && r <= 0x303e, 0x3041 <= r && r <= 0xa4cf,
		0xac00 <= r && r <= 0xd7a3, 0xf900 <= r && r <= 0xfaff, 0xfe30 <= r && r <= 0xfe6f,
		0xff00 <= r && r <= 0xff60, 0xffe0 <= r && r <= 0xffe6,
		0x1f300 <= r && r <= 0x1faff, 0x20000 <= r && r <= 0x3fffd:
		return true
	}
	return false
}

// Shorten returns s in at most columns columns with the middle left out: the
// start of a name tells the benchmark, the end tells the case. columns under 1
// count as 1.
func Shorten(s string, columns int) string {
	columns = max(columns, 1)
	if Width(s) <= columns {
		return s
	}
	left := columns / 2
	head := takeColumns(s, left)
	tail := takeColumnsBack(s, columns-1-Width(head))
	return head + "…" + tail
}

func takeColumns(s string, columns int) string {
	for i, r := range s {
		if columns -= runeWidth(r); columns < 0 {
			return s[:i]
		}
	}
	return s
}

func takeColumnsBack(s string, columns int) string {
	runes := []rune(s)
	for i := len(runes) - 1; i >= 0; i-- {
		if columns -= runeWidth(runes[i]); columns < 0 {
			return string(runes[i+1:])
		}
	}
	return s
}

// Wrap breaks text at spaces into lines of at most columns columns, and inside
// words that are longer; columns of 0 and below mean no limit. It returns at
// least one line.
func Wrap(text string, columns int) []string {
	if columns <= 0 {
		return []string{text}
	}
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && Width(line)+1+Width(word) <= columns {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for Width(word) > columns {
			head := takeColumns(word, columns)
			if head == "" { // one wide letter in one column
				break
			}
			lines, word = append(lines, head), word[len(head):]
		}
		line = word
	}
	return append(lines, line)
}
