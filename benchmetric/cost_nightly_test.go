//go:build nightly

package benchmetric

import (
	"slices"
	"testing"
	"time"
)

// TestCostOfLooking: a look takes less than 1 % of the time between two of them,
// which is all that watching costs.
func TestCostOfLooking(t *testing.T) {
	s := startSampler()
	s.stop()
	took := make([]time.Duration, 200)
	for i := range took {
		began := time.Now()
		s.look()
		took[i] = time.Since(began)
	}
	slices.Sort(took)
	t.Logf("a look takes %v", took[len(took)/2])
	if median := took[len(took)/2]; median > interval/100 {
		t.Errorf("a look takes %v, more than 1 %% of %v", median, interval)
	}
}
