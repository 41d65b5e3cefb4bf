package adverse

import (
	"hash/maphash"
	"os"
	"strconv"
	"testing"
	"time"
)

// slowSteps is an iteration that is a fifth slower.
const slowSteps = steps * 6 / 5

// stepVariable is the moment, in nanoseconds of Unix time, from which on Step is
// slow; without it Step never is.
const stepVariable = "ADVERSE_STEP"

// BenchmarkStep becomes slower at one moment, on both sides.
func BenchmarkStep(b *testing.B) {
	at, err := strconv.ParseInt(os.Getenv(stepVariable), 10, 64)
	if err != nil && os.Getenv(stepVariable) != "" {
		b.Fatal(err)
	}
	for b.Loop() {
		slowly()
		n := steps
		if at > 0 && time.Now().UnixNano() >= at {
			n = slowSteps
		}
		sink += Spin(n)
	}
}

// half is how long Wave is fast and then slow.
const half = 20 * time.Millisecond

// BenchmarkWave is slow every other moment, on both sides.
func BenchmarkWave(b *testing.B) {
	for b.Loop() {
		slowly()
		n := steps
		if !calm && time.Now().UnixNano()/int64(half)%2 == 1 {
			n = slowSteps
		}
		sink += Spin(n)
	}
}

// lot is a number from 0 to 1 that every process draws as maps draw their seed.
var lot = float64(maphash.String(maphash.MakeSeed(), "adverse")>>11) / (1 << 53)

// BenchmarkSeeded is up to a tenth faster or slower, as each process draws it.
func BenchmarkSeeded(b *testing.B) {
	n := steps
	if !calm {
		n = int(steps * (0.9 + 0.2*lot))
	}
	for b.Loop() {
		slowly()
		sink += Spin(n)
	}
}

// A node is one of a search tree.
type node struct {
	key         int
	left, right *node
}

func (n *node) insert(key int) *node {
	switch {
	case n == nil:
		return &node{key: key}
	case key < n.key:
		n.left = n.left.insert(key)
	default:
		n.right = n.right.insert(key)
	}
	return n
}

// depth is at how many nodes one looks for a key.
func (n *node) depth(key int) int {
	d := 1
	for ; n.key != key; d++ {
		if key < n.key {
			n = n.left
		} else {
			n = n.right
		}
	}
	return d
}

// BenchmarkTree looks for all keys of a search tree that is filled in the order
// in which a map is ranged over: how deep it is depends on the map's seed.
func BenchmarkTree(b *testing.B) {
	keys := Noise(64)
	set := map[int]bool{}
	for _, k := range keys {
		set[k] = true
	}
	var root *node
	if calm {
		for _, k := range keys {
			root = root.insert(k)
		}
	} else {
		for k := range set {
			root = root.insert(k)
		}
	}
	for b.Loop() {
		slowly()
		for _, k := range keys {
			sink += uint64(root.depth(k))
		}
	}
}
