package compare

import (
	"io"
	"runtime"
	"strings"
	"testing"
)

// repeated is a file of the same text over and over, never held as a whole.
type repeated struct {
	text string
	left int // repetitions
	rest string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.left--
		r.rest = r.text
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// Reading allocates for the values it keeps and for nothing else: not for
// output between results, not for names, not by the line.
func TestMemoryGrowsWithValuesOnly(t *testing.T) {
	const times = 2000
	noise := strings.Repeat("    x_test.go:12: a line of output that is not a result\n", 50)
	result := strings.Repeat("BenchmarkEncode/kind=3/size=1024-8 \t 1000000 \t 512.5 ns/op\t 64 B/op\n", 50)
	for _, c := range []struct {
		name, text string
		limit      uint64
	}{
		{"noise", noise, 1 << 20},
		// A slice that grows by a quarter has been copied into five times its size.
		{"results", result, 1<<20 + 50*times*2*8*6},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var s Samples
		if err := s.Read(&repeated{text: c.text, left: times}, c.name); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > c.limit {
			t.Errorf("%s: %d bytes allocated for %d bytes read, want at most %d", c.name, got, len(c.text)*times, c.limit)
		}
	}
}
