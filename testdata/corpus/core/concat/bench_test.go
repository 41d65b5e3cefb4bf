package concat

import "testing"

func BenchmarkConcat(b *testing.B) {
	words := make([]string, 300)
	for i := range words {
		words[i] = "word"
	}
	for b.Loop() {
		if len(Join(words)) != 1500 {
			b.Fatal("wrong length")
		}
	}
}
