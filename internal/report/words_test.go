package report

import (
	"math"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
)

func pair(unit string, base, head float64) judge.Row {
	r := judge.Row{Unit: unit, Outcome: judge.Pass, Base: &judge.Summary{Center: base}, Head: &judge.Summary{Center: head}}
	if base != 0 {
		r.Change = num(head/base - 1)
	}
	return r
}

func TestWords(t *testing.T) {
	within := func(r judge.Row, lo, hi float64) judge.Row {
		r.ChangeLo, r.ChangeHi = &lo, &hi
		return r
	}
	exactly := func(r judge.Row) judge.Row {
		r.Exact = true
		return r
	}
	changed := func(unit string, change float64) judge.Row {
		r := pair(unit, 1, 1+change)
		r.Change = &change
		return r
	}
	for _, tt := range []struct {
		row  judge.Row
		want string
	}{
		{within(changed("sec/op", .163), .141, .184), "16.3 % slower (14.1…18.4)"},
		{within(changed("sec/op", -.12), -.141, -.1), "12.0 % faster (10.0…14.1)"},
		{within(changed("sec/op", .021), -.004, .046), "2.1 % slower (−0.40…4.6)"},
		{within(changed("sec/op", 0), -.004, .046), "no change (−0.40…4.6)"},
		{changed("sec/op", .000001), "no change"},
		{changed("sec/op", 2.5), "250 % slower"},
		{changed("sec/op", 1e30), ">999999 % slower"},
		{changed("p99-sec/op", .5), "50.0 % slower p99"},
		{within(changed("B/s", -.081), -.09, -.07), "8.1 % less B/s (7.0…9.0)"},
		{changed("B/s", .081), "8.1 % more B/s"},
		{changed("B/op", .5), "50.0 % more B/op"},
		{changed("allocs/op", -.5), "50.0 % fewer allocs/op"},
		{changed("req/s", .0042), "0.42 % higher req/s"},
		{changed("req/s", -.0042), "0.42 % lower req/s"},
		{exactly(pair("allocs/op", 3, 5)), "+2 allocs/op, exact"},
		{exactly(pair("allocs/op", 5, 3)), "−2 allocs/op, exact"},
		{exactly(pair("allocs/op", 2, 2)), "no change, exact"},
		{exactly(pair("B/op", 100, 108)), "8.0 % more B/op, exact"},
		{exactly(pair("allocs/op", 0, 1)), "+1 allocs/op, exact"},
		{exactly(pair("B/op", 0, 64)), "+64B/op, exact"},
		{pair("B/op", 0, 0), "no change"},
		{pair("sec/op", 0, 1.5e-6), "+1.500µs/op"},
		{pair("widgets/op", 0, 3), "+3 widgets/op"},
		{judge.Row{Outcome: judge.Removed, Base: &judge.Summary{}}, "only in base"},
		{judge.Row{Outcome: judge.Added, Head: &judge.Summary{}}, "only in head"},
		{judge.Row{Outcome: judge.Skipped}, "not compared"},
		{judge.Row{Outcome: judge.Error}, "not measured"},
		{judge.Row{Outcome: judge.UnchangedBinary}, "unchanged binary"},
	} {
		if got := Words(tt.row); got != tt.want {
			t.Errorf("%s %v: got %q, want %q", tt.row.Unit, tt.row.Change, got, tt.want)
		}
	}
}

func TestSides(t *testing.T) {
	for _, tt := range []struct {
		row  judge.Row
		want string
	}{
		{pair("sec/op", 1.2345e-6, 1.4357e-6), "1.235µs → 1.436µs"},
		{pair("sec/op", 999e-9, 1.2e-6), "999.0ns → 1200.0ns"}, // one scale for both
		{pair("sec/op", 3, 4), "3.000s → 4.000s"},
		{pair("B/op", 1024, 2048), "1024B → 2048B"},
		{pair("B/op", 1<<20, 1<<21), "1.000MiB → 2.000MiB"},
		{pair("B/op", 1024.5, 1024.5), "1.000KiB → 1.000KiB"},
		{pair("B/s", 210e6, 193e6), "200.3MiB → 184.1MiB"},
		{pair("allocs/op", 0, 2), "0 → 2"},
		{pair("req/s", 1210.5, 890), "1210.5 → 890.0"},
		{pair("sec/op", 1e-9, 1e300), "1.000ns → 1e+300s"},
		{judge.Row{Unit: "sec/op", Head: &judge.Summary{Center: 1}}, "none → 1.000s"},
		{judge.Row{}, ""},
	} {
		if got := sidesOf(&tt.row); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestAllowed(t *testing.T) {
	for _, tt := range []struct {
		row  judge.Row
		want string
	}{
		{judge.Row{}, ""},
		{judge.Row{Threshold: num(.05)}, "5 %"},
		{judge.Row{Threshold: num(0)}, "0 %"},
		{judge.Row{Threshold: num(.025)}, "2.5 %"},
		{judge.Row{Unit: "p99-sec/op", Limit: &judge.Limit{Max: num(.1)}}, "at most 100ms"},
		{judge.Row{Unit: "req/s", Limit: &judge.Limit{Min: num(1000)}, Threshold: num(.05)}, "5 %, at least 1000"},
		{judge.Row{Unit: "peak-total-B", Limit: &judge.Limit{Max: num(512e6)}}, "at most 512MB"},
		{judge.Row{Unit: "B/op", Limit: &judge.Limit{Max: num(4096), Min: num(1)}}, "at most 4KiB, at least 1B"},
	} {
		if got := allowedOf(&tt.row); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// Swapping the direction of a unit swaps which of two changes is worse.
func TestWorse(t *testing.T) {
	for _, tt := range []struct {
		row  judge.Row
		want float64
	}{
		{judge.Row{Better: "lower", Base: &judge.Summary{}, Head: &judge.Summary{}, Change: num(.5)}, .5},
		{judge.Row{Better: "higher", Base: &judge.Summary{}, Head: &judge.Summary{}, Change: num(.5)}, -.5},
		{judge.Row{Better: "", Base: &judge.Summary{}, Head: &judge.Summary{}, Change: num(.5)}, 0},
		{judge.Row{Better: "lower", Base: &judge.Summary{Center: 0}, Head: &judge.Summary{Center: 1}}, math.Inf(1)},
		{judge.Row{Better: "higher", Base: &judge.Summary{Center: 0}, Head: &judge.Summary{Center: 1}}, math.Inf(-1)},
		{judge.Row{Better: "lower", Base: &judge.Summary{}, Head: &judge.Summary{}}, 0},
		{judge.Row{Better: "lower", Head: &judge.Summary{Center: 1}}, 0},
	} {
		if got := worse(&tt.row); got != tt.want {
			t.Errorf("%+v: got %v, want %v", tt.row, got, tt.want)
		}
	}
}

func TestTitleCountsBenchmarksNotRows(t *testing.T) {
	row := func(name, unit string, o judge.Outcome, a policy.Action) judge.Row {
		return judge.Row{Package: "p", Benchmark: name, Unit: unit, Outcome: o, Action: a, Threshold: num(.05)}
	}
	free := row("D", "hits", judge.Pass, policy.Fail)
	free.Threshold = nil
	pass, ok := row("A", "sec/op", judge.Pass, ""), judge.VerdictPass
	slow := row("B", "sec/op", judge.Regression, policy.Fail)
	for _, tt := range []struct {
		rep  Report
		want string
	}{
		{Report{Judgement: judge.Judgement{Verdict: ok}}, "Nothing to compare"},
		{Report{Judgement: judge.Judgement{Verdict: ok, Rows: []judge.Row{pass, row("A", "B/op", judge.Pass, "")}}}, "No benchmark got worse than allowed (1 checked)"},
		{Report{Judgement: judge.Judgement{Verdict: ok, Rows: []judge.Row{pass, free}}}, "No benchmark got worse than allowed (1 checked)"},
		{Report{Judgement: judge.Judgement{Verdict: ok, Rows: []judge.Row{free}}}, "Nothing is gated (1 benchmark compared and not judged)"},
		{Report{Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Rows: []judge.Row{pass, slow}}}, "1 of 2 benchmarks got slower than allowed"},
		{Report{Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Rows: []judge.Row{slow, row("B", "B/op", judge.Regression, policy.Fail)}}},
			"1 of 1 benchmark got worse than allowed"},
		{Report{Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Rows: []judge.Row{slow, row("C", "req/s", judge.LimitBroken, policy.Fail)}}},
			"1 of 2 benchmarks got slower than allowed; 1 of 2 benchmarks broke a limit"},
		{Report{Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Rows: []judge.Row{row("B", "sec/op", judge.Regression, "")}}},
			"1 of 1 benchmark got slower than allowed"},
		{Report{Judgement: judge.Judgement{Verdict: ok, Rows: []judge.Row{pass, row("B", "sec/op", judge.Regression, policy.Warn)}}},
			"No benchmark got worse than allowed (2 checked, 1 worse with a warning only)"},
		{Report{Judgement: judge.Judgement{Verdict: ok, Rows: []judge.Row{pass, row("B", "sec/op", judge.Inconclusive, policy.Ignore)}}},
			"No benchmark got worse than allowed (2 checked, 1 undecided)"},
		{Report{Judgement: judge.Judgement{Verdict: judge.VerdictError, Failures: []judge.Failure{{Side: "head", Stage: "build"}}}}, "Not measured: head does not build"},
		{Report{Judgement: judge.Judgement{Verdict: judge.VerdictError, Rows: []judge.Row{slow}, Failures: []judge.Failure{{Side: "base", Stage: "run"}, {Side: "head", Stage: "read"}}}},
			"Not measured: a benchmark of base fails and 1 more failure; 1 of 1 benchmark got slower than allowed"},
		{Report{Judgement: judge.Judgement{Verdict: judge.VerdictPass, Rows: []judge.Row{row("A", "sec/op", judge.UnchangedBinary, "")}}},
			"Nothing to measure: the binaries of 1 benchmark are unchanged"},
		{Report{Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Rows: []judge.Row{pass, slow}}, Record: record.Record{Partial: true}},
			"1 of 2 benchmarks got slower than allowed (partial: the run was interrupted)"},
		{Report{Judgement: judge.Judgement{Verdict: ok, Rows: []judge.Row{pass, row("B", "sec/op", judge.Inconclusive, "")}}, Record: record.Record{Partial: true}},
			"No benchmark got worse than allowed so far (2 checked, 1 undecided) (partial: the run was interrupted)"},
		{Report{Judgement: judge.Judgement{Verdict: judge.VerdictError}, Record: record.Record{Partial: true}}, "Not measured: the run was interrupted"},
	} {
		if got := Title(&tt.rep); got != tt.want {
			t.Errorf("got  %q\nwant %q", got, tt.want)
		}
	}
}

func TestGeomeanTakesMatchedRowsOnly(t *testing.T) {
	row := func(name string, change *float64, o judge.Outcome) judge.Row {
		return judge.Row{Package: "p", Benchmark: name, Unit: "sec/op", Outcome: o,
			Base: &judge.Summary{Center: 1}, Head: &judge.Summary{Center: 1}, Change: change}
	}
	alone := row("E", num(9), judge.Added)
	alone.Base = nil
	rows := []judge.Row{
		row("A", num(1), judge.Pass), row("B", num(-.5), judge.Pass), row("C", nil, judge.Pass),
		row("D", num(-1), judge.Pass), alone, row("F", num(7), judge.Removed),
	}
	got := geomeans(rows)
	if len(got) != 1 || got[0].n != 2 || math.Abs(got[0].change) > 1e-12 {
		t.Errorf("got %+v, want no change over 2", got)
	}
	if got := geomeans(rows[:1]); len(got) != 0 {
		t.Errorf("a mean over one benchmark: %+v", got)
	}
}

func TestPlainCommand(t *testing.T) {
	for command, want := range map[string]bool{
		"benchgate run --base=abc ./...":       true,
		"benchgate run '--bench=^Parse$|x; y'": true,
		"benchgate compare base.txt head.txt":  true,
		"benchgate run; rm -rf ~":              false,
		"benchgate run $(id)":                  false,
		"benchgate run `id`":                   false,
		"benchgate run ' ; ' | sh":             false,
		"benchgate run 'open":                  false,
		"benchgate run \"$HOME\"":              false,
		"benchgate run \n rm":                  false,
		"benchgate run \\\n":                   false,
		"curl https://evil.example":            false,
		"benchgate run > /etc/passwd":          false,
		"benchgate run 'a\u202eb'":             false,
		"benchgate run # all":                  false,
		"benchgate run ~/x*":                   false,
		"":                                     false,
	} {
		if got := plainCommand(command); got != want {
			t.Errorf("%q: got %v", command, got)
		}
	}
}

func num(x float64) *float64 { return &x }

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
