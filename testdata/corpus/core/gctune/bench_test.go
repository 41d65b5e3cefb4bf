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

// BenchmarkGCTune makes 6 MB of garbage beside a live heap of some MB with many
// pointers, which every collection has to mark. An operation is so large that
// the default collects in each: a cost that only few operations pay would be
// forgotten by a robust centre.
func BenchmarkGCTune(b *testing.B) {
	defer Tune()()
	live := tree(16)
	w := benchmetric.Start(b)
	for b.Loop() {
		for range 50 {
			if tree(12).count() != 8191 {
				b.Fatal("wrong count")
			}
		}
	}
	w.Report()
	if live.count() != 131071 {
		b.Fatal("the live heap changed")
	}
}
