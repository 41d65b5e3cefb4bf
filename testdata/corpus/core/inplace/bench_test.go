package inplace

import "testing"

func BenchmarkInPlace(b *testing.B) {
	items, work := make([]int, 10000), make([]int, 10000)
	for i := range items {
		items[i] = i
	}
	for b.Loop() {
		copy(work, items)
		if len(Even(work)) != 5000 {
			b.Fatal("wrong length")
		}
	}
}
