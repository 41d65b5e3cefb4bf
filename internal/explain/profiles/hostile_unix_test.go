//go:build unix

package profiles

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What a benchmark puts in the place of its profile is neither waited for nor
// followed, and not read whatever its size.
func TestReadProfileOfAStranger(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := syscall.Mkfifo(at("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", at("link")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("large"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(at("large"), largestProfile+1); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"pipe": "no plain file", "link": "no plain file", "large": "more than", "none": "no such file"} {
		// One that is waited for has no end.
		if _, err := readProfile(at(name)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}
