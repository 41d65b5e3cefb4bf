package report

import (
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
)

func TestWorstCase(t *testing.T) {
	row := func(better string, change, lo, hi float64) judge.Row {
		return judge.Row{Better: better, Change: &change, ChangeLo: &lo, ChangeHi: &hi, Base: &judge.Summary{Center: 1}, Head: &judge.Summary{Center: 1}}
	}
	fromZero := judge.Row{Better: judge.BetterLower, Base: &judge.Summary{}, Head: &judge.Summary{Center: 1}}
	for _, tt := range []struct {
		row  judge.Row
		want int
		ok   bool
	}{
		{row(judge.BetterLower, .163, .141, .184), 19, true},
		{row(judge.BetterHigher, -.081, -.09, -.07), 9, true},
		{row(judge.BetterLower, .2, .2, .2), 20, true},
		{row(judge.BetterLower, 0, 0, 0), 0, false},
		{row(judge.BetterLower, 1e9, 1e9, 1e9), 0, false},
		{fromZero, 0, false},
	} {
		if got, ok := worstCase(&tt.row); got != tt.want || ok != tt.ok {
			t.Errorf("%+v: got %d, %v", tt.row, got, ok)
		}
	}
}
