package words

import (
	"strconv"
	"strings"
)

var asciiFor = strings.NewReplacer("→", "->", "…", "~", "−", "-", "µ", "u", "μ", "u", "×", "x", "·", "-",
	"│", "|", "┊", ":", "─", "-", "●", "o", "◀", "<", "▶", ">", "±", "+-")

// ASCII spells the signs that reports use in ASCII and escapes every other
// character as Go would.
func ASCII(s string) string {
	s = asciiFor.Replace(s)
	if !strings.ContainsFunc(s, notASCII) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if !notASCII(r) {
			b.WriteRune(r)
			continue
		}
		quote := strconv.QuoteRuneToASCII(r)
		b.WriteString(quote[1 : len(quote)-1])
	}
	return b.String()
}

func notASCII(r rune) bool { return r < ' ' || r > '~' }

// Alnum reports whether r is a letter or digit of ASCII, which means no more than
// itself in any syntax.
func Alnum(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}
