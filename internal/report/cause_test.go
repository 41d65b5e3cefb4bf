package report

import (
	"testing"

	"github.com/benchgate/benchgate/internal/policy"
)

// What decided a broken limit is the limit: the change may have been allowed.
func TestDecidedNamesTheLimit(t *testing.T) {
	row := func(unit string, base, head float64, l Limit) Row {
		return Row{Benchmark: "Count-2", Unit: unit, Outcome: policy.LimitBroken, Action: policy.Fail, Exact: true,
			Base: &Summary{Center: base, N: 3}, Head: &Summary{Center: head, N: 3}, Change: num(head/base - 1),
			Threshold: num(1), Limit: &l}
	}
	for _, c := range []struct {
		row  Row
		want string
	}{
		{row("allocs/op", 1, 2, Limit{Max: num(1)}), "2 allocs/op is over the limit of 1"},
		{row("p99-sec/op", .08, .1432, Limit{Max: num(.1)}), "143.2ms is over the limit of 100ms"},
		{row("req/s", 1210, 890, Limit{Min: num(1000)}), "890 req/s is under the limit of 1000"},
	} {
		if got := c.row.cause(); got != c.want {
			t.Errorf("%s: %q, want %q", c.row.Unit, got, c.want)
		}
	}
}

// An improvement shows the p of the direction that it speaks of.
func TestImprovementShowsItsOwnP(t *testing.T) {
	r := judged("p", "A", "sec/op")
	r.P, r.PBetter = 0.998, 0.002
	for outcome, want := range map[policy.Outcome]float64{policy.Improvement: 0.002, policy.Pass: 0.998} {
		r.Outcome = outcome
		if got := FromRows([]policy.Row{r}, nil)[0].P; got == nil || *got != want {
			t.Errorf("%s shows p %v, want %v", outcome, got, want)
		}
	}
}
