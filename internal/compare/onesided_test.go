package compare

import (
	"math"
	"testing"

	"github.com/benchgate/benchgate/internal/round"
)

func TestOneSided(t *testing.T) {
	b := round.Benchmark{Package: "p", Name: "X"}
	if d := OneSided(b, round.Base); d.Base == nil || d.Head != nil || !math.IsNaN(d.Worse()) {
		t.Errorf("OneSided(base) = %+v", d)
	}
	if d := OneSided(b, round.Head); d.Base != nil || d.Head == nil {
		t.Errorf("OneSided(head) = %+v", d)
	}
}

func TestCenterInterval(t *testing.T) {
	values := []float64{9, 1, 8, 2, 7, 3, 6, 4, 5}
	lo, hi := CenterInterval(values, 0.99)
	// With nine values only the outermost pair reaches 99 %: 1 − 2·2⁻⁹.
	if lo != 1 || hi != 9 {
		t.Errorf("CenterInterval = %v, %v", lo, hi)
	}
	if values[0] != 9 {
		t.Error("the input was sorted in place")
	}
	for _, few := range [][]float64{nil, {1}, {1, 2, 3, 4, 5, 6, 7}} {
		if lo, hi := CenterInterval(few, 0.99); !math.IsNaN(lo) || !math.IsNaN(hi) {
			t.Errorf("%d values have the interval %v, %v", len(few), lo, hi)
		}
	}
}
