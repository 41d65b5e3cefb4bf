package words

import (
	"strings"
	"testing"
)

func FuzzWidth(f *testing.F) {
	for i, s := range []string{"", " ", "two words", "größe/日本語", "\u0300", "z\u0300\u0301", "\U0001f600 \U0001f600", "a\u00a0b", strings.Repeat("long/", 40)} {
		f.Add(s, i)
	}
	f.Fuzz(func(t *testing.T, s string, columns int) {
		s = strings.ToValidUTF8(s, "?")
		columns = 2 + (columns%200+200)%200
		short := Shorten(s, columns)
		if Width(short) > columns {
			t.Errorf("Shorten(%q, %d) = %q", s, columns, short)
		}
		if Width(s) <= columns && short != s {
			t.Errorf("Shorten(%q, %d) = %q, although it fits", s, columns, short)
		}
		lines := Wrap(s, columns)
		for _, l := range lines {
			if Width(l) > columns {
				t.Errorf("Wrap(%q, %d) has the line %q", s, columns, l)
			}
		}
		want := strings.Join(strings.Fields(s), "")
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != want {
			t.Errorf("Wrap(%q, %d) loses text: %q", s, columns, got)
		}
	})
}
