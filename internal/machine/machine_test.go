package machine

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCPUModel(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cpuinfo")
	if err := os.WriteFile(path, []byte("processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\n\nmodel name\t: Other\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := cpuModel(path); got != "Some CPU @ 3 GHz" {
		t.Errorf("cpuModel = %q", got)
	}
	if got := cpuModel(filepath.Join(t.TempDir(), "absent")); got != "" {
		t.Errorf("cpuModel of a missing file = %q", got)
	}
	if m := Describe(); m.CPUs < 1 || m.GOOS == "" || m.GOARCH == "" {
		t.Errorf("Describe = %+v", m)
	}
}
