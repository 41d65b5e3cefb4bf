package judge

import (
	"math"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

// screened is a screening delta: its change, its bounds on either side, and the
// p-value of "no slowdown".
func screened(change, lower, upper, p float64) compare.Delta {
	d := paired("A", "sec/op", 1, change, (upper-change)/1.4, p)
	d.Rounds, d.WorseLo, d.WorseHi = 5, lower, upper
	return d
}

func TestScreen(t *testing.T) {
	few := screened(0, -0.01, 0.01, 0.5)
	few.Rounds = 2
	mean := func(change, p float64) *compare.Delta {
		d := screened(change, change-0.1, change+0.1, p)
		return &d
	}
	quiet := screened(0, -0.01, 0.01, 0.5)
	sure := screened(0.04, 0.03, 0.05, 0.001)
	late, unlikely := *mean(0.06, 0.1), *mean(0.06, 0.11)
	late.Rounds, unlikely.Rounds = mostOnMean, mostOnMean
	seemed := screened(-0.06, -0.2, 0.04, 0.9)
	seemed.Rounds = mostOnBetter
	for name, tt := range map[string]struct {
		delta compare.Delta
		mean  *compare.Delta
		last  bool
		want  Screening
	}{
		"surely within":                      {delta: quiet},
		"upper bound at the threshold":       {delta: screened(0.03, 0.02, 0.05, 0.01)},
		"upper bound over the threshold":     {delta: screened(0.02, 0.01, 0.06, 0.01), want: Screening{Open: true, Need: 4, AtBest: 1}},
		"lower bound over half":              {delta: screened(0.06, 0.0251, 0.1, 0.01), want: Screening{Center: true}},
		"lower bound at half":                {delta: screened(0.06, 0.025, 0.1, 0.01), want: Screening{Open: true, Need: 1, AtBest: 1}},
		"far, as it seems":                   {delta: screened(0.045, -0.02, 0.12, 0.1), want: Screening{Open: true, Need: 48, AtBest: 7}},
		"too few rounds":                     {delta: few, want: Screening{Open: true, Need: 1}},
		"at the end, likely":                 {delta: screened(0.04, 0, 0.2, 0.1), last: true, want: Screening{Center: true}},
		"at the end, not likely":             {delta: screened(0.04, 0, 0.2, 0.11), last: true},
		"at the end, under half":             {delta: screened(0.024, 0, 0.2, 0.01), last: true},
		"the mean is past the threshold":     {delta: quiet, mean: mean(0.06, 0.02), want: Screening{Mean: true}},
		"the mean is not surely slower":      {delta: quiet, mean: mean(0.06, 0.03), want: Screening{Open: true, Need: 19}},
		"the mean is hardly slower":          {delta: quiet, mean: mean(0.06, 0.36)},
		"the mean is within half":            {delta: quiet, mean: mean(0.025, 0.001)},
		"the mean is surely within":          {delta: quiet, mean: &sure},
		"the mean, after all its rounds":     {delta: quiet, mean: &late, want: Screening{Mean: true}},
		"the mean, as late and not likely":   {delta: quiet, mean: &unlikely},
		"the mean, at the end of the screen": {delta: quiet, mean: mean(0.06, 0.03), last: true},
		"the mean beside an open estimate":   {delta: screened(0.02, 0.01, 0.06, 0.01), mean: mean(0.06, 0.03), want: Screening{Open: true, Need: 19, AtBest: 1}},
		"the mean beside a suspect":          {delta: screened(0.06, 0.0251, 0.1, 0.01), mean: mean(0.06, 0.03), want: Screening{Center: true}},
		"exact and worse":                    {delta: exactly("A", "allocs/op", 1, 2), want: Screening{Exact: true}},
		"exact and the same":                 {delta: exactly("A", "allocs/op", 1, 1)},
		"exact, and worse on the mean alone": {delta: exactly("A", "allocs/op", 1, 1), mean: mean(0.3, 0.001), want: Screening{Mean: true}},
		"faster, as it seems":                {delta: screened(-0.06, -0.2, 0.04, 0.9), want: Screening{Open: true, Need: 1, AtBest: 1}},
		"faster, after all its rounds":       {delta: seemed},
		"surely faster":                      {delta: screened(-0.06, -0.07, -0.05, 0.999)},
		"faster by what is tolerated":        {delta: screened(-0.04, -0.2, 0.04, 0.9)},
	} {
		if got := standard().screenUnit(tt.delta, tt.mean, tt.last); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
	ignored := with(policy.Rule{Action: policy.Ignore})
	if got := ignored.screenUnit(screened(0.5, 0.4, 0.6, 0), nil, true); got != (Screening{}) {
		t.Errorf("ignored: %+v", got)
	}
}

func TestScreenOfLimits(t *testing.T) {
	limit := 2.0
	p := with(policy.Rule{Limits: map[string]policy.Limit{"sec/op": {Max: &limit}}})
	for name, tt := range map[string]struct {
		center, lo, hi float64
		last           bool
		want           Screening
	}{
		"surely within":        {1, 0.9, 2, false, Screening{}},
		"surely beyond":        {3, 2.1, 4, false, Screening{Limit: true}},
		"on both sides":        {1.9, 1.5, 2.1, false, Screening{Open: true, Need: 1}},
		"at the end, under it": {1.9, 1.5, 2.1, true, Screening{}},
		"at the end, over it":  {2.1, 1.5, 2.5, true, Screening{Limit: true}},
	} {
		d := screened(0, -0.01, 0.01, 0.5)
		d.Head = &compare.Summary{Center: tt.center, N: 5}
		d.HeadLo, d.HeadHi = tt.lo, tt.hi
		if got := p.screenUnit(d, nil, tt.last); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
		d.Base = nil // only head has it
		if got := p.screenUnit(d, nil, tt.last); got != tt.want {
			t.Errorf("%s, of head alone: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestJudgeStaged(t *testing.T) {
	nan := math.NaN()
	confirmed := func(change, half, p float64) compare.Delta {
		d := paired("A", "sec/op", 1, change, half, p)
		d.WorseHi = change + 1.4*half
		return d
	}
	suspect := Screening{Center: true}
	meanDelta := confirmed(0.3, 0.05, 0.001)
	calm, vague := confirmed(0, 0.01, 0.5), confirmed(0.1, 0.2, 0.2)
	for name, tt := range map[string]struct {
		evidence Evidence
		strict   bool
		want     Outcome
		reason   string
	}{
		"rejected and past":            {Evidence{Delta: confirmed(0.1, 0.02, 0.001), Stage: round.Confirm, Suspects: suspect, Level: 0.005, Rejected: true}, false, Regression, "p=0.001 <= 0.005"},
		"rejected, at the threshold":   {Evidence{Delta: confirmed(0.05, 0.001, 0.001), Stage: round.Confirm, Suspects: suspect, Level: 0.005, Rejected: true}, false, Pass, "within the 5 %"},
		"past, not rejected":           {Evidence{Delta: confirmed(0.1, 0.2, 0.2), Stage: round.Confirm, Suspects: suspect, Level: 0.005}, false, Inconclusive, "not surely so; p=0.2 > 0.005"},
		"past, no look":                {Evidence{Delta: confirmed(0.1, 0.02, 0.001), Stage: round.Confirm, Suspects: suspect, Level: nan}, false, Inconclusive, "did not suffice to confirm"},
		"past, by the screen alone":    {Evidence{Delta: screened(0.1, 0.08, 0.12, 1e-9), Stage: round.Screen, Suspects: suspect, Level: nan}, false, Inconclusive, "did not suffice to confirm"},
		"strict, lower bound within":   {Evidence{Delta: confirmed(0.06, 0.02, 0.001), Stage: round.Confirm, Suspects: suspect, Level: 0.005, Rejected: true}, true, Inconclusive, "as strict asks"},
		"cleared":                      {Evidence{Delta: calm, Stage: round.Confirm, Suspects: suspect, Level: nan}, false, Pass, "surely within"},
		"wide":                         {Evidence{Delta: confirmed(0.01, 0.2, 0.4), Stage: round.Screen, Level: nan}, false, Inconclusive, "too uncertain"},
		"narrow":                       {Evidence{Delta: confirmed(0.03, 0.02, 0.01), Stage: round.Screen, Level: nan}, false, Pass, "within the 5 %"},
		"faster":                       {Evidence{Delta: confirmed(-0.2, 0.02, 0.9999), Stage: round.Screen, Level: nan}, false, Improvement, "by the rounds of the screen alone"},
		"the mean rejected":            {Evidence{Delta: calm, Mean: &meanDelta, Stage: round.Confirm, Suspects: Screening{Mean: true}, Level: 0.005, MeanRejected: true}, false, Regression, "on the mean, by costs that only a few turns pay: 30 % slower"},
		"the mean in doubt":            {Evidence{Delta: calm, Mean: &meanDelta, Stage: round.Confirm, Suspects: Screening{Mean: true}, Level: 0.0001}, false, Inconclusive, "on the mean 30 % slower"},
		"the mean not even likely":     {Evidence{Delta: calm, Mean: &vague, Stage: round.Confirm, Suspects: Screening{Mean: true}, Level: 0.0001}, false, Inconclusive, "on the mean 10 % slower"},
		"past, the mean alone suspect": {Evidence{Delta: confirmed(0.1, 0.02, 1e-6), Mean: &vague, Stage: round.Confirm, Suspects: Screening{Mean: true}, Level: 0.005}, false, Inconclusive, "but not tested: only what the screen suspects is"},
		"the mean cleared":             {Evidence{Delta: calm, Mean: &calm, Stage: round.Confirm, Suspects: Screening{Mean: true}, Level: nan}, false, Pass, "surely within"},
		"the mean was no suspect":      {Evidence{Delta: calm, Mean: &meanDelta, Stage: round.Screen, Level: nan}, false, Pass, "surely within"},
		"exact, confirmed":             {Evidence{Delta: exactly("A", "allocs/op", 1, 2), Stage: round.Confirm, Suspects: Screening{Exact: true}, Level: nan}, false, Regression, "+1 allocs/op, exact"},
		"exact, not confirmed":         {Evidence{Delta: exactly("A", "allocs/op", 1, 2), Stage: round.Screen, Suspects: Screening{Exact: true}, Level: nan}, false, Inconclusive, "not confirmed by fresh processes"},
		"two rounds prove nothing":     {Evidence{Delta: func() compare.Delta { d := confirmed(0, 0.001, 0.5); d.Rounds = 2; return d }(), Stage: round.Screen, Level: nan}, false, Inconclusive, "too few rounds"},
		"only head has the benchmark":  {Evidence{Delta: compare.OneSided(round.Benchmark{Package: "p", Name: "A"}, round.Head)}, false, Added, "only head"},
		"only base has the benchmark":  {Evidence{Delta: compare.OneSided(round.Benchmark{Package: "p", Name: "A"}, round.Base)}, false, Removed, "only base"},
		"nothing was measured of both": {Evidence{Delta: compare.Unmeasured(round.Benchmark{Package: "p", Name: "A"})}, false, Skipped, "no values"},
	} {
		p := standard()
		p.Strict = tt.strict
		j := p.JudgeStaged([]Evidence{tt.evidence}, 1, today)
		if r := j.Rows[0]; r.Outcome != tt.want || !strings.Contains(r.Reason, tt.reason) {
			t.Errorf("%s: %s, %q; want %s, %q", name, r.Outcome, r.Reason, tt.want, tt.reason)
		}
		// What waits for a decision is open, and nothing else is.
		if tt.evidence.Stage == round.Confirm && !tt.strict {
			if open := p.open(tt.evidence); open != (tt.want == Inconclusive || tt.want == Pass && strings.HasPrefix(tt.reason, "within")) {
				t.Errorf("%s: open %v", name, open)
			}
		}
	}
}

// TestMeanWaitsForItsLooks: a mean that was a suspect is not let go before the
// first look because few rounds do not show it.
func TestMeanWaitsForItsLooks(t *testing.T) {
	calm := paired("A", "sec/op", 1, 0, 0.01, 0.5)
	calm.WorseHi = 0.02
	for _, tt := range []struct {
		change, upper, level float64
		rejected, want       bool
	}{
		{change: 0.1, upper: 0.2, level: math.NaN(), want: true},
		{change: 0.02, upper: 0.2, level: math.NaN(), want: true},
		{change: 0.02, upper: 0.04, level: math.NaN()},
		{change: 0.02, upper: 0.2, level: 0.005},
		{change: 0.1, upper: 0.2, level: 0.005, want: true},
		{change: 0.1, upper: 0.2, level: 0.005, rejected: true},
	} {
		mean := paired("A", "sec/op", 1, tt.change, 0.1, 0.2)
		mean.WorseHi = tt.upper
		e := Evidence{Delta: calm, Mean: &mean, Stage: round.Confirm, Suspects: Screening{Mean: true}, Level: tt.level, MeanRejected: tt.rejected}
		if got := standard().open(e); got != tt.want {
			t.Errorf("%+v: open %v", tt, got)
		}
	}
}

// TestLostLimits: a unit that head no longer reports cannot keep its limit.
func TestLostLimits(t *testing.T) {
	limit := 1.0
	p := with(policy.Rule{Limits: map[string]policy.Limit{"frobs": {Max: &limit}}})
	lost := exactly("A", "frobs", 1, 1)
	lost.Head = nil
	there := exactly("A", "sec/op", 1, 1)
	j := p.JudgeStaged([]Evidence{{Delta: there, Stage: round.Screen}, {Delta: lost, Stage: round.Screen}}, 0, today)
	if j.Rows[1].Outcome != Error || j.Verdict != VerdictError {
		t.Errorf("%s, %s", j.Rows[1].Outcome, j.Verdict)
	}
	if j := p.Judge([]compare.Delta{lost}, today); j.Rows[0].Outcome != Removed {
		t.Errorf("of a benchmark that is gone: %s", j.Rows[0].Outcome)
	}
}
