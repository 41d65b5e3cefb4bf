package gate

import (
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
)

// Whoever names a benchmark is not told of its counts that did not change,
// unless there is nothing else to tell of.
func TestExplainLeavesOutEqualCounts(t *testing.T) {
	row := func(unit string, exact bool, base, head float64) judge.Row {
		return judge.Row{Package: "m", Benchmark: "A", Unit: unit, Exact: exact,
			Base: &judge.Summary{Center: base}, Head: &judge.Summary{Center: head}}
	}
	same, more, timed := row("B/op", true, 8, 8), row("allocs/op", true, 1, 2), row("sec/op", false, 1, 1)
	for _, tt := range []struct {
		rows []judge.Row
		want []string
	}{
		{[]judge.Row{same, more, timed}, []string{"allocs/op", "sec/op"}},
		{[]judge.Row{same}, []string{"B/op"}},
	} {
		groups, err := chosen(tt.rows, []string{"A"})
		if err != nil || len(groups) != 1 || len(groups[0]) != len(tt.want) {
			t.Fatalf("groups %v, error %v, want one of %v", groups, err, tt.want)
		}
		for i, r := range groups[0] {
			if r.Unit != tt.want[i] {
				t.Errorf("row %d is %s, want %s", i, r.Unit, tt.want[i])
			}
		}
	}
}
