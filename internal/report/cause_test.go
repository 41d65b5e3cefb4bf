package report

import (
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
)

// What decided a broken limit is the limit: the change may have been allowed.
func TestDecidedNamesTheLimit(t *testing.T) {
	row := func(unit string, base, head float64, l judge.Limit) judge.Row {
		return judge.Row{Benchmark: "Count-2", Unit: unit, Outcome: judge.LimitBroken, Action: policy.Fail, Exact: true,
			Base: &judge.Summary{Center: base, N: 3}, Head: &judge.Summary{Center: head, N: 3}, Change: num(head/base - 1),
			Threshold: num(1), Limit: &l}
	}
	for _, c := range []struct {
		row  judge.Row
		want string
	}{
		{row("allocs/op", 1, 2, judge.Limit{Max: num(1)}), "2 allocs/op is over the limit of 1"},
		{row("p99-sec/op", .08, .1432, judge.Limit{Max: num(.1)}), "143.2ms is over the limit of 100ms"},
		{row("req/s", 1210, 890, judge.Limit{Min: num(1000)}), "890 req/s is under the limit of 1000"},
	} {
		if got := causeWords(&c.row); got != c.want {
			t.Errorf("%s: %q, want %q", c.row.Unit, got, c.want)
		}
	}
}
