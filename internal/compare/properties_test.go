package compare

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/round"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var nan = math.NaN()

// near compares numbers to a billionth, and NaN with NaN.
func near(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}

// nearP compares p-values, to which benchmath's subtraction from one leaves
// an absolute precision only.
func nearP(a, b float64) bool { return near(a, b) || math.Abs(a-b) < 1e-12 }

// soundP is the p that decides.
func soundP(d Delta) float64 {
	p, _ := d.SoundP()
	return p
}

// numbers lists all numbers of a delta.
func numbers(d Delta) map[string]float64 {
	m := map[string]float64{"change": d.Change, "change lo": d.ChangeLo, "change hi": d.ChangeHi, "worse hi": d.WorseHi,
		"diff": d.Diff, "diff lo": d.DiffLo, "diff hi": d.DiffHi, "worse diff hi": d.WorseDiffHi, "p": d.P, "p better": d.PBetter,
		"sound p": soundP(d), "min p": d.MinP, "detectable": d.Detectable}
	for side, s := range map[string]*Summary{"base ": d.Base, "head ": d.Head} {
		if s != nil {
			m[side+"center"], m[side+"lo"], m[side+"hi"] = s.Center, s.Lo, s.Hi
		}
	}
	return m
}

func noInfinity(t *testing.T, d Delta) {
	t.Helper()
	for name, x := range numbers(d) {
		if math.IsInf(x, 0) {
			t.Errorf("%s %s: %s is infinite", d.Benchmark, d.Unit, name)
		}
	}
}

// mixed writes a file with every kind of row.
func mixed(seed uint64, n int, worse float64) []byte {
	return writeFile(rand.New(rand.NewPCG(4, seed)), n, worse, func(string, string) bool { return true })
}

func TestSwapInvertsChange(t *testing.T) {
	for _, n := range []int{1, 3, 5, 8, 26} {
		base, head := mixed(1, n, 1), mixed(2, n, 1.3)
		there, back := filesOf(t, base, head), filesOf(t, head, base)
		for i, d := range there {
			b := back[slices.IndexFunc(back, func(e Delta) bool { return e.Benchmark == d.Benchmark && e.Unit == d.Unit })]
			invertible := d.Base.Center > 0 && d.Head.Center > 0
			if invertible && !near(1+b.Change, 1/(1+d.Change)) {
				t.Errorf("n=%d %s %s: change %v, swapped %v", n, d.Benchmark, d.Unit, d.Change, b.Change)
			}
			if !nearP(b.P, d.P) || !nearP(soundP(b), soundP(d)) || !near(b.Diff, -d.Diff) || b.Exact != d.Exact {
				t.Errorf("n=%d row %d: %v swapped is %v", n, i, numbers(d), numbers(b))
			}
			if !near(1+b.ChangeLo, 1/(1+d.ChangeHi)) || !near(b.DiffLo, -d.DiffHi) {
				t.Errorf("n=%d %s %s: interval %v…%v, swapped %v…%v", n, d.Benchmark, d.Unit, d.ChangeLo, d.ChangeHi, b.ChangeLo, b.ChangeHi)
			}
		}
	}
}

func TestSwapOfUnevenTiesKeepsSoundP(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		x, y := make([]float64, 2+r.IntN(8)), make([]float64, 2+r.IntN(8))
		for _, s := range [][]float64{x, y} {
			for i := range s {
				s[i] = float64(r.IntN(4))
			}
		}
		if a, b := soundP(unpairedOf(x, y, Lower)), soundP(unpairedOf(y, x, Lower)); !near(a, b) {
			t.Errorf("%v against %v: p = %v, swapped %v", x, y, a, b)
		}
	}
}

// shuffled puts the results of each package into another order.
func shuffled(r *rand.Rand, text []byte) []byte {
	var out, block []string
	flush := func() {
		r.Shuffle(len(block), func(i, j int) { block[i], block[j] = block[j], block[i] })
		out, block = append(out, block...), nil
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "Benchmark") {
			block = append(block, line)
			continue
		}
		flush()
		out = append(out, line)
	}
	flush()
	return []byte(strings.Join(out, ""))
}

func TestOrderOfInputChangesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	sorted := cmpopts.SortSlices(func(a, b Delta) bool {
		return strings.Compare(a.Benchmark.String()+"\x00"+a.Unit, b.Benchmark.String()+"\x00"+b.Unit) < 0
	})
	for _, n := range []int{2, 7, 30} {
		base, head := mixed(3, n, 1), mixed(4, n, 1.1)
		want := filesOf(t, base, head)
		got := filesOf(t, shuffled(r, base), shuffled(r, head))
		if diff := cmp.Diff(want, got, sorted, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("n=%d: %s", n, diff)
		}
	}
}

func TestSameFileTwiceIsNoChange(t *testing.T) {
	for _, n := range []int{1, 2, 5, 12, 60} {
		text := mixed(7, n, 1)
		for _, d := range filesOf(t, text, text) {
			if d.Change != 0 || d.Diff != 0 || d.P < 1-1e-9 || soundP(d) < 1-1e-9 {
				t.Errorf("n=%d %s %s: %v", n, d.Benchmark, d.Unit, numbers(d))
			}
			if d.ChangeLo > 0 || d.ChangeHi < 0 || d.DiffLo > 0 || d.DiffHi < 0 {
				t.Errorf("n=%d %s %s: the interval leaves out no change: %v", n, d.Benchmark, d.Unit, numbers(d))
			}
		}
	}
}

func TestUnrelatedBenchmarkLeavesRowsAlone(t *testing.T) {
	base, head := mixed(8, 6, 1), mixed(9, 6, 1.2)
	want := filesOf(t, base, head)
	got := filesOf(t, append([]byte("pkg: other\ncpu: another\nBenchmarkNew 1 5 ns/op\n"), base...), append([]byte("pkg: third\nBenchmarkNew 1 5 ns/op\n"), head...))
	got = slices.DeleteFunc(got, func(d Delta) bool { return d.Name == "New" })
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
}

// Comparing again gives the same, and the kept values stay as they were read.
func TestFilesLeavesSamplesAlone(t *testing.T) {
	base, head := samplesOf(t, mixed(10, 9, 1), "b"), samplesOf(t, mixed(11, 9, 1.1), "h")
	kept := slices.Clone(base.order[0].series[0].values)
	first, err := Files(base, head, Options{})
	if err != nil {
		t.Fatal(err)
	}
	second, err := Files(base, head, Options{})
	if diff := cmp.Diff(first, second, cmpopts.EquateNaNs()); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if !slices.Equal(kept, base.order[0].series[0].values) {
		t.Error("the values were reordered")
	}
	if slices.IsSorted(kept) {
		t.Error("the sample cannot show whether it was sorted")
	}
}

func TestNothingIsInfinite(t *testing.T) {
	extreme := []byte("BenchmarkX 1 1e308 w\nBenchmarkX 1 1e-308 w\nBenchmarkX 1 -1e308 v\nBenchmarkX 1 1e308 v\n")
	tiny := []byte("BenchmarkX 1 5e-324 w\nBenchmarkX 1 1e308 v\nBenchmarkX 1 -1e308 v\n")
	for _, deltas := range [][]Delta{filesOf(t, extreme, tiny), filesOf(t, tiny, extreme), filesOf(t, bytes.Repeat(tiny, 9), bytes.Repeat(extreme, 9)), filesOf(t, mixed(1, 1, 1), mixed(2, 2, 5))} {
		for _, d := range deltas {
			noInfinity(t, d)
		}
	}
	for _, pair := range [][2]float64{{1e308, -1e308}, {5e-324, 1e308}, {1e308, 5e-324}, {0, 0}, {0, 1}} {
		for n := range 12 {
			noInfinity(t, Paired(benchX, "w", roundsOf("w", slices.Repeat([]float64{pair[0]}, n+1), slices.Repeat([]float64{pair[1]}, n+1)), Lower, Center))
		}
	}
}

// roundsOf makes rounds of benchX; the means are ten times the estimates.
func roundsOf(unit string, base, head []float64) []round.Round {
	var rounds []round.Round
	for i := range base {
		rounds = append(rounds, round.Round{
			Benchmark: benchX, Index: i, Engine: "exec", Stage: round.Screen, First: round.Base, N: 1,
			Base: round.Values{unit: {Center: base[i], Mean: 10 * base[i]}},
			Head: round.Values{unit: {Center: head[i], Mean: 10 * head[i]}},
		})
	}
	return rounds
}
