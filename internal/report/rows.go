package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

// FromRows turns judged rows into rows of a report, sorted by package,
// benchmark and unit; equal ones keep their order. Numbers that are not finite
// become null. pos tells where the benchmark's function stands in head, as a
// slash-separated path relative to the repository and a 1-based line; it may be
// nil, and returns "", 0 where the place is not known.
func FromRows(rows []policy.Row, pos func(b round.Benchmark) (file string, line int)) []Row {
	out := make([]Row, 0, len(rows))
	for _, r := range rows {
		row := fromRow(r)
		if pos != nil {
			row.File, row.Line = pos(r.Benchmark)
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, byName)
	return out
}

func fromRow(r policy.Row) Row {
	return Row{
		Package:    r.Package,
		Benchmark:  r.Name,
		Unit:       r.Unit,
		Engine:     r.Engine,
		Outcome:    r.Outcome,
		Action:     r.Action,
		Reason:     r.Reason,
		Better:     betterWord(r.Better),
		Base:       fromSummary(r.Base),
		Head:       fromSummary(r.Head),
		Change:     finite(r.Change),
		ChangeLo:   finite(r.ChangeLo),
		ChangeHi:   finite(r.ChangeHi),
		Detectable: finite(r.Detectable),
		P:          finite(shownP(r)),
		MinP:       minP(r),
		Alpha:      finite(r.Alpha),
		Threshold:  finite(r.Threshold),
		Limit:      fromLimit(r.Limit),
		Exact:      r.Exact,
		Waived:     r.Waived,
		Rounds:     r.Rounds,
		Stage:      string(r.Stage),
		OnMean:     r.OnMean,
		Warnings:   slices.Clone(r.Warnings),
	}
}

// shownP is the p of the direction that the outcome speaks of.
func shownP(r policy.Row) float64 {
	if r.Outcome == policy.Improvement {
		return r.PBetter
	}
	return r.P
}

// minP is null for rounds: they are taken until a row is decided, so few of them
// may be all it took.
func minP(r policy.Row) *float64 {
	if r.Engine != "files" {
		return nil
	}
	return finite(r.MinP)
}

func fromSummary(s *compare.Summary) *Summary {
	if s == nil || finite(s.Center) == nil {
		return nil
	}
	return &Summary{Center: s.Center, Lo: finite(s.Lo), Hi: finite(s.Hi), N: s.N}
}

func fromLimit(l policy.Limit) *Limit {
	if l.Max == nil && l.Min == nil {
		return nil
	}
	return finiteLimit(&Limit{Max: l.Max, Min: l.Min})
}

// The words of Row.Better.
const (
	betterLower  = "lower"
	betterHigher = "higher"
)

func betterWord(d compare.Direction) string {
	switch d {
	case compare.Lower:
		return betterLower
	case compare.Higher:
		return betterHigher
	}
	return ""
}

// finite returns x, or nil where JSON has no number for it.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func byName(a, b Row) int {
	return cmp.Or(
		cmp.Compare(a.Package, b.Package),
		cmp.Compare(a.Benchmark, b.Benchmark),
		cmp.Compare(a.Unit, b.Unit))
}
