package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/process"
)

// A bomb is a stream that panics once, when a line with its word is written.
type bomb struct {
	bytes.Buffer
	word string
	gone bool
}

func (b *bomb) Write(p []byte) (int, error) {
	if !b.gone && strings.Contains(string(p), b.word) {
		b.gone = true
		panic("bomb")
	}
	return b.Buffer.Write(p)
}

// TestPanicLeavesNothing breaks the program off in the middle, with both trees
// laid out, and looks for what is left.
func TestPanicLeavesNothing(t *testing.T) {
	dir, tmp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", tmp)
	files := map[string]string{"go.mod": "module example.com/m\n\ngo 1.24\n", "m_test.go": "package m\n\nimport \"testing\"\n\nfunc BenchmarkA(b *testing.B) {}\n"}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "."}, {"-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"}} {
		if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git: %v\n%s", err, out)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "m.go"), []byte("package m\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	stderr := &bomb{word: "go list"}
	p := &program{Process: process.Process{Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}, Stderr: stderr, Env: os.Environ(), Dir: dir}}
	status := p.main(context.Background(), []string{"run", "-v", "--base", "HEAD"})
	if !stderr.gone {
		t.Fatalf("nothing panicked:\n%s", stderr.String())
	}
	if status != exit.Unmeasured || !strings.Contains(stderr.String(), "internal error: bomb") {
		t.Errorf("status %d:\n%s", status, stderr.String())
	}
	left, err := os.ReadDir(tmp)
	if err != nil || len(left) > 0 {
		t.Errorf("left in the temporary directory: %v %v", left, err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".git", "worktrees")); !os.IsNotExist(err) {
		t.Errorf(".git/worktrees is left: %v", err)
	}
}
