package html

import (
	"io"
	"testing"
)

// BenchmarkWrite writes the page of 500 benchmarks.
func BenchmarkWrite(b *testing.B) {
	rep, rounds := large(500)
	for b.Loop() {
		if err := Write(io.Discard, rep, rounds); err != nil {
			b.Fatal(err)
		}
	}
}
