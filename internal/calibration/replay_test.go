package calibration

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

func TestTracesKeepOrderAndBenchmarksApart(t *testing.T) {
	at := func(name string, base, head float64) round.Round {
		return round.Round{Benchmark: round.Benchmark{Package: "p", Name: name},
			Base: round.Values{Unit: {Center: base, Mean: 2 * base}}, Head: round.Values{Unit: {Center: head, Mean: 4 * head}}}
	}
	traces := Traces([]round.Round{at("B", 1, 2), at("A", 1, 4), at("B", 1, 8), at("A", 0, 1)})
	if len(traces) != 2 || traces[0].Name != "B" || traces[1].Name != "A" {
		t.Fatalf("%+v", traces)
	}
	near := func(got []float64, want ...float64) bool {
		return slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b*math.Ln2) < 1e-12 })
	}
	if !near(traces[0].Centers, 1, 3) || !near(traces[0].Means, 2, 4) {
		t.Errorf("%+v", traces[0])
	}
	if len(traces[1].Centers) != 1 {
		t.Errorf("a round without time is in %+v", traces[1])
	}
}

func TestStretchIsContiguous(t *testing.T) {
	trace := Trace{Centers: []float64{1, 2, 3, 4, 5}, Means: []float64{10, 20, 30, 40, 50}}
	starts, signs := map[float64]bool{}, map[bool]bool{}
	for seed := range uint64(100) {
		p := trace.Stretch(rand.New(rand.NewPCG(seed, 1)))
		first, _ := p()
		starts[math.Abs(first)], signs[first > 0] = true, true
		sign := first / math.Abs(first)
		for k := 1; k < 12; k++ {
			center, mean := p()
			want := float64((int(math.Abs(first))-1+k)%5 + 1)
			if center != sign*want || mean != sign*want*10 {
				t.Fatalf("seed %d, step %d from %v: %v, %v", seed, k, first, center, mean)
			}
		}
	}
	if len(starts) != 5 || len(signs) != 2 {
		t.Errorf("starts %v, signs %v", starts, signs)
	}
}

func TestSuiteFindsWhatIsPlanted(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for change, want := range map[float64]judge.Outcome{0: judge.Pass, 0.2: judge.Regression, -0.2: judge.Improvement} {
		slower := func() (center, mean float64) {
			center = math.Log1p(change) + 0.01*rng.NormFloat64()
			return center, center + 0.02*rng.NormFloat64()
		}
		replayed := Suite(policy.Default(), []Ratios{slower, slower, slower})
		for i, row := range replayed.Rows {
			if got := row.Outcome; got != want || row.Suspected != (change > 0) || replayed.Rounds[i] < 3 {
				t.Errorf("change %v: benchmark %d is %s after %d rounds, want %s; suspected is %v", change, i, got, replayed.Rounds[i], want, row.Suspected)
			}
		}
	}
}
