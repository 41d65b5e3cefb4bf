package compare

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Searching finds the very elements that sorting finds.
func TestSearchedShiftsAreTheListedOnes(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	for _, kind := range []func() float64{
		func() float64 { return r.NormFloat64() },
		func() float64 { return float64(r.IntN(5) - 2) },
		func() float64 { return math.Copysign(0, r.Float64()-0.5) },
		func() float64 { return math.Ldexp(r.Float64()-0.5, r.IntN(600)-300) },
	} {
		x, y := make([]float64, 70), make([]float64, 120)
		for _, s := range [][]float64{x, y} {
			for i := range s {
				s[i] = kind()
			}
			slices.Sort(s)
		}
		var diffs, averages []float64
		for i, b := range y {
			for _, a := range x {
				diffs = append(diffs, b-a)
			}
			for _, c := range y[i:] {
				averages = append(averages, b/2+c/2)
			}
		}
		check(t, differences(x, y), diffs)
		check(t, walsh(y), averages)
	}
}

func check(t *testing.T, s *shifts, want []float64) {
	t.Helper()
	if s.sorted != nil || s.n != len(want) {
		t.Fatalf("%d shifts, listed or not the %d wanted", s.n, len(want))
	}
	slices.Sort(want)
	for _, k := range []int{1, 2, 17, s.n / 3, (s.n + 1) / 2, s.n/2 + 1, s.n - 1, s.n} {
		if got := s.at(k); got != want[k-1] || math.Signbit(got) && got == 0 {
			t.Errorf("element %d of %d is %v, want %v", k, s.n, got, want[k-1])
		}
	}
}

// A large sample must not need the product of the sizes in memory.
func TestLargeSamples(t *testing.T) {
	const n = 50_000 // 2.5 · 10⁹ pairs
	r := rand.New(rand.NewPCG(13, 13))
	base, head := make([]float64, n), make([]float64, n)
	for i := range base {
		base[i], head[i] = 100+r.NormFloat64(), 101+r.NormFloat64()
	}
	d := unpairedOf(base, head, Lower)
	if math.Abs(d.Change-0.01) > 1e-3 || d.ChangeLo < 0.0095 || d.ChangeHi > 0.0105 || d.ChangeLo > d.ChangeHi || d.WorseHi < d.ChangeHi || d.P > 1e-9 {
		t.Errorf("%v", numbers(d))
	}
	d = Paired(benchX, "w", roundsOf("w", base[:2000], head[:2000]), Lower, Center)
	if math.Abs(d.Change-0.01) > 2e-3 || !(d.ChangeLo < d.Change && d.Change < d.ChangeHi) || d.P > 1e-9 || d.MinP != 0 {
		t.Errorf("%v", numbers(d))
	}
}
