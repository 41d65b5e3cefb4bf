package main

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-12 {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestStatistics(t *testing.T) {
	for _, tt := range []struct {
		xs                                []float64
		rms, mean, deviation, median, p90 float64
		centre                            float64
	}{
		{nil, math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()},
		{[]float64{-3}, 3, -3, math.NaN(), -3, -3, -3},
		{[]float64{3, -4}, math.Sqrt(12.5), -0.5, math.Sqrt(24.5), -0.5, 2.3, -0.5},
		// Ten quiet values and one far away: the centre forgets it, the mean does not.
		{[]float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}, 11 / math.Sqrt(11), 1, 11 / math.Sqrt(11), 0, 0, 0},
		{[]float64{1, 2, 4}, math.Sqrt(7), 7.0 / 3, math.Sqrt(7.0 / 3), 2, 3.6, 2.25},
	} {
		near(t, "rms", rms(tt.xs), tt.rms)
		near(t, "mean", mean(tt.xs), tt.mean)
		near(t, "deviation", deviation(tt.xs), tt.deviation)
		near(t, "median", median(tt.xs), tt.median)
		near(t, "p90", quantile(tt.xs, 0.9), tt.p90)
		near(t, "centre", walsh(tt.xs), tt.centre)
	}
}

func TestQuantileLeavesItsArgument(t *testing.T) {
	xs := []float64{3, 1, 2}
	if quantile(xs, 0.5) != 2 || xs[0] != 3 || xs[1] != 1 {
		t.Errorf("got %v", xs)
	}
}
