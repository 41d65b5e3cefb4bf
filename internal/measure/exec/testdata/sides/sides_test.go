// Package sides holds benchmarks of all kinds, good and bad. It is built twice,
// with and without the tag head.
package sides

import (
	"fmt"
	"os"
	"testing"
	"time"
)

var sink any

func BenchmarkFast(b *testing.B) {
	x := 0
	for i := range b.N {
		x += i
	}
	sink = x
}

func BenchmarkLoop(b *testing.B) {
	for b.Loop() {
		spin(time.Microsecond)
	}
}

func spin(d time.Duration) {
	for start := time.Now(); time.Since(start) < d; {
	}
}

// BenchmarkAlloc allocates two to three times an iteration in base, once more
// in head.
func BenchmarkAlloc(b *testing.B) {
	for i := range b.N {
		sink = new([32]byte)
		sink = new([32]byte)
		if head || i%2 == 0 {
			sink = new([32]byte)
		}
	}
}

// BenchmarkMuchSlower is fifty times slower in head.
func BenchmarkMuchSlower(b *testing.B) {
	d := 40 * time.Microsecond
	if head {
		d *= 50
	}
	for range b.N {
		spin(d)
	}
}

// BenchmarkLong has iterations that are longer than a sample is meant to be.
func BenchmarkLong(b *testing.B) {
	for range b.N {
		time.Sleep(150 * time.Millisecond)
	}
}

// BenchmarkStopped spends its time while the timer is stopped.
func BenchmarkStopped(b *testing.B) {
	for range b.N {
		b.StopTimer()
		time.Sleep(20 * time.Millisecond)
		b.StartTimer()
	}
}

// BenchmarkUntimed reports no sec/op.
func BenchmarkUntimed(b *testing.B) {
	for range b.N {
		spin(10 * time.Microsecond)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(12.5, "p99-ns/op")
}

func BenchmarkSub(b *testing.B) {
	for _, size := range []int{1, 16} {
		b.Run(fmt.Sprintf("size=%d", size), func(b *testing.B) {
			b.SetBytes(int64(size))
			for range b.N {
				spin(time.Duration(size) * time.Microsecond)
			}
		})
	}
}

func BenchmarkAsset(b *testing.B) {
	text, err := os.ReadFile("asset.txt")
	if err != nil || string(text) != "found\n" {
		b.Fatalf("asset.txt: %q, %v", text, err)
	}
	exe, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		time.Sleep(time.Millisecond)
	}
	b.ReportMetric(float64(len(exe)), "path-length")
}

func BenchmarkSkip(b *testing.B) {
	if head {
		b.Skip("not in head")
	}
	for range b.N {
	}
}

func BenchmarkFail(b *testing.B) {
	if head && b.N > 1 {
		b.Fatal("more than one")
	}
	for range b.N {
		time.Sleep(time.Millisecond)
	}
}

func BenchmarkPanic(b *testing.B) {
	if !head {
		panic("oh no")
	}
}

func BenchmarkExit(b *testing.B) { os.Exit(7) }

func BenchmarkHang(b *testing.B) {
	if head {
		time.Sleep(time.Hour)
	}
}
