package turns

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
	"github.com/benchgate/benchgate/internal/round"
)

func turn(ns int64, mallocs uint64) wire.Report {
	return wire.Report{Main: wire.Burst{N: 100, Nanoseconds: ns, Mallocs: mallocs, Bytes: 16 * mallocs}}
}

// randomPairs are turns of two sides of which head is slower by a tenth, with
// noise that both share, noise of their own, and bursts.
func randomPairs(r *rand.Rand, n int) []Pair {
	var pairs []Pair
	for range n {
		regime := 1 + float64(r.IntN(2))
		side := func(ns float64) wire.Report {
			ns *= regime * math.Exp(0.02*r.NormFloat64())
			if r.IntN(10) == 0 {
				ns *= 1 + 5*r.Float64()
			}
			return turn(int64(ns), uint64(300+r.IntN(2)))
		}
		pairs = append(pairs, Pair{Base: side(1e6), Head: side(1.1e6)})
	}
	return pairs
}

// TestValuesForgetNoise holds that regimes and bursts do not show in the
// estimates' ratio, and that the mean keeps them.
func TestValuesForgetNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		base, head, err := values(plan{n: 100}, randomPairs(r, 200), [2]*wire.Report{})
		if err != nil {
			t.Fatal(err)
		}
		if got := head["sec/op"].Center / base["sec/op"].Center; math.Abs(got/1.1-1) > 0.02 {
			t.Errorf("the ratio of estimates is %v, want 1.1", got)
		}
		// Without its bursts base takes 10 or 20 µs, each half of the time.
		if base["sec/op"].Mean < 16e-6 {
			t.Errorf("the mean %v forgets the bursts", base["sec/op"])
		}
		if want := (round.Value{Center: 3, Mean: 3}); base["allocs/op"] != want {
			t.Errorf("allocs/op is %v, want %v", base["allocs/op"], want)
		}
	}
}

// TestValuesSwap holds that swapping the sides swaps their values, and that the
// order of the pairs does not matter.
func TestValuesSwap(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		pairs := randomPairs(r, 1+r.IntN(40))
		base, head, err := values(plan{n: 100}, pairs, [2]*wire.Report{})
		if err != nil {
			t.Fatal(err)
		}
		var swapped []Pair
		for _, p := range slices.Backward(pairs) {
			swapped = append(swapped, Pair{Base: p.Head, Head: p.Base})
		}
		base2, head2, err := values(plan{n: 100}, swapped, [2]*wire.Report{})
		if err != nil {
			t.Fatal(err)
		}
		near := cmp.Comparer(func(x, y float64) bool { return math.Abs(x-y) <= 1e-12*math.Abs(x+y) })
		if d := cmp.Diff([]round.Values{base, head}, []round.Values{head2, base2}, near); d != "" {
			t.Error(d)
		}
	}
}

// TestSlope holds that the difference of two calls cancels their setup.
func TestSlope(t *testing.T) {
	r := wire.Report{
		Warm: wire.Burst{N: 10, Nanoseconds: 5_000_000 + 1000, Mallocs: 7000 + 20, Bytes: 1 << 20},
		Main: wire.Burst{N: 110, Nanoseconds: 5_000_000 + 11_000, Mallocs: 7000 + 220, Bytes: 1<<20 + 3200},
	}
	noisy := r
	noisy.Warm.Mallocs++ // the runtime allocates now and then
	pairs := []Pair{{Base: r, Head: r}, {Base: noisy, Head: r}, {Base: r, Head: r}}
	base, _, err := values(plan{n: 110, warm: 10, slope: true, allocSlope: true}, pairs, [2]*wire.Report{})
	if err != nil {
		t.Fatal(err)
	}
	want := round.Values{"sec/op": {Center: 1e-7, Mean: 1e-7}, "allocs/op": {Center: 2, Mean: 2}, "B/op": {Center: 32, Mean: 32}}
	near := cmp.Comparer(func(x, y float64) bool { return math.Abs(x-y) <= 1e-12*math.Abs(x+y) })
	if d := cmp.Diff(want, base, near); d != "" {
		t.Error(d)
	}
	none := wire.Report{Warm: r.Main, Main: r.Main}
	none.Warm.N--
	if _, _, err := values(plan{slope: true}, []Pair{{Base: none, Head: none}}, [2]*wire.Report{}); err == nil {
		t.Error("a difference of nothing is taken for a time")
	}
}

// TestReported holds how reported metrics replace and join the built-in ones.
func TestReported(t *testing.T) {
	a, b := turn(1000, 300), turn(1000, 300)
	a.SetBytes, b.SetBytes = 10, 10
	a.Extra = map[string]float64{"ns/op": 5, "p99-ns/op": 2000, "only/base": 1}
	b.Extra = map[string]float64{"ns/op": 5, "p99-ns/op": 4000, "never": math.NaN(), "allocs/op": 0}
	final := wire.Report{SetBytes: 10, Extra: map[string]float64{"MB/s": 2, "p99-ns/op": 8000}}
	base, head, err := values(plan{n: 100}, []Pair{{Base: a, Head: b}}, [2]*wire.Report{nil, &final})
	if err != nil {
		t.Fatal(err)
	}
	v := func(x float64) round.Value { return round.Value{Center: x, Mean: x} }
	wantBase := round.Values{"sec/op": v(5e-9), "B/s": v(1e9), "allocs/op": v(3), "B/op": v(48), "p99-sec/op": v(2e-6), "only/base": v(1)}
	wantHead := round.Values{"sec/op": v(5e-9), "B/s": v(2e6), "allocs/op": v(0), "B/op": v(48), "p99-sec/op": v(8e-6)}
	near := cmp.Comparer(func(x, y float64) bool { return math.Abs(x-y) <= 1e-12*math.Abs(x+y) })
	if d := cmp.Diff([]round.Values{wantBase, wantHead}, []round.Values{base, head}, near); d != "" {
		t.Error(d)
	}
}

func TestCenter(t *testing.T) {
	for _, c := range []struct {
		xs   []float64
		want float64
	}{
		{nil, 0},
		{[]float64{3}, 3},
		{[]float64{1, 2}, 1.5},
		{[]float64{1, 2, 6}, 2.75}, // of 1, 1.5, 2, 3.5, 4, 6
		{[]float64{0, 0, 0, 0, 1000}, 0},
	} {
		before := slices.Clone(c.xs)
		if got := center(c.xs); got != c.want {
			t.Errorf("center(%v) = %v, want %v", c.xs, got, c.want)
		}
		if !slices.Equal(c.xs, before) {
			t.Errorf("center changed its argument to %v", c.xs)
		}
	}
	many := make([]float64, 3*maxWalsh+7)
	r := rand.New(rand.NewPCG(7, 8))
	for i := range many {
		many[i] = 5 + 0.1*r.NormFloat64()
	}
	if got := center(many); math.Abs(got-5) > 0.02 {
		t.Errorf("the estimate of many is %v, want 5", got)
	}
}
