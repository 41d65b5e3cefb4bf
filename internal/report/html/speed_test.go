package html

import (
	"io"
	"testing"

	"github.com/benchgate/benchgate/internal/report"
)

// BenchmarkWrite writes the page of 500 benchmarks.
func BenchmarkWrite(b *testing.B) {
	rep, rounds := large(500)
	for b.Loop() {
		if err := Write(io.Discard, report.ViewOf(rep, report.Setting{Rounds: rounds})); err != nil {
			b.Fatal(err)
		}
	}
}
