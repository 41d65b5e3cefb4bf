package robust

import (
	"slices"
	"testing"
)

func TestMedianAndDeviation(t *testing.T) {
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
		if m, d := Median(tt.xs), Deviation(tt.xs); m != tt.median || d != tt.deviation {
			t.Errorf("%v: median %v, deviation %v", tt.xs, m, d)
		}
		if !slices.Equal(before, tt.xs) {
			t.Errorf("%v became %v", before, tt.xs)
		}
	}
}
