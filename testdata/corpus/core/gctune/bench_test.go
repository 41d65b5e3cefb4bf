package gctune

import (
	"math/rand/v2"
	"testing"

	"github.com/benchgate/benchgate/benchmetric"
)

type node struct{ left, right *node }

// tree returns a tree of n nodes that lie in memory in no order, as those of an
// index do that has been changed for a while.
func tree(n int) *node {
	nodes := make([]*node, n)
	for i := range nodes {
		nodes[i] = new(node)
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(n, func(i, j int) { nodes[i], nodes[j] = nodes[j], nodes[i] })
	for i := 1; i < n; i++ {
		if parent := nodes[(i-1)/2]; i%2 == 1 {
			parent.left = nodes[i]
		} else {
			parent.right = nodes[i]
		}
	}
	return nodes[0]
}

func (n *node) count() int {
	if n == nil {
		return 0
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
	const nodes = 1 << 19
	defer Tune()()
	live := tree(nodes)
	w := benchmetric.Start(b)
	for b.Loop() {
		for i := range 1024 {
			if answer(byte(i)) != 2*byte(i) {
				b.Fatal("wrong answer")
			}
		}
	}
	w.Report()
	if live.count() != nodes {
		b.Fatal("the index changed")
	}
}
