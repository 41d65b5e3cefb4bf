package mixed

import (
	"sync"
	"testing"
)

func BenchmarkMutex(b *testing.B) {
	var mu sync.Mutex
	for b.Loop() {
		mu.Lock()
		sink++
		mu.Unlock()
	}
}

func BenchmarkParallelMutex(b *testing.B) {
	var mu sync.Mutex
	shared := 0
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			mu.Lock()
			shared++
			mu.Unlock()
		}
	})
}

// BenchmarkParallelSpin has nothing to fight for: it is as fast as there are CPUs.
func BenchmarkParallelSpin(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		x := uint64(0)
		for pb.Next() {
			x += Spin(200)
		}
		if x == 1 {
			b.Error("it cannot be")
		}
	})
}

// BenchmarkChannel passes a number there and back.
func BenchmarkChannel(b *testing.B) {
	there, back := make(chan int), make(chan int)
	go func() {
		for x := range there {
			back <- x + 1
		}
		close(back)
	}()
	b.ResetTimer()
	for i := range b.N {
		there <- i
		<-back
	}
	b.StopTimer()
	close(there)
	<-back
}
