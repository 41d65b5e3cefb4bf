package report

import (
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
)

// Parts of an allocation have no prefix: "500m" would be read as millions.
func TestPartsOfAnAllocation(t *testing.T) {
	for _, tt := range []struct {
		unit string
		x    float64
		want string
	}{
		{"allocs/op", 0.5001, "0.5001"},
		{"allocs/op", 0.5, "0.5"},
		{"allocs/op", 0.00031, "0.0003"},
		{"allocs/op", 0.00001, "0"},
		{"allocs/op", 8.501, "8.501"},
		{"allocs/op", 3, "3"},
		{"sec/op", 0.5, "500.0ms"},
	} {
		if got := valueOf(tt.unit, tt.x).String(); got != tt.want {
			t.Errorf("%v %s: %q, want %q", tt.x, tt.unit, got, tt.want)
		}
	}
}

func TestRemarkLeavesOutWhatWasSeen(t *testing.T) {
	change, seen := 1.03, 0.13
	r := judge.Row{Outcome: "inconclusive", Change: &change, Detectable: &seen, Reason: "103 % slower, but too few rounds"}
	if got, want := remark(&r), r.Reason; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	change = 0.06
	if got, want := remark(&r), "would have seen 13 %; "+r.Reason; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
