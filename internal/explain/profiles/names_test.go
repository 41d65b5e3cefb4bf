package profiles

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// The name of a profile is a file's in its directory, whatever the benchmark is
// called, and no two benchmarks have the same.
func TestProfileNames(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range []string{"Parse/size=1-8", "../../etc/passwd", `..\..\x`, "a b", "a_b", "", ".", "..", "CON", "a\x00b", "ä", strings.Repeat("x/", 500), strings.Repeat("x/", 501)} {
		got := profileName(report.Explanation{Package: "p", Benchmark: name, Kind: "cpu"}, round.Head)
		dir, file := filepath.Split(got)
		if dir != output.ProfilesDir+"/" || len(file) > 100 || strings.Trim(file, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=.") != "" || strings.HasPrefix(file, ".") {
			t.Errorf("%q: %q", name, got)
		}
		if seen[got] {
			t.Errorf("%q: %q is there twice", name, got)
		}
		seen[got] = true
	}
}
