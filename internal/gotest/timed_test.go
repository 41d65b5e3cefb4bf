package gotest

import (
	"testing"
	"time"
)

// TestTimed holds that an iteration takes what its timer saw, and its share of the
// rest of the process, whatever a benchmark reports as its time.
func TestTimed(t *testing.T) {
	for name, test := range map[string]struct {
		reported []float64 // sec/op
		elapsed  time.Duration
		want     []time.Duration
	}{
		"one that is slow":         {[]float64{8}, 8100 * time.Millisecond, []time.Duration{8100 * time.Millisecond}},
		"slow and quick":           {[]float64{8, 0}, 8200 * time.Millisecond, []time.Duration{8100 * time.Millisecond, 100 * time.Millisecond}},
		"a timer that was stopped": {[]float64{0}, 5 * time.Second, []time.Duration{5 * time.Second}},
		"an invented time":         {[]float64{1e300, 1}, 4 * time.Second, []time.Duration{2 * time.Second, 2 * time.Second}},
		"less than nothing":        {[]float64{-5}, time.Second, []time.Duration{time.Second}},
	} {
		var results []Result
		for _, v := range test.reported {
			results = append(results, Result{Values: map[string]float64{"sec/op": v}})
		}
		for i, r := range timed(results, test.elapsed) {
			if r.Took != test.want[i] {
				t.Errorf("%s: %v, want %v", name, r.Took, test.want[i])
			}
		}
	}
}
