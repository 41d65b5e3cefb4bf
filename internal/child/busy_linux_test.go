package child

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestBusyProgram starts a program that is being written, and is complete the next
// time that it is tried.
func TestBusyProgram(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "program")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o700)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(text); err != nil {
		t.Fatal(err)
	}
	created := 0
	cmd, err := Start(t.Context(), func() *exec.Cmd {
		if created++; created == 3 {
			f.Close()
		}
		return exec.Command(path, "-test.run=^$")
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || created != 3 {
		t.Errorf("tried %d times; %v", created, err)
	}
}
