package causes

import "testing"

var (
	data   = make([]byte, 4096)
	total  uint64
	kept   []byte
	record Record
	live   []*entry
)

type entry struct {
	next *entry
	text [6]*int
}

func BenchmarkCallee(b *testing.B) {
	for i := 0; i < b.N; i++ {
		total += Checksum(data)
	}
}

func BenchmarkAllocation(b *testing.B) {
	for b.Loop() {
		kept = Upper(data[:512])
	}
}

func BenchmarkInlining(b *testing.B) {
	for i := 0; i < b.N; i++ {
		total += SumOfSquares(data)
	}
}

func BenchmarkLock(b *testing.B) {
	var c Counter
	for i := 0; i < b.N; i++ {
		for _, d := range data[:256] {
			c.Add(uint64(d))
		}
	}
	total += c.n
}

func BenchmarkContended(b *testing.B) {
	var c Counter
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			for _, d := range data[:256] {
				c.Share(uint64(d))
			}
		}
	})
	total += c.n
}

func BenchmarkCopy(b *testing.B) {
	var list [16]Record
	for b.Loop() {
		for i := range list {
			Snapshot(&list[i], &record)
		}
	}
	total += uint64(len(list))
}

// The heap is large, so that collections cost something, and the setup takes
// long, so that it must not be taken for the loop.
func BenchmarkGarbage(b *testing.B) {
	if live == nil {
		for range 100_000 {
			live = append(live, &entry{})
		}
		for i := range live {
			live[i].next = live[i*7%len(live)]
		}
	}
	for b.Loop() {
		kept = Encode(data[:64])
	}
}

// Nothing of it changed; it is told to have.
func BenchmarkSame(b *testing.B) {
	for i := 0; i < b.N; i++ {
		total += Checksum2(data)
	}
}

func Checksum2(b []byte) (sum uint64) {
	for _, c := range b {
		sum = sum*31 + uint64(c)
	}
	return sum
}
