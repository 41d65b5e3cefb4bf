package compare

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/benchgate/benchgate/internal/round"
)

func TestPairedDirections(t *testing.T) {
	base := []float64{10, 11, 12, 10, 11, 12, 10, 11, 12, 13}
	head := make([]float64, len(base))
	for i, x := range base {
		head[i] = x * (1.10 + float64(i)/1000)
	}
	for _, c := range []struct {
		better Direction
		worse  bool
	}{{Lower, true}, {Higher, false}} {
		t.Run(fmt.Sprint(c.better), func(t *testing.T) {
			d := Paired(benchX, "widgets", roundsOf("widgets", base, head), c.better, Center)
			p := d.PBetter
			if c.worse {
				p = d.P
			}
			if p != math.Ldexp(1, -10) || d.P+d.PBetter < 1 || d.MinP != math.Ldexp(1, -10) || d.PSound != nil {
				t.Errorf("p %v, p better %v, least %v", d.P, d.PBetter, d.MinP)
			}
			if math.Abs(d.Change-0.1045) > 1e-3 || d.ChangeLo < 0.099 || d.ChangeHi > 0.11 || d.WorseHi < d.Worse() || math.Signbit(d.Worse()) == c.worse {
				t.Errorf("%v", numbers(d))
			}
			if d.Rounds != 10 || d.Engine != "exec" || d.Base.Center != 11 || !(d.Detectable > 0 && d.Detectable < 0.01) {
				t.Errorf("rounds %d, engine %s, %v", d.Rounds, d.Engine, numbers(d))
			}
		})
	}
	d := Paired(benchX, "widgets", roundsOf("widgets", base, head), Unknown, Center)
	if !math.IsNaN(d.P) || !math.IsNaN(d.WorseHi) || math.IsNaN(d.ChangeHi) {
		t.Errorf("unknown direction: %v", numbers(d))
	}
}

// Swapping the sides of every round inverts the change and swaps p.
func TestPairedSwap(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 10))
	for n := 1; n <= 40; n++ {
		base, head := make([]float64, n), make([]float64, n)
		for i := range base {
			base[i], head[i] = float64(1+r.IntN(30)), float64(1+r.IntN(33))
			if n%4 == 0 {
				base[i] -= float64(r.IntN(2)) // zeros: differences
			}
		}
		a, b := Paired(benchX, "w", roundsOf("w", base, head), Lower, Center), Paired(benchX, "w", roundsOf("w", head, base), Lower, Center)
		if a.P != b.PBetter || a.PBetter != b.P || !near(a.Diff, -b.Diff) || !near(a.DiffLo, -b.DiffHi) {
			t.Errorf("n=%d: %v swapped is %v", n, numbers(a), numbers(b))
		}
		if n%4 != 0 && (!near(1+a.Change, 1/(1+b.Change)) || !near(1+a.ChangeLo, 1/(1+b.ChangeHi))) {
			t.Errorf("n=%d: change %v swapped is %v", n, numbers(a), numbers(b))
		}
		shuffledRounds := roundsOf("w", base, head)
		r.Shuffle(n, func(i, j int) { shuffledRounds[i], shuffledRounds[j] = shuffledRounds[j], shuffledRounds[i] })
		for name, x := range numbers(Paired(benchX, "w", shuffledRounds, Lower, Center)) {
			if want := numbers(a)[name]; x != want && !(math.IsNaN(x) && math.IsNaN(want)) {
				t.Errorf("n=%d: %s is %v in another order, was %v", n, name, x, want)
			}
		}
	}
}

func TestPairedOddRounds(t *testing.T) {
	rounds := roundsOf("B/op", []float64{8, 8, 8, 8}, []float64{16, 16, 16, 16})
	if d := Paired(benchX, "B/op", rounds, Lower, Center); !d.Exact || d.Change != 1 || d.Diff != 8 || !math.IsNaN(d.P) || !math.IsNaN(soundP(d)) {
		t.Errorf("exact: %v", numbers(d))
	}
	if d := Paired(benchX, "B/op", rounds[:2], Lower, Center); d.Exact {
		t.Error("two rounds are taken as exact")
	}
	fromZero := roundsOf("allocs/op", []float64{0, 0, 0}, []float64{1, 1, 1})
	if d := Paired(benchX, "allocs/op", fromZero, Lower, Center); !d.Exact || d.Diff != 1 || !math.IsNaN(d.Change) {
		t.Errorf("from zero: %v", numbers(d))
	}
	// Zeros that vary: differences, and the change relative to base's estimate.
	vary := roundsOf("B/op", []float64{0, 16, 16, 16, 16, 16, 16, 16}, []float64{16, 32, 32, 32, 32, 32, 32, 32})
	d := Paired(benchX, "B/op", vary, Lower, Center)
	if d.Exact || d.Diff != 16 || d.Change != 1 || d.DiffLo != 16 || d.WorseDiffHi != 16 || d.P != 1./256 || !math.IsNaN(d.ChangeLo) {
		t.Errorf("differences: %v", numbers(d))
	}
	if d := Paired(benchX, "B/op", vary, Lower, Mean); d.Diff != 160 || d.Base.Center != 160 {
		t.Errorf("means: %v", numbers(d))
	}
	delete(rounds[1].Base, "B/op")
	rounds[2].Benchmark.Name = "Y"
	rounds[3].Head["B/op"] = round.Value{Center: math.NaN()}
	if d := Paired(benchX, "B/op", rounds, Lower, Center); d.Rounds != 1 || d.Base.N != 2 || d.Head.N != 2 || !slices.Contains(d.Warnings, errFinite.Error()) {
		t.Errorf("gaps: %d rounds, %d+%d values, %q", d.Rounds, d.Base.N, d.Head.N, d.Warnings)
	}
	if d := Paired(benchX, "none", rounds, Lower, Center); d.Base != nil || d.Head != nil || !math.IsNaN(d.P) {
		t.Errorf("no such unit: %v", numbers(d))
	}
}
