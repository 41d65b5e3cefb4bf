package mixed

import (
	"crypto/sha256"
	"slices"
	"sort"
	"testing"
)

// sink keeps results alive where the compiler would drop them.
var sink int

func BenchmarkSort(b *testing.B) {
	xs, work := Noise(1000), make([]int, 1000)
	b.ResetTimer()
	for range b.N {
		copy(work, xs)
		sort.Ints(work)
	}
}

func BenchmarkInsertion(b *testing.B) {
	xs, work := Noise(100), make([]int, 100)
	for b.Loop() {
		copy(work, xs)
		Insertion(work)
	}
}

func BenchmarkSHA256(b *testing.B) {
	data := make([]byte, 4096)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		sha256.Sum256(data)
	}
}

func BenchmarkSearch(b *testing.B) {
	xs := Noise(4096)
	slices.Sort(xs)
	keys := Noise(1024)
	b.ResetTimer()
	for i := range b.N {
		sink += Search(xs, keys[i&1023])
	}
}

func BenchmarkMapLookup(b *testing.B) {
	keys := words(1000)
	m := map[string]int{}
	for i, k := range keys {
		m[k] = i
	}
	for i := 0; b.Loop(); i++ {
		sink += m[keys[i%len(keys)]]
	}
}

func BenchmarkMapInsert(b *testing.B) {
	keys := Noise(1000)
	b.ResetTimer()
	for range b.N {
		m := map[int]int{}
		for i, k := range keys {
			m[k] = i
		}
	}
}

func BenchmarkTwentyMilliseconds(b *testing.B) {
	steps := 12_000_000
	for range b.N {
		sink += int(Spin(steps))
	}
}
