package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
)

// A class is what a row means for the reader; reports show classes in this
// order.
type class int

const (
	failing   class = iota // fails the run
	warned                 // would fail it, but the policy says warn
	undecided              // inconclusive
	waived                 // tolerated by a waiver
	improved
	ignored // would fail the run, but the policy says ignore
	apart   // added, removed, skipped, unchanged-binary: nothing was compared
	ungated // compared, and held to nothing: neither a pass nor anything else
	passing
)

func classOf(r *judge.Row) class {
	switch r.Outcome {
	case judge.Regression, judge.LimitBroken, judge.Error:
		return byAction(r.Action)
	case judge.Inconclusive:
		if r.Action == policy.Fail && gated(r) && !r.Unfinished {
			return failing
		}
		return undecided
	case judge.Removed:
		if r.Action == policy.Fail && gated(r) {
			return failing
		}
		return apart
	case judge.Added, judge.Skipped, judge.UnchangedBinary:
		return apart
	case judge.Improvement:
		return improved
	}
	switch {
	case r.Waived:
		return waived
	case r.Outcome == judge.Pass && (!gated(r) || r.Action == policy.Ignore):
		return ungated
	}
	return passing
}

// gated reports whether the policy holds the row to anything.
func gated(r *judge.Row) bool { return r.Threshold != nil || r.Limit != nil }

// warns reports whether the row is worth a warning.
func warns(r *judge.Row) bool {
	switch r.Outcome {
	case judge.Inconclusive, judge.Removed:
		return r.Action == policy.Warn && gated(r)
	}
	return classOf(r) == warned
}

// byAction takes a missing action for fail: what is wrong is never hidden for
// want of a word.
func byAction(a policy.Action) class {
	switch a {
	case policy.Warn:
		return warned
	case policy.Ignore:
		return ignored
	}
	return failing
}

// compared reports whether both sides of the row were measured and judged.
func compared(r *judge.Row) bool {
	switch r.Outcome {
	case judge.Pass, judge.Regression, judge.LimitBroken, judge.Inconclusive, judge.Improvement:
		return true
	}
	return false
}

// worse returns the change in the worse direction, positive when head is worse:
// a fraction where there is one, infinite where base is zero, 0 where the
// direction or the change is not known.
func worse(r *judge.Row) float64 {
	sign := 0.0
	switch r.Better {
	case judge.BetterLower:
		sign = 1
	case judge.BetterHigher:
		sign = -1
	}
	switch {
	case sign == 0 || r.Base == nil || r.Head == nil:
		return 0
	case r.Change != nil:
		return sign * *r.Change
	case r.Head.Center == r.Base.Center:
		return 0
	}
	return math.Inf(int(sign * float64(cmp.Compare(r.Head.Center, r.Base.Center))))
}

// worstFirst returns the rows by class, within a class by how much worse head
// is, then by name. rows stays as it is.
func worstFirst(rows []judge.Row) []judge.Row {
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b judge.Row) int {
		return cmp.Or(cmp.Compare(classOf(&a), classOf(&b)), cmp.Compare(worse(&b), worse(&a)), judge.ByName(a, b))
	})
	return sorted
}

// ofClass returns the rows of one class in their order.
func ofClass(rows []judge.Row, c class) []judge.Row {
	var out []judge.Row
	for _, r := range rows {
		if classOf(&r) == c {
			out = append(out, r)
		}
	}
	return out
}
