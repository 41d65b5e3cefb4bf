package judge

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
)

func TestRatesAreGatedOnlyWhenNamed(t *testing.T) {
	drop := paired("A", "B/s", 1e9, -0.3, 0.02, 1e-5)
	if r := only(standard(), drop); r.Gated || r.Outcome != Pass || r.Threshold != nil || !strings.Contains(r.Reason, "mirrors sec/op") {
		t.Errorf("unnamed: %s, gated %v", r.Outcome, r.Gated)
	}
	top := standard()
	top.Thresholds["B/s"] = 0.05
	for _, p := range []Procedure{top, with(policy.Rule{Thresholds: map[string]float64{"B/s": 0.05}})} {
		if r := only(p, drop); !r.Gated || r.Outcome != Regression {
			t.Errorf("named: %s, %s", r.Outcome, r.Reason)
		}
	}
}

// An indicator has a direction, but it is held to a threshold only by a policy
// that names it, by its threshold or by which way is better.
func TestIndicatorsAreGatedOnlyWhenNamed(t *testing.T) {
	drop := paired("A", "req/s", 1000, -0.3, 0.02, 1e-5)
	rise := paired("A", "cpu-%", 50, 0.3, 0.02, 1e-5)
	for _, d := range []compare.Delta{drop, rise} {
		d.Better = compare.DirectionOf(d.Unit)
		if r := only(standard(), d); r.Gated || r.Outcome != Pass || !strings.Contains(r.Reason, "indicator") {
			t.Errorf("%s unnamed: %s, gated %v, %s", d.Unit, r.Outcome, r.Gated, r.Reason)
		}
		for _, rule := range []policy.Rule{{Thresholds: map[string]float64{d.Unit: 0.05}}, {Better: map[string]compare.Direction{d.Unit: d.Better}}} {
			if r := only(with(rule), d); !r.Gated || r.Outcome != Regression {
				t.Errorf("%s named: %s, %s", d.Unit, r.Outcome, r.Reason)
			}
		}
	}
}

func TestUnknownUnits(t *testing.T) {
	d := paired("A", "frobs", 100, 0.5, 0.02, 1e-5)
	p := standard()
	p.Thresholds["frobs"] = 0.05
	p.Thresholds["secs/op"] = 0.05
	j := p.Judge([]compare.Delta{d, steady("A")}, today)
	if r := j.Rows[0]; r.Gated || r.Outcome != Pass || j.Hypotheses != 1 {
		t.Errorf("%s, gated %v, %d hypotheses", r.Outcome, r.Gated, j.Hypotheses)
	}
	want := []string{
		"threshold for frobs has no effect: which way is better is not known; say better: {frobs: lower} or higher in a rule",
		"threshold for secs/op has no effect: no benchmark reported it: did you mean sec/op?",
	}
	if fmt.Sprint(j.Warnings) != fmt.Sprint(want) {
		t.Errorf("warnings %q", j.Warnings)
	}
	d.Better = compare.Lower // unit metadata in the files
	d.WorseHi = 0.6
	if r := only(standard(), d); r.Outcome != Regression || val(r.Threshold) != policy.DefaultThreshold {
		t.Errorf("with metadata: %s at %v", r.Outcome, val(r.Threshold))
	}
}

func TestPolicyTurnsDirection(t *testing.T) {
	d := paired("A", "frobs", 100, 0.5, 0.02, 1e-5) // more frobs, surely
	d.Better, d.WorseHi, d.WorseDiffHi = compare.Lower, 0.53, 53
	higher := with(policy.Rule{Better: map[string]compare.Direction{"frobs": compare.Higher}})
	if r := only(higher, d); r.Outcome != Improvement || r.Better != BetterHigher || val(r.Change) != 0.5 {
		t.Errorf("higher is better: %s, %s", r.Outcome, r.Reason)
	}
	lower := with(policy.Rule{Better: map[string]compare.Direction{"frobs": compare.Lower}})
	if r := only(lower, d); r.Outcome != Regression {
		t.Errorf("lower is better: %s, %s", r.Outcome, r.Reason)
	}
	fewer := paired("A", "frobs", 100, -0.5, 0.02, 1-1e-5)
	fewer.Better, fewer.WorseHi = compare.Lower, -0.47
	if r := only(higher, fewer); r.Outcome != Regression {
		t.Errorf("fewer where higher is better: %s, %s", r.Outcome, r.Reason)
	}
	unsure := paired("A", "frobs", 100, -0.04, 0.03, 0.9)
	unsure.Better, unsure.WorseHi = compare.Lower, 0.002
	if r := only(higher, unsure); r.Outcome != Inconclusive {
		t.Errorf("a bound for the other direction was used: %s, %s", r.Outcome, r.Reason)
	}
}

func TestActions(t *testing.T) {
	bad := paired("A", "sec/op", 1, 0.5, 0.02, 1e-6)
	for action, want := range map[policy.Action]Verdict{policy.Fail: VerdictRegression, policy.Warn: VerdictPass, policy.Ignore: VerdictPass} {
		j := with(policy.Rule{Benchmark: anchored("A"), Action: action}).Judge([]compare.Delta{bad, steady("B")}, today)
		if r := j.Rows[0]; r.Outcome != Regression || r.Action != action || r.Gated != (action != policy.Ignore) {
			t.Errorf("%s: %s, gated %v", action, r.Outcome, r.Gated)
		}
		if j.Verdict != want {
			t.Errorf("%s: verdict %s", action, j.Verdict)
		}
	}
	j := with(policy.Rule{Action: policy.Ignore}).Judge([]compare.Delta{bad}, today)
	if len(j.Warnings) != 1 || !strings.Contains(j.Warnings[0], "nothing here is gated") {
		t.Errorf("all ignored: %q", j.Warnings)
	}
}

func TestWaivers(t *testing.T) {
	waiver := policy.Waiver{Benchmark: "Decode/size=64KiB", Unit: "sec/op", Max: 0.20, Until: time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC), Reason: "larger buffers"}
	slower := paired("Decode/size=64KiB-8", "sec/op", 1, 0.15, 0.02, 1e-6)
	tests := []struct {
		name      string
		change    func(*policy.Waiver)
		delta     compare.Delta
		at        time.Time
		want      Outcome
		waived    bool
		threshold float64
		warning   string
	}{
		{"in force", nil, slower, today, Pass, true, 0.20, ""},
		{"with the suffix", func(w *policy.Waiver) { w.Benchmark += "-8" }, slower, today, Pass, true, 0.20, ""},
		{"another suffix", func(w *policy.Waiver) { w.Benchmark += "-4" }, slower, today, Regression, false, 0.05, "nothing of that name"},
		{"the last second", nil, slower, time.Date(2027, 3, 1, 23, 59, 59, 0, time.UTC), Pass, true, 0.20, ""},
		{"the day after", nil, slower, time.Date(2027, 3, 2, 0, 0, 0, 0, time.UTC), Regression, false, 0.05, "expired on 2027-03-01"},
		{"the day after, seen from elsewhere", nil, slower, time.Date(2027, 3, 1, 20, 0, 0, 0, time.FixedZone("", -5*3600)), Regression, false, 0.05, "expired"},
		{"another unit", func(w *policy.Waiver) { w.Unit = "B/op" }, slower, today, Regression, false, 0.05, "nothing of that name"},
		{"another package", func(w *policy.Waiver) { w.Package = "example.com/q" }, slower, today, Regression, false, 0.05, "nothing of that name"},
		{"its package", func(w *policy.Waiver) { w.Package = "example.com/p" }, slower, today, Pass, true, 0.20, ""},
		{"not an expression", func(w *policy.Waiver) { w.Benchmark = "Decode.*" }, slower, today, Regression, false, 0.05, "nothing of that name"},
		{"past the bound", nil, paired("Decode/size=64KiB-8", "sec/op", 1, 0.25, 0.02, 1e-6), today, Regression, false, 0.20, ""},
		{"at the bound", nil, paired("Decode/size=64KiB-8", "sec/op", 1, 0.20, 0.02, 1e-6), today, Pass, true, 0.20, ""},
		{"not needed", nil, paired("Decode/size=64KiB-8", "sec/op", 1, 0.01, 0.005, 0.3), today, Pass, false, 0.20, ""},
		{"tighter than the threshold", func(w *policy.Waiver) { w.Max = 0.01 }, paired("Decode/size=64KiB-8", "sec/op", 1, 0.02, 0.01, 1e-6), today, Pass, false, 0.05, ""},
		{"undecided without it", nil, paired("Decode/size=64KiB-8", "sec/op", 1, 0.06, 0.02, 0.05), today, Pass, false, 0.20, ""},
		{"a day in another zone", func(w *policy.Waiver) { w.Until = w.Until.In(time.FixedZone("", -5*3600)) }, slower, time.Date(2027, 3, 1, 23, 0, 0, 0, time.UTC), Pass, true, 0.20, ""},
		{"growth from zero", func(w *policy.Waiver) { w.Unit = "allocs/op" }, exactly("Decode/size=64KiB-8", "allocs/op", 0, 1), today, Regression, false, 0.20, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := waiver
			if tt.change != nil {
				tt.change(&w)
			}
			p := standard()
			p.Waivers = []policy.Waiver{w}
			j := p.Judge([]compare.Delta{tt.delta}, tt.at)
			r := j.Rows[0]
			if r.Outcome != tt.want || r.Waived != tt.waived || val(r.Threshold) != tt.threshold {
				t.Errorf("got %s, waived %v, threshold %v: %s", r.Outcome, r.Waived, val(r.Threshold), r.Reason)
			}
			if got := strings.Join(j.Warnings, "\n"); (tt.warning == "") != (got == "") || !strings.Contains(got, tt.warning) {
				t.Errorf("warnings %q, want %q", got, tt.warning)
			}
		})
	}
}

func TestTheLargestOfSeveralWaiversCounts(t *testing.T) {
	p := standard()
	for _, most := range []float64{0.1, 0.3, 0.2} {
		p.Waivers = append(p.Waivers, policy.Waiver{Benchmark: "A", Unit: "sec/op", Max: most, Until: today})
	}
	if r := only(p, paired("A", "sec/op", 1, 0.25, 0.02, 1e-6)); val(r.Threshold) != 0.3 || !r.Waived {
		t.Errorf("threshold %v, waived %v", val(r.Threshold), r.Waived)
	}
}

func TestLimits(t *testing.T) {
	atMost := policy.Limit{Max: number(100)}
	tenth, fifth := 0.1, 0.2
	tests := []struct {
		name   string
		limit  policy.Limit
		lo, hi float64
		want   Outcome
	}{
		{"wholly beyond", atMost, 101, 110, LimitBroken},
		{"touching", atMost, 100, 110, Inconclusive},
		{"straddling", atMost, 90, 110, Inconclusive},
		{"at the bound", atMost, 90, 100, Pass},
		{"one value at the bound", atMost, 100, 100, Pass},
		{"within", atMost, 10, 20, Pass},
		{"at the bound but for rounding", policy.Limit{Max: number(0.3)}, tenth + fifth, tenth + fifth, Pass},
		{"unknown", atMost, math.NaN(), math.NaN(), Inconclusive},
		{"half known", atMost, 200, math.NaN(), Inconclusive},
		{"under the least", policy.Limit{Min: number(5)}, 1, 4, LimitBroken},
		{"over the least", policy.Limit{Min: number(5)}, 5, 6, Pass},
		{"around the least", policy.Limit{Min: number(5)}, 4, 6, Inconclusive},
		{"between", policy.Limit{Min: number(5), Max: number(9)}, 5, 9, Pass},
		{"wider than both", policy.Limit{Min: number(5), Max: number(9)}, 4, 10, Inconclusive},
	}
	for _, tt := range tests {
		if got := LimitOutcome(tt.limit, tt.lo, tt.hi); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestLimitsOfRows(t *testing.T) {
	p := with(policy.Rule{Benchmark: anchored("Handler"), Limits: map[string]policy.Limit{"p99-sec/op": {Max: number(0.1)}, "sec/op": {Max: number(0.1)}, "absent": {Max: number(1)}}})
	heads := func(lo, hi float64) HeadBounds {
		return func(compare.Delta) (float64, float64) { return lo, hi }
	}
	unknown := paired("Handler-8", "p99-sec/op", 0.105, 0, 0.01, math.NaN())
	known := paired("Handler-8", "sec/op", 0.105, 0, 0.01, 0.5)
	worse := paired("Handler-8", "sec/op", 0.105, 0.5, 0.01, 1e-6)
	faster := paired("Handler-8", "sec/op", 0.105, -0.5, 0.01, 1-1e-6)
	added := unknown
	added.Base = nil
	tests := []struct {
		name   string
		delta  compare.Delta
		heads  HeadBounds
		want   Outcome
		reason string
	}{
		{"broken without a direction", unknown, heads(0.102, 0.109), LimitBroken, "head's 105 ms/op (102 ms/op to 109 ms/op) is beyond the limit, at most 100 ms/op"},
		{"kept without a direction", unknown, heads(0.05, 0.06), Pass, "within the limit"},
		{"broken beside an unchanged row", known, heads(0.102, 0.109), LimitBroken, "beyond the limit"},
		{"undecided beside an unchanged row", known, heads(0.09, 0.109), Inconclusive, "both sides"},
		{"undecided beside a regression", worse, heads(0.09, 0.109), Regression, "slower"},
		{"kept beside a regression", worse, heads(0.01, 0.02), Regression, "slower"},
		{"kept beside an improvement", faster, heads(0.01, 0.02), Improvement, "faster"},
		{"added and broken", added, heads(0.102, 0.109), LimitBroken, "only head has it"},
		{"added and kept", added, heads(0.01, 0.02), Added, "within the limit"},
		{"no interval", unknown, nil, Inconclusive, "too few values"},
		{"exact", exactly("Handler", "sec/op", 0.105, 0.105), nil, LimitBroken, "beyond the limit"},
	}
	for _, tt := range tests {
		j := p.judged(p.ofDeltas([]compare.Delta{tt.delta}, today, tt.heads), today)
		r := j.Rows[0]
		if r.Outcome != tt.want || !strings.Contains(r.Reason, tt.reason) || !r.Gated || r.Limit.Max == nil {
			t.Errorf("%s: %s, %q", tt.name, r.Outcome, r.Reason)
		}
		if want := "limit on absent in rule 1 has no effect: no benchmark that it matches reported it"; !strings.Contains(strings.Join(j.Warnings, "\n"), want) {
			t.Errorf("%s: warnings %q", tt.name, j.Warnings)
		}
	}
}
