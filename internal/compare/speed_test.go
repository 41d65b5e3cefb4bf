package compare

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
)

// results are those of 20 benchmarks, 20 lines each, with noise in the times.
func results(r *rand.Rand) []byte {
	var text bytes.Buffer
	text.WriteString("pkg: example.com/p\n")
	for range 20 {
		for name := range 20 {
			fmt.Fprintf(&text, "BenchmarkParse/size=%d-8 \t 1000000 \t %.1f ns/op\t 64 B/op\t 2 allocs/op\n", name, 500+50*r.Float64())
		}
	}
	return text.Bytes()
}

// BenchmarkRead reads one side's results.
func BenchmarkRead(b *testing.B) {
	text := results(rand.New(rand.NewPCG(1, 2)))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		var s Samples
		if err := s.Read(bytes.NewReader(text), "base.txt"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFiles compares what was read.
func BenchmarkFiles(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	base, head := samplesOf(b, results(r), "base.txt"), samplesOf(b, results(r), "head.txt")
	for b.Loop() {
		if deltas, err := Files(base, head, Options{}); err != nil || len(deltas) != 60 {
			b.Fatal(len(deltas), err)
		}
	}
}
