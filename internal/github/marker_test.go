package github

import (
	"testing"
)

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
