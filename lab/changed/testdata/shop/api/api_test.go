package api

import "testing"

func BenchmarkAnswer(b *testing.B) {
	for range b.N {
		Answer("ink")
	}
}
