package compare

import (
	"math"
	"testing"
)

// TestLooksSpendAlpha: over all looks and hypotheses no more than alpha is spent,
// and every look can reject.
func TestLooksSpendAlpha(t *testing.T) {
	for _, alpha := range []float64{0.01, 0.05, 0.01 / 7} {
		for family := 1; family < 5000; family = family*3/2 + 1 {
			spent, before := 0.0, 0
			for _, l := range Looks(alpha, family) {
				spent += l.Level * float64(family)
				if l.Rounds <= before {
					t.Errorf("alpha %v, family %d: a look after %d rounds follows one after %d", alpha, family, l.Rounds, before)
				}
				if math.Ldexp(1, spareRounds-l.Rounds) > l.Level {
					t.Errorf("alpha %v, family %d: %d rounds cannot reach %v with rounds to spare", alpha, family, l.Rounds, l.Level)
				}
				before = l.Rounds
			}
			if spent > alpha*(1+1e-12) || spent < alpha*(1-1e-12) {
				t.Errorf("alpha %v, family %d: %v spent", alpha, family, spent)
			}
		}
	}
	for _, none := range [][]Look{Looks(0.01, 0), Looks(0, 3), Looks(math.NaN(), 3)} {
		if none != nil {
			t.Errorf("looks without a family or a level: %v", none)
		}
	}
	if got := Looks(0.01, 1)[0]; got.Rounds != 10 || got.Level != 0.005 {
		t.Errorf("the first look at one hypothesis: %+v", got)
	}
}
