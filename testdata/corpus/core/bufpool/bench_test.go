package bufpool

import "testing"

func BenchmarkBufPool(b *testing.B) {
	for b.Loop() {
		if Size(100) != 190 {
			b.Fatal("wrong size")
		}
	}
}
