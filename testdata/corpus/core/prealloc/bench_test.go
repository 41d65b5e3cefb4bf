package prealloc

import "testing"

func BenchmarkPrealloc(b *testing.B) {
	for b.Loop() {
		if len(Squares(10000)) != 10000 {
			b.Fatal("wrong length")
		}
	}
}
