package compare

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestHolm(t *testing.T) {
	for _, c := range []struct {
		name     string
		p        []float64
		levels   []float64
		rejected []bool
	}{
		{"none", []float64{}, []float64{}, []bool{}},
		{"one at the level", []float64{0.04}, []float64{0.04}, []bool{true}},
		{"textbook", []float64{0.01, 0.04, 0.03, 0.005}, []float64{0.04 / 3, 0.02, 0.02, 0.01}, []bool{true, false, false, true}},
		{"later small p stays", []float64{0.02, 0.021}, []float64{0.02, 0.04}, []bool{true, true}},
		{"stops at the first", []float64{0.021, 0.022}, []float64{0.02, 0.02}, []bool{false, false}},
		{"not a test", []float64{nan, 0.02, nan, 0.5}, []float64{nan, 0.02, nan, 0.04}, []bool{false, true, false, false}},
		{"ties", []float64{0.013, 0.013, 0.04}, []float64{0.04 / 3, 0.04 / 3, 0.04}, []bool{true, true, true}},
	} {
		levels, rejected := Holm(c.p, 0.04)
		if diff := cmp.Diff(c.levels, levels, cmpopts.EquateNaNs(), cmpopts.EquateApprox(1e-12, 0)); diff != "" {
			t.Errorf("%s: levels %s", c.name, diff)
		}
		if diff := cmp.Diff(c.rejected, rejected); diff != "" {
			t.Errorf("%s: rejected %s", c.name, diff)
		}
	}
}

func TestHolmProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	for range 500 {
		p := make([]float64, 1+r.IntN(12))
		for i := range p {
			p[i] = float64(r.IntN(20)) / 500
			if r.IntN(6) == 0 {
				p[i] = nan
			}
		}
		levels, rejected := Holm(p, 0.05)
		for i := range p {
			if rejected[i] != (p[i] <= levels[i]) {
				t.Fatalf("%v: p %v, level %v, rejected %v", p, p[i], levels[i], rejected[i])
			}
		}
		order := r.Perm(len(p))
		q := make([]float64, len(p))
		for i, j := range order {
			q[i] = p[j]
		}
		levelsQ, rejectedQ := Holm(q, 0.05)
		for i, j := range order {
			if rejectedQ[i] != rejected[j] || !near(levelsQ[i], levels[j]) {
				t.Fatalf("%v in another order: level %v, was %v", p, levelsQ[i], levels[j])
			}
		}
	}
}

func TestNeedN(t *testing.T) {
	for _, c := range []struct {
		alpha         float64
		m             int
		files, rounds int
	}{
		{0.05, 1, 4, 5}, {0.01, 1, 5, 7}, {0.01, 23, 8, 12}, {0.01, 500, 10, 16}, {1, 1, 1, 1}, {0, 1, 0, 0}, {0.01, 0, 0, 0}, {nan, 3, 0, 0},
	} {
		files, rounds := NeedN(c.alpha, c.m)
		if files != c.files || rounds != c.rounds {
			t.Errorf("alpha %v over %d: %d values, %d rounds; want %d and %d", c.alpha, c.m, files, rounds, c.files, c.rounds)
		}
	}
}
