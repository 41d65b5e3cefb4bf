package adverse

import (
	"hash/crc32"
	"runtime"
	"sync"
	"testing"
)

// block keeps allocations on the heap.
var block []byte

// buffers lose what they hold in every second collection.
var buffers = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// BenchmarkPool uses a buffer of a pool, and makes the garbage that has the pool
// emptied.
func BenchmarkPool(b *testing.B) {
	for b.Loop() {
		slowly()
		buffer := buffers.Get().(*[32 << 10]byte)
		buffer[int(sink&1023)]++
		sink += uint64(crc32.ChecksumIEEE(buffer[:8<<10]))
		block = make([]byte, 1<<10)
		buffers.Put(buffer)
	}
}

// A journal keeps what is written to it, until it holds enough to be flushed.
type journal struct{ pending int }

const (
	// flushEvery is how many iterations come to a flush.
	flushEvery = 1000
	// flushCost and rareFlushCost are what it costs, in iterations.
	flushCost, rareFlushCost = 300, 500
)

func (j *journal) write() {
	sink += Spin(steps)
	if j.pending++; j.pending < flushEvery {
		return
	}
	j.pending = 0
	cost := flushCost
	if rare {
		cost = rareFlushCost
	}
	sink += Spin(cost * steps)
}

// BenchmarkFlush pays now and then for what many iterations have left.
func BenchmarkFlush(b *testing.B) {
	var j journal
	for b.Loop() {
		slowly()
		j.write()
	}
}

type entry [4]uint64

// largeHeap allocates beside a heap of so many MiB, so that a collection is rare.
// It is short where the heap is one block without pointers, and long where every
// entry is an object of its own; an iteration between two collections costs the
// same.
func largeHeap(b *testing.B, size int) {
	var flat []entry
	var index []*entry
	entries := size << 20 / 32
	if rare {
		index = make([]*entry, entries)
		for i := range index {
			index[i] = new(entry)
		}
	} else {
		flat = make([]entry, entries)
		for i := range flat {
			flat[i][0] = 1 // its pages are there from now on, as those of objects are
		}
	}
	runtime.GC()
	for b.Loop() {
		slowly()
		block = make([]byte, 8<<10)
		sink += Spin(steps / 2)
	}
	runtime.KeepAlive(flat)
	runtime.KeepAlive(index)
}

// BenchmarkLargeHeap has some collections in every round.
func BenchmarkLargeHeap(b *testing.B) { largeHeap(b, 16) }

// BenchmarkHugeHeap has about one collection in a round, at its end.
func BenchmarkHugeHeap(b *testing.B) { largeHeap(b, 100) }
