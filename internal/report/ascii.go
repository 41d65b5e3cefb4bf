package report

import (
	"strconv"
	"strings"
)

var asciiFor = strings.NewReplacer("→", "->", "…", "~", "−", "-", "µ", "u", "μ", "u", "×", "x", "·", "-",
	"│", "|", "┊", ":", "─", "-", "●", "o", "◀", "<", "▶", ">", "±", "+-")

// ToASCII makes a line fit for a terminal that shows ASCII only, as Options.ASCII
// does for a whole report.
func ToASCII(s string) string { return toASCII(visible(s)) }

// toASCII spells the signs that reports use in ASCII and escapes every other
// character as Go would.
func toASCII(s string) string {
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
