package lone

import "testing"

func BenchmarkCount(b *testing.B) {
	for range b.N {
		Count(3)
	}
}
