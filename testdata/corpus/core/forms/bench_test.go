package forms

import (
	"fmt"
	"testing"
)

const size = 1000

var set = NewSet(size)

func check(b *testing.B, s *Set, key string) {
	if s.find(key) < 0 {
		b.Fatal("not found")
	}
}

func BenchmarkN(b *testing.B) {
	for i := 0; i < b.N; i++ {
		check(b, set, "997")
	}
}

func BenchmarkLoop(b *testing.B) {
	for b.Loop() {
		check(b, set, "997")
	}
}

func BenchmarkDataSet(b *testing.B) {
	own := NewSet(10 * size)
	b.ResetTimer()
	for range b.N {
		check(b, own, "9970")
	}
}

func BenchmarkSub(b *testing.B) {
	for _, n := range []int{100, 1000} {
		own := NewSet(n)
		b.Run(fmt.Sprintf("size=%d", n), func(b *testing.B) {
			for b.Loop() {
				check(b, own, fmt.Sprint(n-1))
			}
		})
	}
}

func BenchmarkParallel(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			check(b, set, "997")
		}
	})
}

func BenchmarkSetBytes(b *testing.B) {
	b.SetBytes(3)
	for b.Loop() {
		check(b, set, "997")
	}
}

func BenchmarkUnit(b *testing.B) {
	for b.Loop() {
		check(b, set, "997")
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "req/s")
}
