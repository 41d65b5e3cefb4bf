package price

import "testing"

func BenchmarkPrice(b *testing.B) {
	for range b.N {
		Table{"pen": 2}.Price(" pen ")
	}
}
