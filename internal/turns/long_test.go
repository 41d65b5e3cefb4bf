package turns

import (
	"math"
	"testing"

	"github.com/benchgate/benchgate/internal/hooks/wire"
)

// TestLongTurns holds that the level and the mean are those of the long turns,
// and the ratio that of the short ones.
func TestLongTurns(t *testing.T) {
	var pairs []Pair
	for i := range 60 {
		p := Pair{Base: turn(500_000, 100), Head: turn(550_000, 100)}
		if i%4 == 3 {
			long := func(ns int64) wire.Report { return wire.Report{Main: wire.Burst{N: 1000, Nanoseconds: ns}} }
			p = Pair{Base: long(8_000_000), Head: long(8_200_000), Long: true, Blind: true}
		}
		pairs = append(pairs, p)
	}
	base, head, err := values(plan{n: 100, long: 1000}, pairs, [2]*wire.Report{})
	if err != nil {
		t.Fatal(err)
	}
	near := func(what string, got, want float64) {
		if math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	b, h := base["sec/op"], head["sec/op"]
	near("the ratio", h.Center/b.Center, 1.1)
	near("the level", math.Sqrt(h.Center*b.Center), math.Sqrt(8e-6*8.2e-6))
	near("base's mean", b.Mean, 8e-6)
	near("head's mean", h.Mean, 8.2e-6)
	near("allocs/op", base["allocs/op"].Center, 1)
}

// TestLongPlans holds which benchmarks have long turns, and that the short ones
// of those allocate little.
func TestLongPlans(t *testing.T) {
	s := (&Engine{}).settings()
	for name, tt := range map[string]struct {
		op, bytes float64 // an iteration: nanoseconds and bytes
		n, long   int64
	}{
		"allocates nothing": {100, 0, 5000, 0},
		"hardly allocates":  {100, 16, 5000, 0},
		"allocates":         {2000, 1000, 250, 5000},
		"allocates much":    {5000, 25_000, 20, 335},
		"allocates blocks":  {3000, 64 << 10, 17, 128},
		"and slowly":        {20e6, 64 << 20, 1, 0},
	} {
		c := cost{time: line{op: tt.op}, wall: line{op: tt.op}, bytes: line{op: tt.bytes}}
		p := newPlan(s, [2]cost{c, c})
		if got := p.long; math.Abs(float64(got-tt.long)) > 1 {
			t.Errorf("%s: a long turn has %d iterations, want %d", name, got, tt.long)
		}
		if p.n != tt.n {
			t.Errorf("%s: a short turn has %d iterations, want %d", name, p.n, tt.n)
		}
	}
}
