package github

import (
	"strings"
	"testing"
)

func TestValidKey(t *testing.T) {
	for key, want := range map[string]bool{
		"benchgate": true, "my-parser/v2_x.y": true, "a-": true, "": false, "-a": false, "a--b": false, "a b": false, "a>": false, "é": false,
		strings.Repeat("x", 64): true, strings.Repeat("x", 65): false,
	} {
		if ValidKey(key) != want {
			t.Errorf("%q: %v", key, !want)
		}
		if m, ok := ParseMark(Mark{key, "pass"}.line()); ok != want || want && m.Key != key {
			t.Errorf("the marker of %q: %+v, %v", key, m, ok)
		}
	}
}

func FuzzParseMark(f *testing.F) {
	f.Add(Mark{DefaultKey, "pass"}.line())
	f.Add("<!-- benchgate:v1 key=a verdict=pass -->\r\nx")
	f.Fuzz(func(t *testing.T, body string) {
		if m, ok := ParseMark(body); ok {
			if again, ok := ParseMark(m.line()); !ok || again != m || !ValidKey(m.Key) {
				t.Errorf("%q gives %+v", body, m)
			}
		}
	})
}
