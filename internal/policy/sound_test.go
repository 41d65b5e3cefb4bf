package policy

import (
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
)

// TestSoundP: where benchstat's p does not hold, it does not decide either.
func TestSoundP(t *testing.T) {
	d := paired("A", "sec/op", 1, 0.5, 0.1, 0)
	d.Rounds, d.PBetter = 0, 0
	sound := 0.109
	d.PSound = &sound
	j := Default().Judge([]compare.Delta{d}, time.Now())
	if got := j.Rows[0].Outcome; got != Inconclusive {
		t.Errorf("outcome %s (%s), want inconclusive: the sound p is %v", got, j.Rows[0].Reason, sound)
	}
}
