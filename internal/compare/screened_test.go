package compare

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestQuantiles compares with a published table of Student's t.
func TestQuantiles(t *testing.T) {
	for _, tt := range []struct{ df, p, want float64 }{
		{1, 0.995, 63.657}, {2, 0.90, 1.886}, {2, 0.975, 4.303}, {2, 0.995, 9.925}, {3, 0.995, 5.841},
		{5, 0.975, 2.571}, {10, 0.995, 3.169}, {30, 0.90, 1.310}, {120, 0.975, 1.980},
	} {
		if got := quantile(tt.df, tt.p); math.Abs(got-tt.want) > 6e-4 {
			t.Errorf("df %v, p %v: %v, want %v", tt.df, tt.p, got, tt.want)
		}
	}
}

// TestScreenedBounds checks the arithmetic on three rounds that can be done by
// hand: log-ratios 0, ln 1.01, ln 1.02.
func TestScreenedBounds(t *testing.T) {
	d := Screened(benchX, "w", roundsOf("w", []float64{1, 1, 1}, []float64{1, 1.01, 1.02}), Lower, Center)
	m, se := meanAndError([]float64{0, math.Log(1.01), math.Log(1.02)})
	c := math.Log1p(d.Change)
	near := func(what string, got, want float64) {
		if !(math.Abs(got-want) < 1e-4) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	near("change", d.Change, 0.01)
	near("mean", m, 0.00992)
	near("lo", d.ChangeLo, math.Expm1(c-4.303*se))
	near("hi", d.ChangeHi, math.Expm1(c+4.303*se))
	near("upper", d.WorseHi, math.Expm1(c+9.925*se))
	near("lower", d.WorseLo, math.Expm1(c-1.886*se))
	// With two degrees of freedom the distribution has a closed form.
	ratio := m / se
	near("p", d.P, 0.5-ratio/(2*math.Sqrt(2+ratio*ratio)))
}

// TestScreenedTurnsRound: swapping the sides swaps the bounds and the p-values.
func TestScreenedTurnsRound(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := 2 + rng.IntN(12)
		base, head := make([]float64, n), make([]float64, n)
		for i := range n {
			base[i], head[i] = math.Exp(rng.NormFloat64()/50), math.Exp(rng.NormFloat64()/50)
		}
		a := Screened(benchX, "w", roundsOf("w", base, head), Lower, Center)
		b := Screened(benchX, "w", roundsOf("w", head, base), Lower, Center)
		higher := Screened(benchX, "w", roundsOf("w", base, head), Higher, Center)
		for what, diff := range map[string]float64{
			"p":        a.P - b.PBetter,
			"interval": math.Log1p(a.ChangeLo) + math.Log1p(b.ChangeHi),
			"change":   math.Log1p(a.Change) + math.Log1p(b.Change),
			"higher p": a.P - higher.PBetter,
		} {
			if math.Abs(diff) > 1e-9 {
				t.Fatalf("%s: off by %v for %v and %v", what, diff, base, head)
			}
		}
		if !(a.WorseLo <= a.Change && a.Change <= a.WorseHi) {
			t.Fatalf("bounds %v, %v around %v", a.WorseLo, a.WorseHi, a.Change)
		}
	}
}

// TestScreenedDifferences: units that can be zero compare differences.
func TestScreenedDifferences(t *testing.T) {
	d := Screened(benchX, "w", roundsOf("w", []float64{0, 0, 0, 0}, []float64{1, 2, 3, 2}), Lower, Center)
	if d.Diff != 2 || !(d.DiffLo < 2 && d.DiffHi > 2) || !(d.WorseDiffLo < 2 && d.WorseDiffHi > d.DiffHi) {
		t.Errorf("%+v", d)
	}
	if !(d.P < 0.01) {
		t.Errorf("p %v", d.P)
	}
}

// TestConfirmedIsExact: what decides is the exact test, whatever the intervals of
// few rounds are filled with.
func TestConfirmedIsExact(t *testing.T) {
	rounds := roundsOf("w", []float64{1, 1, 1, 1}, []float64{1.2, 1.21, 1.22, 1.23})
	paired, confirmed := Paired(benchX, "w", rounds, Lower, Center), Confirmed(benchX, "w", rounds, Lower, Center)
	if confirmed.P != paired.P || confirmed.P != 1.0/16 || confirmed.Change != paired.Change {
		t.Errorf("p %v, change %v; paired %v, %v", confirmed.P, confirmed.Change, paired.P, paired.Change)
	}
	if math.IsNaN(confirmed.ChangeLo) || math.IsNaN(confirmed.WorseHi) {
		t.Errorf("no interval: %+v", confirmed)
	}
}
