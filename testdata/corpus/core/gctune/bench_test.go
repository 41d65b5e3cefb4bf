package gctune

import (
	"testing"

	"github.com/benchgate/benchgate/benchmetric"
)

type node struct{ left, right *node }

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{tree(depth - 1), tree(depth - 1)}
}

func (n *node) count() int {
	if n.left == nil {
		return 1
	}
	return 1 + n.left.count() + n.right.count()
}

// size is not a constant, or the buffers would lie on the stack.
var size = 16 << 10

// answer uses a buffer of 16 KiB for a moment, which costs little to allocate.
func answer(x byte) byte {
	text := make([]byte, size)
	text[0], text[size-1] = x, x
	return text[0] + text[size-1]
}

// BenchmarkGCTune answers 1024 requests, which leave 16 MB of garbage, beside an
// index of 8 MB with half a million pointers to be marked by every collection.
// An operation is so large that the default collects in each: a cost that only
// few operations pay would be forgotten by a robust centre.
func BenchmarkGCTune(b *testing.B) {
	defer Tune()()
	live := tree(18)
	w := benchmetric.Start(b)
	for b.Loop() {
		for i := range 1024 {
			if answer(byte(i)) != 2*byte(i) {
				b.Fatal("wrong answer")
			}
		}
	}
	w.Report()
	if live.count() != 524287 {
		b.Fatal("the index changed")
	}
}
