package binomial

import (
	"math"
	"testing"
)

// TestUpperBound compares with published values and the rule of three.
func TestUpperBound(t *testing.T) {
	for _, tt := range []struct {
		k, n int
		want float64
	}{{0, 300, 1 - math.Pow(0.05, 1.0/300)}, {0, 1, 0.95}, {1, 10, 0.3942}, {5, 100, 0.1023}, {10, 10, 1}} {
		if got := UpperBound(tt.k, tt.n); math.Abs(got-tt.want) > 5e-5 {
			t.Errorf("%d of %d: %v, want %v", tt.k, tt.n, got, tt.want)
		}
	}
}
