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

// BenchmarkGCTune makes garbage beside a live heap of some MiB with many
// pointers, which every collection has to mark.
func BenchmarkGCTune(b *testing.B) {
	defer Tune()()
	live := tree(17)
	w := benchmetric.Start(b)
	for b.Loop() {
		if tree(12).count() != 8191 {
			b.Fatal("wrong count")
		}
	}
	w.Report()
	if live.count() != 262143 {
		b.Fatal("the live heap changed")
	}
}
