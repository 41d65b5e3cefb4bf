package round

import "testing"

func TestStem(t *testing.T) {
	for name, want := range map[string]string{
		"Parse-8": "Parse", "Parse": "Parse", "Parse/size=1-16": "Parse/size=1", "Copy/size-8": "Copy/size",
		"A-8-4": "A-8", "A-": "A-", "-8": "-8", "A-x8": "A-x8", "A-8x": "A-8x", "": "",
	} {
		if got := Stem(name); got != want {
			t.Errorf("Stem(%q) = %q, want %q", name, got, want)
		}
	}
}
