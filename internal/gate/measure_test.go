package gate

import (
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
)

// TestEnough: the budget that is named as enough is more than the one that was not.
func TestEnough(t *testing.T) {
	for name, tt := range map[string]struct {
		m    measured
		want time.Duration
	}{
		"nothing is known":       {measured{}, 5 * time.Second},
		"the screen needs it":    {measured{needed: time.Minute, budget: time.Minute}, 2 * time.Minute},
		"half of it was needed":  {measured{needed: 30 * time.Second, budget: time.Minute}, 90 * time.Second},
		"most of it was not had": {measured{Result: measure.Result{Elapsed: 3 * time.Second}, budget: time.Minute}, 90 * time.Second},
	} {
		if got := tt.m.enough(); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
