package judge

import (
	"math"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

// Evidence is a delta with what the stages of deciding came to. Without a Stage
// it is that of a benchmark which was not measured: only one side has it.
type Evidence struct {
	compare.Delta
	// Mean is the delta of the means, nil where they equal the estimates.
	Mean  *compare.Delta
	Stage round.Stage
	// Suspects are the hypotheses that entered confirmation.
	Suspects Screening
	// Level is what P was held against at the last look, NaN where there was
	// none, as in the screen.
	Level float64
	// Rejected and MeanRejected tell whether any look rejected "no slowdown".
	Rejected, MeanRejected bool
	// Unfinished is set where measuring ended before more rounds could decide it.
	Unfinished bool
	// Note says why one side has no values, where more is known than that.
	Note string
}

// screenLevel is the one-sided level of an improvement at screen quality.
const screenLevel = 0.005

// open tells whether further confirming rounds could change what becomes of a
// suspect: it is neither a regression nor surely tolerated, nor is its limit
// broken or surely kept.
func (p Procedure) open(e Evidence) bool {
	c := p.newCase(e.Delta, nil)
	c.level, c.staged = e.Level, &e
	if e.Suspects.Limit && c.limit(ownInterval).outcome == Inconclusive {
		return true
	}
	if !c.compared() || !held(c.eff.Threshold) || !(e.Suspects.Center || e.Suspects.Mean || e.Suspects.Exact) {
		return false
	}
	outcome := c.against(c.eff.Threshold).outcome
	return outcome == Inconclusive || outcome == Pass && !c.Exact && !c.surely() || outcome != Regression && c.meanOpen()
}

// meanOpen tells whether a suspect mean waits for its looks: until the first one
// unless it is surely tolerated, and from then on while its estimate is not.
func (c *testCase) meanOpen() bool {
	e := c.staged
	if !e.Suspects.Mean || e.Mean == nil || e.MeanRejected {
		return false
	}
	v := c.ofMean().view(c.eff.Threshold)
	return !v.within(v.upper) && (math.IsNaN(e.Level) || v.over(v.worse))
}

// ofMean is the case of the means.
func (c *testCase) ofMean() *testCase {
	return &testCase{Delta: orient(*c.staged.Mean, c.eff.Better), eff: c.eff, strict: c.strict, staged: c.staged}
}

// surely tells whether the change is surely within what is tolerated, and not
// just as far as the rounds tell.
func (c *testCase) surely() bool {
	v := c.view(c.eff.Threshold)
	return v.within(v.upper)
}

// ownInterval is the interval of head that the delta itself carries.
func ownInterval(d compare.Delta) (lo, hi float64) { return d.HeadLo, d.HeadHi }

// judged decides by the evidence of the stages.
func (c *testCase) judged(threshold float64) finding {
	v, e := c.view(threshold), c.staged
	if f := c.slower(v, e.Rejected); f.outcome != "" {
		return f
	}
	if c.Rounds < minScreen {
		return finding{Inconclusive, c.words(v) + ": too few rounds"}
	}
	mean := c.mean(threshold)
	switch {
	case mean.outcome == Regression, mean.outcome == Inconclusive && v.within(v.upper):
		return mean
	case c.faster(v):
		return finding{Improvement, c.words(v) + ", by the rounds of the " + string(e.Stage) + " alone"}
	case math.IsNaN(v.worse):
		return finding{Inconclusive, "no test is possible"}
	case v.within(v.upper):
		return finding{Pass, c.words(v) + ", surely within the " + c.toleranceText(v) + " allowed"}
	case v.within(v.worse) && v.hi-v.lo < v.tolerated && mean.outcome == "":
		return finding{Pass, c.words(v) + ", within the " + c.toleranceText(v) + " allowed"}
	case v.within(v.worse):
		return finding{Inconclusive, c.words(v) + ": too uncertain to hold against the " + c.toleranceText(v) + " allowed"}
	case e.Stage == round.Confirm && !e.Suspects.Center && !e.Suspects.Exact:
		return finding{Inconclusive, c.words(v) + ", but not tested: only what the screen suspects is, and it did not suspect the centre"}
	case math.IsNaN(e.Level):
		return finding{Inconclusive, c.words(v) + ", but the rounds did not suffice to confirm it"}
	}
	return finding{Inconclusive, c.words(v) + ", but not surely so; " + compared("p", c.P, ">", e.Level)}
}

// judgedExact decides on values that do not vary: what is worse must have been
// confirmed by fresh processes.
func (c *testCase) judgedExact(threshold float64) finding {
	if mean := c.mean(threshold); mean.outcome == Regression {
		return mean
	}
	f := c.exact(threshold)
	if f.outcome == Regression && c.staged.Stage != round.Confirm {
		return finding{Inconclusive, f.reason + ", but not confirmed by fresh processes"}
	}
	return f
}

// slower is the finding where a look rejected "no slowdown", else empty, as it is
// where the estimate is tolerated.
func (c *testCase) slower(v view, rejected bool) finding {
	switch {
	case !rejected || !v.over(v.worse):
		return finding{}
	case c.strict && !v.over(v.lo):
		return finding{Inconclusive, c.words(v) + ": its lower bound is not over the " + c.toleranceText(v) + " allowed, as strict asks"}
	}
	return finding{Regression, c.words(v) + ", more than the " + c.toleranceText(v) + " allowed; " + compared("p", c.P, "<=", c.staged.Level)}
}

// faster tells of an improvement: past the threshold, and at the level of the
// screen.
func (c *testCase) faster(v view) bool {
	return c.PBetter <= screenLevel && v.better().over(-v.worse)
}

// mean is the finding on the means where they were suspects, empty where there
// is nothing to say: a regression that the estimates forget, or a doubt that keeps
// the row from passing.
func (c *testCase) mean(threshold float64) finding {
	e := c.staged
	if !e.Suspects.Mean || e.Mean == nil {
		return finding{}
	}
	m := c.ofMean()
	v := m.view(threshold)
	f := m.slower(v, e.MeanRejected)
	switch {
	case f.outcome == Regression:
		c.onMean = &m.Delta
		f.reason = "on the mean, by costs that only a few turns pay: " + f.reason
	case f.outcome == "" && v.over(v.worse):
		f = finding{Inconclusive, "on the mean " + m.words(v) + ", but not surely so"}
	}
	return f
}
