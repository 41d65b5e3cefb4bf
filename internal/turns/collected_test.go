package turns

import (
	"math"
	"testing"

	"github.com/benchgate/benchgate/internal/hooks/wire"
)

// TestLevelKeepsCollections holds that of a benchmark whose every fifth turn
// collects the value has the collections' share, and the ratio has not.
func TestLevelKeepsCollections(t *testing.T) {
	pairs := func(bytes uint64) (all []Pair) {
		for i := range 100 {
			side := func(ns int64) wire.Report {
				if i%5 == 0 {
					ns += 250_000
				}
				return wire.Report{Main: wire.Burst{N: 100, Nanoseconds: ns, Mallocs: 100, Bytes: bytes}}
			}
			all = append(all, Pair{Base: side(500_000), Head: side(500_000)})
		}
		return all
	}
	for bytes, want := range map[uint64]float64{1 << 20: 5.5e-6, 16 << 10: 5e-6} {
		base, head, err := values(plan{n: 100}, pairs(bytes), [2]*wire.Report{})
		if err != nil {
			t.Fatal(err)
		}
		if got := base["sec/op"].Center; math.Abs(got/want-1) > 0.03 {
			t.Errorf("%d bytes a turn: %v an iteration, want about %v", bytes, got, want)
		}
		if base["sec/op"] != head["sec/op"] {
			t.Errorf("%d bytes a turn: the same turns give %v and %v", bytes, base["sec/op"], head["sec/op"])
		}
	}
}
