package judge

import (
	"math"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/policy"
)

func TestStatisticalOutcomes(t *testing.T) {
	const level = 0.01 // a family of one
	// Equal to the threshold but for what logarithms add: 1.05 ns against 1 ns.
	atThreshold := math.Expm1(math.Log(1.05e-9) - math.Log(1e-9))
	if 1+atThreshold <= 1.05 {
		t.Fatalf("%v is no test of rounding", atThreshold)
	}
	file := func(d compare.Delta, n int) compare.Delta {
		d.Rounds, d.Base.N, d.Head.N, d.PBetter = 0, n, n, d.P
		return d
	}
	unreachable := paired("A", "sec/op", 1, 0, 0.001, 0.03)
	unreachable.MinP = 0.02
	unreachableFile := file(unreachable, 4)
	noUpper := paired("A", "sec/op", 1, 0.04, 0.02, 0.2)
	noUpper.WorseHi = math.NaN()
	untested := paired("A", "sec/op", 1, 0.5, math.NaN(), math.NaN())
	untested.MinP = math.NaN()
	zero := paired("A", "frobs", 0, math.NaN(), math.NaN(), 0.001)
	zero.Better, zero.Diff, zero.DiffLo, zero.DiffHi, zero.WorseDiffHi = compare.Lower, 3, 2, 4, 5

	tests := []struct {
		name   string
		delta  compare.Delta
		strict bool
		want   Outcome
		reason string
	}{
		{"slower past the threshold", paired("A", "sec/op", 1, 0.163, 0.02, 0.0002), false, Regression,
			"16.3 % slower than base (14.3 to 18.3), more than the 5 % allowed; p=0.0002 <= 0.01"},
		{"p exactly at its level", paired("A", "sec/op", 1, 0.2, 0.02, level), false, Regression, "p=0.01 <= 0.01"},
		{"p just over its level", paired("A", "sec/op", 1, 0.2, 0.02, level*1.0001), false, Inconclusive, "not surely so"},
		{"significant, change equal to the threshold", paired("A", "sec/op", 1, atThreshold, 0.02, 1e-5), false, Pass, "within the 5 % allowed"},
		{"significant, change just over the threshold", paired("A", "sec/op", 1, 0.0500001, 0.02, 1e-5), false, Regression, "more than"},
		{"significant, under the threshold, wide", paired("A", "sec/op", 1, 0.04, 0.03, 1e-5), false, Inconclusive, "too uncertain"},
		{"strict, lower bound under", paired("A", "sec/op", 1, 0.06, 0.02, 1e-5), true, Inconclusive, "as strict asks"},
		{"strict, lower bound at", paired("A", "sec/op", 1, 0.0625, 0.0125, 1e-5), true, Inconclusive, "as strict asks"},
		{"strict, lower bound over", paired("A", "sec/op", 1, 0.08, 0.02, 1e-5), true, Regression, ""},
		{"upper bound at the threshold", paired("A", "sec/op", 1, 0.05-1.4*0.02, 0.02, 0.01), false, Pass, "surely within"},
		{"narrow interval without an upper bound", noUpper, false, Pass, "within the 5 % allowed"},
		{"too wide", paired("A", "sec/op", 1, 0.01, 0.05, 0.4), false, Inconclusive, "too uncertain"},
		{"faster past the threshold", paired("A", "sec/op", 1, -0.2, 0.02, 0.9999), false, Improvement, "20 % faster than base (18 to 22)"},
		{"faster, but not surely so", paired("A", "sec/op", 1, -0.2, 0.02, 0.9), false, Pass, "surely within"},
		{"faster within the threshold", paired("A", "sec/op", 1, -0.03, 0.02, 0.9999), false, Pass, "3 % faster"},
		{"drop of a rate", paired("A", "req/s", 1, -0.2, 0.02, 1e-5), false, Regression, "20 % less req/s"},
		{"gain of a rate", paired("A", "req/s", 1, 0.2, 0.02, 0.99999), false, Improvement, "20 % more req/s"},
		{"a file with too few values", unreachableFile, false, Inconclusive, "4 and 4 values can never show a regression (smallest p=0.02 > 0.01), at least 5 a side are needed"},
		{"two-sided p of a slowdown", file(paired("A", "sec/op", 1, 0.2, 0.02, 1e-5), 10), false, Regression, ""},
		{"two-sided p of a gain", file(paired("A", "sec/op", 1, -0.2, 0.02, 1e-5), 10), false, Improvement, ""},
		{"no test", untested, false, Inconclusive, "no test is possible"},
		{"from zero", zero, false, Regression, "+3 frobs (+2 to +4), more than the 0 frobs allowed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := with(policy.Rule{Better: map[string]compare.Direction{"req/s": compare.Higher}})
			p.Strict = tt.strict
			if tt.delta.Unit == "req/s" {
				tt.delta.Better = compare.Higher
				if tt.delta.Rounds > 0 {
					tt.delta.WorseHi = tt.delta.Worse() + 0.03
				}
			}
			r := only(p, tt.delta)
			if r.Outcome != tt.want || !strings.Contains(r.Reason, tt.reason) {
				t.Errorf("got %s, %q; want %s, %q", r.Outcome, r.Reason, tt.want, tt.reason)
			}
			if !r.Gated || val(r.Alpha) != level && !math.IsNaN(tt.delta.P) {
				t.Errorf("gated %v, alpha %v", r.Gated, val(r.Alpha))
			}
		})
	}
}

func TestExactOutcomes(t *testing.T) {
	tests := []struct {
		name       string
		unit       string
		base, head float64
		threshold  float64
		want       Outcome
		reason     string
	}{
		{"0 to 1 allocation", "allocs/op", 0, 1, 0, Regression, "+1 allocs/op, exact, 0 allowed"},
		{"0 to 1 allocation at any threshold", "allocs/op", 0, 1, 9.99, Regression, "+1 allocs/op, exact"},
		{"0 to 8 bytes", "B/op", 0, 8, 0.05, Regression, "+8 B/op"},
		{"0 to 0", "allocs/op", 0, 0, 0, Pass, "no change, exact"},
		{"1 to 0 allocations", "allocs/op", 1, 0, 0, Improvement, "-1 allocs/op, exact"},
		{"2 more allocations", "allocs/op", 100, 102, 0, Regression, "+2 allocs/op, exact, 0 allowed"},
		{"allocations at the threshold", "allocs/op", 100, 105, 0.05, Pass, "within the 5 % allowed"},
		{"allocations past the threshold", "allocs/op", 100, 106, 0.05, Regression, "5 % allowed"},
		{"less than an allocation", "allocs/op", 9, 9.985, 0, Pass, ""},
		{"less than a word", "B/op", 100, 107, 0, Pass, ""},
		{"one word", "B/op", 100, 108, 0, Regression, ""},
		{"one word of very many", "B/op", 1e11, 1e11 + 8, 0, Regression, ""},
		{"bytes at the threshold", "B/op", 1000, 1050, 0.05, Pass, ""},
		{"bytes past the threshold", "B/op", 1000, 1058, 0.05, Regression, ""},
		{"fewer bytes within the threshold", "B/op", 1000, 990, 0.05, Pass, "-10 B/op"},
		{"declared exact", "frobs", 10, 10.5, 0.05, Pass, ""},
		{"declared exact, past", "frobs", 10, 10.6, 0.05, Regression, ""},
		{"declared exact, from zero", "frobs", 0, 1e-9, 0.05, Regression, ""},
		{"declared exact, zero", "frobs", 0, 0, 0.05, Pass, "no change"},
		{"declared exact, below zero", "frobs", -10, -5, 0.05, Regression, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := with(policy.Rule{Better: map[string]compare.Direction{"frobs": compare.Lower}})
			p.Thresholds[tt.unit] = tt.threshold
			r := only(p, exactly("A", tt.unit, tt.base, tt.head))
			if r.Outcome != tt.want || !strings.Contains(r.Reason, tt.reason) {
				t.Errorf("got %s, %q; want %s, %q", r.Outcome, r.Reason, tt.want, tt.reason)
			}
			if !math.IsNaN(val(r.Alpha)) || val(r.Threshold) != tt.threshold {
				t.Errorf("alpha %v, threshold %v: there is no test", val(r.Alpha), val(r.Threshold))
			}
		})
	}
}

func TestVaryingAllocationsTolerateOne(t *testing.T) {
	noise := paired("A", "allocs/op", 10, 0.1, 0.01, 1e-6) // one more, of ten
	noise.WorseHi = 0.1
	if r := only(standard(), noise); r.Outcome != Pass || math.Abs(val(r.Threshold)-0.1) > 1e-12 {
		t.Errorf("one of ten: %s at %v, %s", r.Outcome, val(r.Threshold), r.Reason)
	}
	if r := only(standard(), paired("A", "allocs/op", 10, 0.2, 0.01, 1e-6)); r.Outcome != Regression {
		t.Errorf("two of ten: %s, %s", r.Outcome, r.Reason)
	}
	fromZero := paired("A", "allocs/op", 0, math.NaN(), math.NaN(), 1e-6)
	for diff, want := range map[float64]Outcome{1: Pass, 2: Regression} {
		d := fromZero
		d.Diff, d.DiffLo, d.DiffHi, d.WorseDiffHi = diff, diff, diff, diff
		if r := only(standard(), d); r.Outcome != want {
			t.Errorf("from zero to %v: %s, %s", diff, r.Outcome, r.Reason)
		}
	}
}

func TestFamilySharesAlpha(t *testing.T) {
	deltas := []compare.Delta{
		paired("A", "sec/op", 1, 0.2, 0.02, 0.002), // 0.01/4: rejected
		paired("B", "sec/op", 1, 0.2, 0.02, 0.004), // 0.01/3: not
		steady("C"),
		exactly("C", "allocs/op", 1, 1),
	}
	ignored := steady("D")
	deltas = append(deltas, ignored)
	limited := with(policy.Rule{Benchmark: anchored("D"), Action: policy.Ignore}, policy.Rule{Benchmark: anchored("C"), Limits: map[string]policy.Limit{"sec/op": {Max: number(1)}}})
	j := limited.Judge(deltas, today)
	if j.Hypotheses != 4 || j.Alpha != 0.01 {
		t.Errorf("hypotheses %d, alpha %v", j.Hypotheses, j.Alpha)
	}
	if j.Rows[0].Outcome != Regression || val(j.Rows[0].Alpha) != 0.0025 {
		t.Errorf("A: %s at %v", j.Rows[0].Outcome, val(j.Rows[0].Alpha))
	}
	if j.Rows[1].Outcome != Inconclusive || val(j.Rows[1].Alpha) != 0.01/3 {
		t.Errorf("B: %s at %v", j.Rows[1].Outcome, val(j.Rows[1].Alpha))
	}
	if !math.IsNaN(val(j.Rows[3].Alpha)) {
		t.Errorf("exact: %v", val(j.Rows[3].Alpha))
	}
	if val(j.Rows[4].Alpha) != 0.0025 {
		t.Errorf("ignored: held against %v", val(j.Rows[4].Alpha))
	}
}

func TestTooFewValuesAreNeverGreen(t *testing.T) {
	var deltas []compare.Delta
	for range 23 {
		d := paired("A", "sec/op", 1, 0.5, 0.01, 0.0022)
		d.Rounds, d.MinP, d.PBetter = 0, 2.0/924, d.P // six values a side
		d.Base.N, d.Head.N = 6, 6
		deltas = append(deltas, d, exactly("A", "allocs/op", 1, 1))
	}
	j := standard().Judge(deltas, today)
	if j.Verdict != VerdictInconclusive || j.Status != exit.Unmeasured {
		t.Errorf("verdict %s", j.Verdict)
	}
	if len(j.Warnings) != 1 || !strings.Contains(j.Warnings[0], "23 of 23 tests have too few values") {
		t.Errorf("warnings %q", j.Warnings)
	}
}

func TestAddedAndRemoved(t *testing.T) {
	added, removed := steady("A"), steady("B")
	added.Base, removed.Head = nil, nil
	for _, d := range []*compare.Delta{&added, &removed} {
		d.P, d.MinP, d.Change = 0, 0, 0 // as documented: nothing is set
	}
	for on, action := range map[policy.Consequence]policy.Action{policy.OnPass: policy.Ignore, policy.OnWarn: policy.Warn, policy.OnFail: policy.Fail} {
		p := standard()
		p.On.Removed = on
		j := p.Judge([]compare.Delta{added, removed, steady("C")}, today)
		if j.Rows[0].Outcome != Added || j.Rows[0].Fails() || j.Rows[0].Warns() {
			t.Errorf("added: %+v", j.Rows[0])
		}
		if r := j.Rows[1]; r.Outcome != Removed || r.Action != action || r.Fails() != (on == policy.OnFail) || r.Warns() != (on == policy.OnWarn) {
			t.Errorf("removed with %s: %s, %s", on, r.Outcome, r.Action)
		}
		if got := j.Status; (got == exit.Regression) != (on == policy.OnFail) {
			t.Errorf("removed with %s: status %d", on, got)
		}
	}
}

func TestInconclusiveConsequence(t *testing.T) {
	wide := paired("A", "sec/op", 1, 0.01, 0.5, 0.4)
	for on, action := range map[policy.Consequence]policy.Action{policy.OnPass: policy.Ignore, policy.OnWarn: policy.Warn, policy.OnFail: policy.Fail} {
		for rule, most := range map[policy.Action]policy.Action{policy.Fail: policy.Fail, policy.Warn: policy.Warn, policy.Ignore: policy.Ignore} {
			p := with(policy.Rule{Benchmark: anchored("A"), Action: rule})
			p.On.Inconclusive = on
			j := p.Judge([]compare.Delta{wide, steady("B")}, today)
			want := action
			if most == policy.Ignore || most == policy.Warn && action == policy.Fail {
				want = most
			}
			if j.Rows[0].Outcome != Inconclusive || j.Rows[0].Action != want {
				t.Errorf("%s, rule %s: %s, %s; want %s", on, rule, j.Rows[0].Outcome, j.Rows[0].Action, want)
			}
			if fails := j.Verdict == VerdictRegression; fails != (want == policy.Fail) {
				t.Errorf("%s, rule %s: verdict %s", on, rule, j.Verdict)
			}
		}
	}
}
