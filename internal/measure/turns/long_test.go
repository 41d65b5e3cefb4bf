package turns

import (
	"math"
	"testing"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
	"github.com/benchgate/benchgate/internal/round"
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
	base, head, err := values(plan{n: 100, long: longTurns{n: 1000, collects: true}}, pairs, [2]*wire.Report{})
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

// TestLevelTurns holds that turns for the level alone leave the mean's distance from
// the estimate as it is.
func TestLevelTurns(t *testing.T) {
	values := [2]round.Value{{Center: 2, Mean: 3}, {Center: 2, Mean: 2}}
	lift(&values, [2][]float64{{1}, {1}}, false)
	if want := [2]round.Value{{Center: 1, Mean: 1.5}, {Center: 1, Mean: 1}}; values != want {
		t.Errorf("%v, want %v", values, want)
	}
}

// TestLongWarmUp holds that a process has had its first GC cycle before a turn with
// GC cycles begins.
func TestLongWarmUp(t *testing.T) {
	p := plan{n: 100, warm: 10, long: longTurns{warm: 50, n: 5000, share: 0.4, collects: true}}
	for _, tt := range []struct {
		shorts, longs int
		passed        float64
		n, warm       int64
	}{
		{0, 0, 0.9, 100, 10},
		{20, 0, 0.5, 100, 10},
		{20, 0, 0.7, 5000, 5000 - 20*110},
		{20, 1, 0.7, 5000, 50},
		{200, 0, 0.7, 5000, 50},
	} {
		if now, _, _ := p.next(tt.shorts, tt.longs, tt.passed); now.n != tt.n || now.warm != tt.warm {
			t.Errorf("%+v: %d iterations after %d", tt, now.n, now.warm)
		}
	}
	p.long.collects = false
	if now, _, long := p.next(20, 0, 0.7); !long || now.warm != 50 {
		t.Errorf("for the level: %v, %d to warm up", long, now.warm)
	}
}

// TestLongPlans holds which benchmarks have which long turns, that the short ones
// of those that allocate much allocate little, and what is said where GC cycles
// are slow and cannot be seen.
func TestLongPlans(t *testing.T) {
	s := standard
	for name, tt := range map[string]struct {
		op, bytes float64 // an iteration: nanoseconds and bytes
		idle      float64 // nanoseconds of an iteration that are not timed
		cycle     float64 // MiB
		collect   float64 // milliseconds
		n         int64
		long      longTurns
		rare      bool
	}{
		"allocates nothing":                {op: 100, n: 5000, long: longTurns{warm: 6250, n: 50_000, share: 0.113}},
		"hardly allocates":                 {op: 100, bytes: 16, n: 5000, long: longTurns{warm: 6250, n: 50_000, share: 0.113}},
		"allocates":                        {op: 2000, bytes: 1000, n: 250, long: longTurns{2500, 5000, collectShare, true}},
		"allocates much":                   {op: 5000, bytes: 25_000, n: 21, long: longTurns{168, 1000, collectShare, true}},
		"allocates blocks":                 {op: 3000, bytes: 64 << 10, n: 17, long: longTurns{64, 1667, collectShare, true}},
		"and slowly":                       {op: 20e6, bytes: 64 << 20, n: 1},
		"takes 2 ms":                       {op: 2e6, n: 1, long: longTurns{n: 3, share: 0.12}},
		"takes 3 ms":                       {op: 3e6, n: 1, long: longTurns{n: 2, share: 0.12}},
		"a large heap that is slow":        {op: 8000, bytes: 8 << 10, cycle: 64, collect: 10, n: 63, long: longTurns{0, 8192, collectShare, true}},
		"a large heap that is fast":        {op: 8000, bytes: 8 << 10, cycle: 64, collect: 1, n: 63, long: longTurns{warm: 78, n: 625, share: 0.112}},
		"a huge heap that is slow":         {op: 8000, bytes: 8 << 10, cycle: 256, collect: 30, n: 63, long: longTurns{warm: 78, n: 625, share: 0.112}, rare: true},
		"a huge heap that is fast":         {op: 8000, bytes: 8 << 10, cycle: 256, collect: 1, n: 63, long: longTurns{warm: 78, n: 625, share: 0.112}},
		"stops the timer":                  {op: 500, bytes: 512, idle: 1e6, n: 24},
		"collects never":                   {op: 100, bytes: 0.01, cycle: 1 << 42, collect: 1, n: 5000, long: longTurns{warm: 6250, n: 50_000, share: 0.113}},
		"a large heap, and allocates much": {op: 2000, bytes: 64 << 10, cycle: 64, collect: 10, n: 128, long: longTurns{1024, 2500, collectShare, true}},
	} {
		c := cost{time: line{op: tt.op}, wall: line{op: tt.op + tt.idle}, bytes: line{op: tt.bytes}, cycle: tt.cycle * (1 << 20), collect: tt.collect * 1e6}
		p := newPlan(s, [2]cost{c, c})
		p.long.share = math.Round(p.long.share*1e3) / 1e3
		if p.n != tt.n || p.long != tt.long || (p.rare != rarity{}) != tt.rare {
			t.Errorf("%s: short turns have %d iterations, long ones are %+v, rare %+v; want %+v", name, p.n, p.long, p.rare, tt)
		}
		fast := c
		fast.collect /= 10
		if one := newPlan(s, [2]cost{fast, c}); one.long.n != p.long.n || one.rare != p.rare {
			t.Errorf("%s on one side: %+v, %+v; want %+v, %+v", name, one.long, one.rare, p.long, p.rare)
		}
	}
}

// TestSlowGCOnBothSides holds that slow GC cycles are in the turns of both sides or of
// neither, and that a side which is much slower does not make turns endless.
func TestSlowGCOnBothSides(t *testing.T) {
	s := standard
	heap := func(op, cycle float64) cost {
		return cost{time: line{op: op}, wall: line{op: op}, bytes: line{op: 8 << 10}, cycle: cycle * (1 << 20), collect: 10e6}
	}
	for name, tt := range map[string]struct {
		base, head cost
		n          int64
		rare       bool
	}{
		"one of them beyond a round": {heap(8000, 106), heap(8000, 92), 13_568, false},
		"one of them far beyond":     {heap(8000, 300), heap(8000, 92), 625, true},
		"one of them much slower":    {heap(2000, 64), heap(80_000, 64), 0, true},
	} {
		for range 2 {
			p := newPlan(s, [2]cost{tt.base, tt.head})
			if p.long.n != tt.n || p.long.collects == tt.rare || (p.rare != rarity{}) != tt.rare {
				t.Errorf("%s: %+v, %+v; want %d iterations", name, p.long, p.rare, tt.n)
			}
			tt.base, tt.head = tt.head, tt.base
		}
	}
}
