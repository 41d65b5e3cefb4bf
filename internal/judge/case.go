package judge

import (
	"math"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

// HeadBounds returns the two-sided 99 % interval of head's estimate, in the unit;
// NaN where the sample is too small to have one.
type HeadBounds func(compare.Delta) (lo, hi float64)

// cases are all that is compared in one run, on its way to rows.
type cases struct {
	list       []*testCase
	hypotheses int
	heads      HeadBounds
	warnings   []string
}

// newCases makes a case of all evidence, with the waivers that are in force.
func (p Procedure) newCases(evidence []Evidence, now time.Time) cases {
	waivers := p.InForce(now)
	var cs cases
	for i := range evidence {
		c := p.newCase(evidence[i].Delta, waivers)
		c.staged, c.note = &evidence[i], evidence[i].Note
		if evidence[i].Stage != "" {
			c.level = evidence[i].Level
		}
		cs.list = append(cs.list, c)
	}
	markLost(cs.list)
	return cs
}

// rows judges every case, and notes what the user should know of them all.
func (cs *cases) rows(p Procedure) []Row {
	rows, deltas := make([]Row, len(cs.list)), make([]compare.Delta, len(cs.list))
	for i, c := range cs.list {
		deltas[i] = c.Delta
		if c.shown != nil {
			deltas[i] = *c.shown
			deltas[i].Decisive = &c.Delta
		}
		rows[i] = c.row(p, cs.heads)
	}
	cs.warnings = append(p.idle(deltas), inexact(deltas)...)
	cs.warnings = append(cs.warnings, weak(rows, cs.list)...)
	return rows
}

// A testCase is a delta on its way to becoming a row.
type testCase struct {
	compare.Delta // oriented as the policy says
	eff           policy.Effective
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
	// note says why a side is missing, where more is known than that.
	note string
	// silent is set where head still has the benchmark and no longer reports its time,
	// or in a run a unit that the policy names.
	silent bool
	// lost is set where head still has the benchmark and no longer reports the unit
	// on which it is held to a limit.
	lost bool
	// shown is what the row shows where it is not what decides: see Delta.Decisive.
	shown *compare.Delta
}

func (p Procedure) newCase(d compare.Delta, waivers []policy.Waiver) *testCase {
	eff := p.Held(d.Benchmark, d.Unit, d.Better)
	nan := math.NaN()
	c := &testCase{Delta: orient(d, eff.Better), eff: eff, strict: p.Strict,
		waived: policy.Tolerance(waivers, d.Benchmark, d.Unit), level: nan, betterLevel: nan}
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

// markLost finds the limits that cannot be held against anything, and the units
// that head no longer reports.
func markLost(cases []*testCase) {
	alive := map[round.Benchmark]bool{}
	for _, c := range cases {
		alive[c.Benchmark] = alive[c.Benchmark] || c.Head != nil
	}
	for _, c := range cases {
		gone := c.Base != nil && c.Head == nil && alive[c.Benchmark]
		c.lost = gone && c.eff.Limit.Set()
		timed := c.Unit == "sec/op" || c.eff.Named && c.staged != nil && c.staged.Stage != ""
		c.silent = gone && timed
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
		if c.eff.Gated() && c.eff.Limit.Set() && c.Head != nil {
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
