package small

import (
	"os"
	"testing"
)

var sink int

func TestEnvironment(t *testing.T) {
	if v, ok := os.LookupEnv("BENCHGATE_TURNS"); ok {
		t.Errorf("the environment has %q", v)
	}
}

func BenchmarkPlain(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink++
	}
}

func BenchmarkLoop(b *testing.B) {
	for b.Loop() {
		sink++
	}
}

func BenchmarkParallel(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
		}
	})
}
