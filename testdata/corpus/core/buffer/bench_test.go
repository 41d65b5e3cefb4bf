package buffer

import "testing"

func BenchmarkBuffer(b *testing.B) {
	items := make([]int, 1000)
	for i := range items {
		items[i] = i
	}
	for b.Loop() {
		if Sum(items) != 499500 {
			b.Fatal("wrong sum")
		}
	}
}
