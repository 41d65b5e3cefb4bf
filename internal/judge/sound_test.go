package judge

import (
	"strings"
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
	j := standard().Judge([]compare.Delta{d}, time.Now())
	if got := j.Rows[0].Outcome; got != Inconclusive {
		t.Errorf("outcome %s (%s), want inconclusive: the sound p is %v", got, j.Rows[0].Reason, sound)
	}
}

// TestDecisive: a unit that was declared exact and varies is decided by its
// medians and their test; the row shows benchstat's figures, and there is a
// warning.
func TestDecisive(t *testing.T) {
	for _, c := range []struct {
		name  string
		shown float64 // change of the commonest values
		tests float64 // change of the medians
		p     float64
		want  Outcome
	}{
		{"equal modes, slower", 0, 0.2, 1e-6, Regression},
		{"worse modes, no change", 0.2, 0, 0.6, Inconclusive},
	} {
		d := exactly("A", "sec/op", 1, 1+c.shown)
		decisive := paired("A", "sec/op", 1, c.tests, 0.1, c.p)
		decisive.Rounds, decisive.PBetter = 0, c.p
		d.Exact, d.Rounds, d.Decisive, d.PSound, d.MinP = false, 0, &decisive, &c.p, decisive.MinP
		j := standard().Judge([]compare.Delta{d}, time.Now())
		r := j.Rows[0]
		if r.Outcome != c.want || val(r.Change) != d.Change {
			t.Errorf("%s: %s (%s), change %v", c.name, r.Outcome, r.Reason, val(r.Change))
		}
		if len(j.Warnings) == 0 || !strings.Contains(j.Warnings[0], "declared exact") {
			t.Errorf("%s: warnings %q", c.name, j.Warnings)
		}
	}
}
