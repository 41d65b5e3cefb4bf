package git

import (
	"os"
	"path/filepath"
	"testing"
)

func TestScratchOfAKilledProcessIsSwept(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR"))
	dir, remove, err := Scratch()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if did, err := sweepRoom(dir); did || err != nil {
		t.Fatalf("a live process's directory was swept: %v, %v", did, err)
	}
	if err := remove(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "orders"), 0o700); err != nil {
		t.Fatal(err)
	}
	// What a killed process leaves: the owner's file, and nobody holds its lock.
	if err := os.WriteFile(filepath.Join(dir, ownerFile), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if did, err := sweepRoom(dir); !did || err != nil {
		t.Fatalf("a dead process's directory was not swept: %v, %v", did, err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the directory is still there: %v", err)
	}
}
