package svg

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// A label longer than seven characters would stick out of the picture.
func TestPercentLabelsFitBesideTheAxis(t *testing.T) {
	for _, tt := range []struct {
		ticks []float64
		want  []string
	}{
		{[]float64{-0.2, 0, 0.2}, []string{"−20 %", "0 %", "+20 %"}},
		{[]float64{0, 20, 40}, []string{"0 %", "+2000 %", "+4000 %"}},
		{[]float64{0, 50, 100}, []string{"0 %", "+5k %", "+10k %"}},
		{[]float64{0, 1000}, []string{"0 %", "+100k %"}},
	} {
		got := percentLabels(tt.ticks)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v: %q, want %q", tt.ticks, got, tt.want)
		}
		for _, l := range got {
			if n := utf8.RuneCountInString(l); n > 7 {
				t.Errorf("%q has %d characters", l, n)
			}
		}
	}
}
