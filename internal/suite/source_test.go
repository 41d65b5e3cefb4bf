package suite

import "testing"

// TestMentions: a file that no string of the source can lead to is not read.
func TestMentions(t *testing.T) {
	for _, tt := range []struct {
		source, file string
		want         bool
	}{
		{`os.ReadFile("README.md")`, "README.md", true},
		{`os.ReadFile("../m/README.md")`, "README.md", true},
		{"os.ReadFile(`README.md`)", "README.md", true},
		{`filepath.Glob("*.md")`, "README.md", true},
		{`// as README.md says`, "README.md", false},
		{`// in the LICENSE file`, "LICENSE", false},
		{`os.Open("LICENSE")`, "LICENSE", true},
		{`os.ReadDir("docs")`, "docs/a/b.png", true},
		{`os.ReadDir("docs/a")`, "docs/a/b.png", true},
		{`os.Open("other")`, "docs/a/b.png", false},
	} {
		if got := mentions([]byte(tt.source), tt.file); got != tt.want {
			t.Errorf("%s of %s: %v", tt.source, tt.file, got)
		}
	}
}
