package indexed

import "testing"

func BenchmarkIndexed(b *testing.B) {
	items := make([]int, 1000)
	for i := range items {
		items[i] = i
	}
	square := func(x int) int { return x * x }
	for b.Loop() {
		if got := Map(items, square); got[999] != 998001 {
			b.Fatal("wrong result")
		}
	}
}
