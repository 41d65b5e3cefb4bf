package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPlantIn: every loop of a benchmark gets what it owes, in parts of a step, and the
// steps that are spun are those that were planted.
func TestPlantIn(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"go.mod":   "module example.com/mixed\n\ngo 1.26\n",
		"mixed.go": "package mixed\n\nvar Steps int\n\nfunc Spin(steps int) uint64 { Steps += steps; return 0 }\n",
		"mixed_test.go": `package mixed

import (
	"fmt"
	"testing"
)

func BenchmarkLoop(b *testing.B) {
	for b.Loop() {
	}
}

func BenchmarkRange(b *testing.B) {
	for i := range b.N {
		_ = i
	}
}

func BenchmarkParallel(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
		}
	})
}

func TestPlanted(t *testing.T) {
	r := testing.Benchmark(func(b *testing.B) {
		Steps = 0
		BenchmarkRange(b)
	})
	fmt.Println("planted", Steps*64/r.N, "of", r.N >= 64)
}
`,
	} {
		if err := os.WriteFile(filepath.Join(from, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := plantIn(from, to); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(to, "mixed_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "{ slowly(&owed)\n"); n != 3 {
		t.Errorf("%d of 3 loops are slower:\n%s", n, text)
	}
	for _, parts := range []int{0, 1, 63, 64, 65, 1000} {
		cmd := exec.CommandContext(t.Context(), "go", "test", "-count=1", "-v", "-run=TestPlanted", "-benchtime=6400x",
			fmt.Sprintf("-ldflags=-X example.com/mixed.planted=%d", parts), ".")
		cmd.Dir = to
		out, err := cmd.CombinedOutput()
		if want := fmt.Sprintf("planted %d of true\n", parts); err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%d parts: %v\n%s", parts, err, out)
		}
	}
	if err := plantIn(to+"/nothing", to); err == nil {
		t.Error("nothing to plant in went unnoticed")
	}
}
