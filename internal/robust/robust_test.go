package robust

import (
	"slices"
	"testing"
)

func TestMedianAndSpread(t *testing.T) {
	for _, tt := range []struct {
		xs                []float64
		median, deviation float64
	}{
		{nil, 0, 0},
		{[]float64{3}, 3, 0},
		{[]float64{4, 1}, 2.5, 1.5},
		{[]float64{9, 1, 2}, 2, 1},
		{[]float64{5, 1, 1000, 3}, 4, 2},
	} {
		before := slices.Clone(tt.xs)
		if m, d := Median(tt.xs), Spread(tt.xs); m != tt.median || d != toStandard*tt.deviation {
			t.Errorf("%v: median %v, spread %v", tt.xs, m, d)
		}
		if !slices.Equal(before, tt.xs) {
			t.Errorf("%v became %v", before, tt.xs)
		}
	}
}

func TestConstant(t *testing.T) {
	for _, tt := range []struct {
		xs   []float64
		want bool
	}{{nil, true}, {[]float64{2}, true}, {[]float64{2, 2, 2}, true}, {[]float64{2, 2, 3}, false}, {[]float64{0, 0.1}, false}} {
		if got := Constant(tt.xs); got != tt.want {
			t.Errorf("%v: %v", tt.xs, got)
		}
	}
}
