//go:build nightly

package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGate asks the real gate about some of the pairs, in all three directions.
func TestGate(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	c := Corpus{Root: root, Modules: []string{"core", "db"}, Env: os.Environ()}
	gate, err := c.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range c.Quick() {
		found, err := gate.Ask(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s against %s: %s", q.Head, q.Base, found.Summary)
		if len(found.Wrong) > 0 {
			t.Errorf("%s\n%s", strings.Join(found.Wrong, "\n"), found.Text)
		}
	}
}
