package gate

import (
	"testing"
	"time"
)

// TestListing: listing may take as long as measuring, never less than it needs at
// least, and no longer than a push waits.
func TestListing(t *testing.T) {
	soon := time.Now().Add(time.Second)
	for name, tt := range map[string]struct {
		budget    time.Duration
		functions int
		deadline  time.Time
		least     time.Duration
		most      time.Duration
	}{
		"the budget":     {time.Minute, 1000, time.Time{}, time.Minute, time.Minute},
		"a small budget": {time.Millisecond, 5, time.Time{}, leastListing, leastListing},
		"auto":           {0, 5, time.Time{}, 10 * time.Minute, 10 * time.Minute},
		"auto, of many":  {0, 900, time.Time{}, 30 * time.Minute, 30 * time.Minute},
		"a push":         {time.Minute, 5, soon, 0, time.Second},
	} {
		if got := listing(tt.budget, tt.functions, tt.deadline); got < tt.least || got > tt.most {
			t.Errorf("%s: %v", name, got)
		}
	}
}
