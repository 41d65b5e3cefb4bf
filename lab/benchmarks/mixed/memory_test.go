package mixed

import "testing"

// block keeps allocations on the heap.
var block []byte

func BenchmarkAppend(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		var xs []int
		for i := range 1000 {
			xs = append(xs, i)
		}
		sink += len(xs)
	}
}

func BenchmarkCopy64KiB(b *testing.B) {
	from, to := make([]byte, 64<<10), make([]byte, 64<<10)
	b.SetBytes(64 << 10)
	for b.Loop() {
		copy(to, from)
	}
}

func BenchmarkAlloc64KiB(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		block = make([]byte, 64<<10)
	}
}

// heavySetup is what takes long before anything is measured.
func heavySetup() map[int]int {
	m := map[int]int{}
	for i, x := range Noise(20_000) {
		m[x] = i
	}
	return m
}

func BenchmarkHeavySetup(b *testing.B) {
	m := heavySetup()
	keys := Noise(1024)
	b.ResetTimer()
	for i := range b.N {
		sink += m[keys[i&1023]]
	}
}

// BenchmarkTimedSetup is HeavySetup with the setup left in the time, as happens
// in real benchmarks; go test lets it vanish in a large b.N.
func BenchmarkTimedSetup(b *testing.B) {
	m := heavySetup()
	keys := Noise(1024)
	for range b.N {
		for _, k := range keys {
			sink += m[k]
		}
	}
}
