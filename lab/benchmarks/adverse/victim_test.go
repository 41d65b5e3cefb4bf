package adverse

import (
	"os"
	"syscall"
	"testing"
)

// sink keeps results alive where the compiler would drop them.
var sink uint64

// steps is what an iteration of most benchmarks spins: some microseconds.
const steps = 3000

// BenchmarkCompute is a victim that uses a CPU and no memory.
func BenchmarkCompute(b *testing.B) {
	for b.Loop() {
		slowly()
		sink += Spin(steps)
	}
}

// BenchmarkChase is a victim that needs its part of the caches: it follows a
// chain through a megabyte.
func BenchmarkChase(b *testing.B) {
	const size = 1 << 17
	next := make([]int, size)
	// A step that has no factor in common with the size visits all.
	for at, i := 0, 0; i < size; i++ {
		to := (at + 77_773) % size
		next[at], at = to, to
	}
	at := 0
	for b.Loop() {
		slowly()
		for range 500 {
			at = next[at]
		}
	}
	sink += uint64(at)
}

// tellVariable names a pipe that is told when a turn starts.
const tellVariable = "ADVERSE_TOLD"

// told is who listens.
var told struct {
	pipe *os.File
	last int // iterations of the call before
}

// tell writes a byte where a call is a turn: its warm-up, the call before, has far
// fewer iterations.
func tell(b *testing.B) {
	last := told.last
	if told.last = b.N; b.N <= 2*last {
		return
	}
	path := os.Getenv(tellVariable)
	if path == "" {
		return
	}
	var err error
	if told.pipe == nil {
		// Without waiting for somebody who listens: nobody is an error.
		told.pipe, err = os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	}
	if err == nil {
		_, err = told.pipe.Write([]byte{'.'})
	}
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkTold is a victim that says when each of its turns starts. To say it is
// not timed.
func BenchmarkTold(b *testing.B) {
	tell(b)
	b.ResetTimer()
	for range b.N {
		slowly()
		sink += Spin(steps)
	}
}
