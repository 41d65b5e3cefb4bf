package html

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPages writes the pages for the browser, and for people who want to look.
func TestPages(t *testing.T) {
	dir := os.Getenv("PAGES")
	if dir == "" {
		dir = t.TempDir()
	}
	rep, rounds := shop()
	big, bigRounds := large(667)
	five, fiveRounds := large(500)
	five.Explanations = explanationsFor(five, 10)
	for name, page := range map[string]string{"shop": write(t, rep, rounds), "large": write(t, big, bigRounds), "five": write(t, five, fiveRounds),
		"hostile": write(t, named(hostileNames[0]), nil)} {
		if err := os.WriteFile(filepath.Join(dir, name+".html"), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
