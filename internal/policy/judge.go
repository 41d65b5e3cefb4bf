package policy

import (
	"math"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

// HeadBounds returns the two-sided 99 % interval of head's centre, in the unit;
// NaN where the sample is too small to have one.
type HeadBounds func(compare.Delta) (lo, hi float64)

// Judge decides what becomes of every delta and of the run. The rows are in
// the order of the deltas. now is the time at which waivers are in force.
//
// Limits need an interval wider than a Delta's own, so with Judge they decide
// only rows that are exact; JudgeBounded is handed the interval.
func (p Policy) Judge(deltas []compare.Delta, now time.Time) Judgement {
	return p.JudgeBounded(deltas, now, nil)
}

// JudgeBounded is Judge with the intervals that limits are held against; nil
// stands for not knowing any.
func (p Policy) JudgeBounded(deltas []compare.Delta, now time.Time, heads HeadBounds) Judgement {
	waivers, warnings := p.waiversAt(now, deltas)
	cases := make([]*testCase, len(deltas))
	for i, d := range deltas {
		cases[i] = p.newCase(d, waivers)
	}
	markLost(cases)
	j := Judgement{Alpha: p.Alpha, Hypotheses: shareAlpha(cases, p.Alpha), Rows: make([]Row, len(deltas))}
	for i, c := range cases {
		c.need = needN(p.Alpha, j.Hypotheses)
		j.Rows[i] = c.row(p, heads)
	}
	j.Verdict = VerdictOf(j.Rows)
	j.Warnings = append(warnings, p.idle(deltas)...)
	j.Warnings = append(j.Warnings, inexact(deltas)...)
	j.Warnings = append(j.Warnings, weak(j.Rows, cases)...)
	return j
}

// A testCase is a delta on its way to becoming a row.
type testCase struct {
	compare.Delta // oriented as the policy says
	eff           Effective
	// waived is the largest change that a waiver in force tolerates, NaN where
	// there is no waiver.
	waived float64
	strict bool
	// level and betterLevel are what SoundP is held against.
	level, betterLevel       float64
	rejected, betterRejected bool
	// need is the number of values a side without which the strictest level is out
	// of reach.
	need int
	// staged is the evidence of the stages, nil where all values were there from
	// the start. onMean is set when the means decided.
	staged *Evidence
	onMean *compare.Delta
	// lost is set where head still has the benchmark and no longer reports the unit
	// on which it is held to a limit.
	lost bool
	// shown is what the row shows where it is not what decides: see Delta.Decisive.
	shown *compare.Delta
}

func (p Policy) newCase(d compare.Delta, waivers []Waiver) *testCase {
	eff := p.effective(d.Benchmark, d.Unit, d.Better)
	nan := math.NaN()
	c := &testCase{Delta: orient(d, eff.Better), eff: eff, strict: p.Strict,
		waived: tolerance(waivers, d), level: nan, betterLevel: nan}
	if d.Decisive != nil {
		shown := c.Delta
		c.Delta, c.shown = orient(*d.Decisive, eff.Better), &shown
	}
	return c
}

// orient turns a delta round that was computed for another direction than the
// policy's. Bounds of what is worse cannot be turned round: they are unknown
// then, and the row is decided by its 95 % interval.
func orient(d compare.Delta, better compare.Direction) compare.Delta {
	if d.Better == better || better == compare.Unknown {
		return d
	}
	if d.Better != compare.Unknown {
		d.P, d.PBetter = d.PBetter, d.P
	}
	d.Better = better
	d.WorseHi, d.WorseDiffHi, d.WorseLo, d.WorseDiffLo = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	return d
}

// compared reports whether both sides have values.
func (c *testCase) compared() bool { return c.Base != nil && c.Head != nil }

// statistical reports whether a test decides the row.
func (c *testCase) statistical() bool { return c.compared() && !c.Exact && held(c.eff.Threshold) }

func held(threshold float64) bool { return !math.IsNaN(threshold) }

// markLost finds the limits that cannot be held against anything.
func markLost(cases []*testCase) {
	alive := map[round.Benchmark]bool{}
	for _, c := range cases {
		alive[c.Benchmark] = alive[c.Benchmark] || c.Head != nil
	}
	for _, c := range cases {
		c.lost = c.Base != nil && c.Head == nil && c.eff.Limit.set() && alive[c.Benchmark]
	}
}

// shareAlpha gives every case its levels and returns the size of the family:
// the tests of gated rows and the limits. Limits have no p-value of their own,
// but each takes its share.
func shareAlpha(cases []*testCase, alpha float64) int {
	var worse, better []float64
	var members []*testCase
	limits := 0
	for _, c := range cases {
		if c.eff.Gated() && c.statistical() {
			members = append(members, c)
			w, b := c.SoundP()
			worse, better = append(worse, w), append(better, b)
		}
		if c.eff.Gated() && c.eff.Limit.set() && c.Head != nil {
			limits++
		}
	}
	for range limits {
		worse, better = append(worse, 1), append(better, 1)
	}
	levels, rejected := compare.Holm(worse, alpha)
	betterLevels, betterRejected := compare.Holm(better, alpha)
	for i, c := range members {
		c.level, c.rejected = levels[i], rejected[i]
		c.betterLevel, c.betterRejected = betterLevels[i], betterRejected[i]
	}
	size := 0
	for _, p := range worse {
		if !math.IsNaN(p) {
			size++
		}
	}
	shareWithIgnored(cases, alpha/float64(max(1, size)))
	return size
}

// shareWithIgnored holds rows that do not count against the strictest level,
// so that what is shown for them is no looser than for the others.
func shareWithIgnored(cases []*testCase, level float64) {
	for _, c := range cases {
		if !c.eff.Gated() && c.statistical() {
			c.level, c.betterLevel = level, level
			worse, better := c.SoundP()
			c.rejected, c.betterRejected = worse <= level, better <= level
		}
	}
}

func needN(alpha float64, family int) int {
	files, _ := compare.NeedN(alpha, max(1, family))
	return files
}
