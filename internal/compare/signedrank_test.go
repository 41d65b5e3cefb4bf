package compare

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// enumeratedSigns is signedRank by trying all signs, written apart from it:
// ranks by counting, zeros ranked and then left out.
func enumeratedSigns(d []float64) (more, less float64) {
	rank := make([]float64, len(d))
	for i, a := range d {
		for _, b := range d {
			switch {
			case math.Abs(b) < math.Abs(a):
				rank[i]++
			case math.Abs(b) == math.Abs(a):
				rank[i] += 0.5
			}
		}
		rank[i] += 0.5
	}
	observed := 0.0
	for i, x := range d {
		if x > 0 {
			observed += rank[i]
		}
	}
	for signs := range 1 << len(d) {
		sum := 0.0
		for i, x := range d {
			if x != 0 && signs>>i&1 == 1 {
				sum += rank[i]
			}
		}
		if sum >= observed {
			more++
		}
		if sum <= observed {
			less++
		}
	}
	all := math.Ldexp(1, len(d))
	return more / all, less / all
}

func TestSignedRankAgainstEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for n := 1; n <= 12; n++ {
		for i := range 12 {
			d := make([]float64, n)
			for j := range d {
				switch i % 3 {
				case 0: // ties and zeros
					d[j] = float64(r.IntN(5) - 2)
				case 1: // ties
					d[j] = float64(1+r.IntN(4)) * float64(1-2*r.IntN(2))
				default:
					d[j] = r.NormFloat64() + 0.5
				}
			}
			before := slices.Clone(d)
			more, less := signedRank(d)
			wantMore, wantLess := enumeratedSigns(d)
			if math.Abs(more-wantMore) > 1e-12 || math.Abs(less-wantLess) > 1e-12 {
				t.Errorf("%v: p = %v and %v, enumeration gives %v and %v", d, more, less, wantMore, wantLess)
			}
			if !slices.Equal(before, d) {
				t.Fatal("the differences were reordered")
			}
		}
	}
}

// The critical values of Wilcoxon's table (one-sided 0.025 and 0.005; the
// largest rank sum that is still significant).
func TestSignedRankAgainstTables(t *testing.T) {
	for _, c := range []struct{ n, at025, at005 int }{
		{6, 0, -1}, {7, 2, -1}, {8, 3, 0}, {9, 5, 1}, {10, 8, 3}, {12, 13, 7}, {15, 25, 15}, {20, 52, 37}, {25, 89, 68}, {30, 137, 109}, {40, 264, 220}, {50, 434, 373},
	} {
		if k := rankCritical(c.n); k.k95-1 != c.at025 || k.k99-1 != c.at005 {
			t.Errorf("n=%d: critical sums %d and %d, the table has %d and %d", c.n, k.k95-1, k.k99-1, c.at025, c.at005)
		}
	}
}

// The critical values of Mann and Whitney's table, two-sided 0.05 and 0.01.
func TestUAgainstTables(t *testing.T) {
	for _, c := range []struct{ n, m, at05, at01 int }{
		{3, 3, -1, -1}, {4, 4, 0, -1}, {5, 5, 2, 0}, {5, 8, 6, 2}, {6, 6, 5, 2}, {8, 8, 13, 7}, {10, 10, 23, 16}, {7, 12, 18, 12}, {15, 15, 64, 51}, {20, 20, 127, 105}, {20, 5, 20, 13},
	} {
		if k := uCritical(c.n, c.m); k.k95-1 != c.at05 || k.k99-1 != c.at01 {
			t.Errorf("n=%d+%d: critical U %d and %d, the table has %d and %d", c.n, c.m, k.k95-1, k.k99-1, c.at05, c.at01)
		}
	}
}

// Past the exact sizes the approximations differ by little, and in the far
// tails to the safe side.
func TestApproximationsAtTheirLimits(t *testing.T) {
	n := exactPairs
	ranks := make([]int, n)
	for i := range ranks {
		ranks[i] = 2 * (i + 1)
	}
	total := n * (n + 1)
	for _, z := range []float64{0.5, 1, 2, 2.5, 3, 4, 5} {
		sum := int(float64(total)/4 + z*math.Sqrt(float64(n*(n+1)*(2*n+1))/24))
		exact, exactLess := exactTails(halves(ranks), sum, total/2)
		approx, approxLess := normalTails(ranks, 2*sum, total, 2)
		if approx < exact*0.99 || approx > exact*1.5 || math.Abs(approxLess-exactLess) > 1e-3 {
			t.Errorf("z=%v: exact %v and %v, approximated %v and %v", z, exact, exactLess, approx, approxLess)
		}
	}
	exact := rankCritical(n)
	approx := fromNormal(float64(total)/4, math.Sqrt(float64(n*(n+1)*(2*n+1))/24))
	if d := exact.k95 - approx.k95; d < -2 || d > 40 {
		t.Errorf("95 %%: exact %v, approximated %v", exact, approx)
	}
	if d := exact.k99 - approx.k99; d < -2 || d > 80 {
		t.Errorf("99 %%: exact %v, approximated %v", exact, approx)
	}
}

func halves(ranks []int) []int {
	h := make([]int, len(ranks))
	for i, r := range ranks {
		h[i] = r / 2
	}
	return h
}

// Intervals cover the truth as often as they say, for noise with and without
// ties. The seeds are fixed; the slack is three standard errors.
func TestCoverage(t *testing.T) {
	const runs, shift = 1000, 0.05
	noises := map[string]func(*rand.Rand) float64{
		"normal":  func(r *rand.Rand) float64 { return r.NormFloat64() / 20 },
		"heavy":   func(r *rand.Rand) float64 { return math.Tan(math.Pi*(r.Float64()-0.5)) / 50 },
		"coarse":  func(r *rand.Rand) float64 { return float64(r.IntN(5)-2) / 20 },
		"uniform": func(r *rand.Rand) float64 { return r.Float64() / 10 },
	}
	for name, noise := range noises {
		for _, n := range []int{6, 12, 30} {
			r := rand.New(rand.NewPCG(8, uint64(n)))
			var pairs, pairsUp, files, filesUp int
			for range runs {
				base, head := make([]float64, n), make([]float64, n)
				for i := range base {
					base[i] = math.Exp(noise(r))
					head[i] = math.Exp(shift + noise(r))
				}
				truth := math.Expm1(shift)
				d := Paired(benchX, "sec/op", roundsOf("sec/op", base, head), Lower, Center)
				pairs += misses(d.ChangeLo, d.ChangeHi, truth)
				pairsUp += misses(math.Inf(-1), d.WorseHi, truth)
				d = unpairedOf(base, head, Lower)
				files += misses(d.ChangeLo, d.ChangeHi, truth)
				filesUp += misses(math.Inf(-1), d.WorseHi, truth)
			}
			for what, c := range map[string]struct {
				missed int
				rate   float64
			}{"paired 95 %": {pairs, 0.05}, "paired 99.5 %": {pairsUp, 0.005}, "files 95 %": {files, 0.05}, "files 99.5 %": {filesUp, 0.005}} {
				if limit := runs*c.rate + 3*math.Sqrt(runs*c.rate); float64(c.missed) > limit {
					t.Errorf("%s, n=%d: %s misses %d of %d", name, n, what, c.missed, runs)
				}
			}
		}
	}
}

// misses is 1 if the interval is there and does not hold the truth.
func misses(lo, hi, truth float64) int {
	const rounding = 1e-12
	if lo > truth+rounding || hi < truth-rounding {
		return 1
	}
	return 0
}

// An unchanged pair of samples is called worse as often as the level says, and
// no more: the promise that all else is built on.
func TestFalseAlarms(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	const runs, level = 4000, 0.05
	for _, n := range []int{5, 12, 40} {
		worse, better := 0, 0
		for range runs {
			base, head := make([]float64, n), make([]float64, n)
			for i := range base {
				burst := math.Exp(r.NormFloat64()) // shared by the round
				base[i], head[i] = burst*(1+r.Float64()/10), burst*(1+r.Float64()/10)
			}
			d := Paired(benchX, "sec/op", roundsOf("sec/op", base, head), Lower, Center)
			if d.P <= level {
				worse++
			}
			if d.PBetter <= level {
				better++
			}
		}
		for way, count := range map[string]int{"worse": worse, "better": better} {
			if limit := runs*level + 3*math.Sqrt(runs*level); float64(count) > limit || count == 0 {
				t.Errorf("n=%d: %s in %d of %d", n, way, count, runs)
			}
		}
	}
}
