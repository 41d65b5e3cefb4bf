package report

import (
	"strings"
	"testing"
	"unicode/utf8"
)

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
