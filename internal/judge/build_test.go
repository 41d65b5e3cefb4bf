package judge

import (
	"math"
	"regexp"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

var today = time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)

// paired is a paired delta as compare makes it: base's estimate, the change with
// half the width of its 95 % interval, and p in the worse direction.
func paired(name, unit string, base, change, half, p float64) compare.Delta {
	better := compare.DirectionOf(unit)
	head := base * (1 + change)
	d := compare.Delta{
		Benchmark: round.Benchmark{Package: "example.com/p", Name: name}, Unit: unit, Engine: "files", Better: better,
		Base:   &compare.Summary{Center: base, Lo: math.NaN(), Hi: math.NaN(), N: 20},
		Head:   &compare.Summary{Center: head, Lo: math.NaN(), Hi: math.NaN(), N: 20},
		Change: change, ChangeLo: change - half, ChangeHi: change + half,
		Diff: head - base, DiffLo: head - base - half*base, DiffHi: head - base + half*base,
		P: p, PBetter: 1 - p, MinP: math.Ldexp(1, -20), Detectable: half, Rounds: 20,
	}
	d.WorseHi = math.NaN()
	if better != compare.Unknown {
		d.WorseHi = d.Worse() + 1.4*half
	}
	d.WorseDiffHi = d.WorseHi * base
	return d
}

// exactly is an exact delta.
func exactly(name, unit string, base, head float64) compare.Delta {
	nan := math.NaN()
	d := compare.Delta{
		Benchmark: round.Benchmark{Package: "example.com/p", Name: name}, Unit: unit, Engine: "files", Better: compare.DirectionOf(unit),
		Base: &compare.Summary{Center: base, Lo: base, Hi: base, N: 12}, Head: &compare.Summary{Center: head, Lo: head, Hi: head, N: 12},
		Change: nan, ChangeLo: nan, ChangeHi: nan, WorseHi: nan, Diff: head - base, DiffLo: nan, DiffHi: nan, WorseDiffHi: nan,
		P: nan, PBetter: nan, MinP: nan, Detectable: nan, Exact: true, Rounds: 12,
	}
	if head == base {
		d.Change = 0
	} else if base > 0 {
		d.Change = head/base - 1
	}
	return d
}

// steady is a delta that surely passes.
func steady(name string) compare.Delta { return paired(name, "sec/op", 1e-6, 0.001, 0.005, 0.4) }

func anchored(s string) *regexp.Regexp { return regexp.MustCompile("^(?:" + s + ")$") }

func number(x float64) *float64 { return &x }

// with returns the default policy with rules.
func with(rules ...policy.Rule) Procedure {
	p := standard()
	p.Rules = rules
	return p
}

// standard is the procedure of the default policy.
func standard() Procedure { return ProcedureOf(policy.Default(), nil) }

// Judge judges deltas as those of files, and leaves them in their order.
func (p Procedure) Judge(deltas []compare.Delta, now time.Time) Judgement {
	return p.judged(p.ofDeltas(deltas, now, nil), now)
}

// JudgeStaged judges evidence of rounds, and leaves it in its order.
func (p Procedure) JudgeStaged(evidence []Evidence, hypotheses int, now time.Time) Judgement {
	cs := p.newCases(evidence, now)
	cs.hypotheses, cs.heads = hypotheses, ownInterval
	return p.judged(cs, now)
}

func (p Procedure) judged(cs cases, now time.Time) Judgement {
	j := Judgement{Alpha: p.Alpha, Hypotheses: cs.hypotheses, Rows: cs.rows(p)}
	j.Warnings = append(p.idleWaivers(&record.Record{}, j.Rows, now), cs.warnings...)
	j.Verdict = verdictOf(j.Rows, nil, &facts{}, &record.Record{})
	j.Status = statusOf(j.Verdict, false)
	return j
}

// only judges one delta.
func only(p Procedure, d compare.Delta) Row { return p.Judge([]compare.Delta{d}, today).Rows[0] }

// val is a number of a row, NaN where it has none.
func val(x *float64) float64 {
	if x == nil {
		return math.NaN()
	}
	return *x
}
