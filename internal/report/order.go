package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
)

// A Class is what a row means for the reader; reports show classes in this
// order.
type Class int

const (
	Failing   Class = iota // fails the run
	Warned                 // would fail it, but the policy says warn
	Undecided              // inconclusive
	Waived                 // tolerated by a waiver
	Improved
	Ignored // would fail the run, but the policy says ignore
	Apart   // added, removed, skipped, unchanged-binary: nothing was compared
	Ungated // compared, and held to nothing: neither a pass nor anything else
	Passing
)

func classOf(r *judge.Row) Class {
	switch r.Outcome {
	case judge.Regression, judge.LimitBroken, judge.Error:
		return byAction(r.Action)
	case judge.Inconclusive:
		if r.Action == policy.Fail && gated(r) && !r.Unfinished {
			return Failing
		}
		return Undecided
	case judge.Removed:
		if r.Action == policy.Fail && gated(r) {
			return Failing
		}
		return Apart
	case judge.Added, judge.Skipped, judge.UnchangedBinary:
		return Apart
	case judge.Improvement:
		return Improved
	}
	switch {
	case r.Waived:
		return Waived
	case r.Outcome == judge.Pass && (!gated(r) || r.Action == policy.Ignore):
		return Ungated
	}
	return Passing
}

// gated reports whether the policy holds the row to anything.
func gated(r *judge.Row) bool { return r.Threshold != nil || r.Limit != nil }

// warns reports whether the row is worth a warning.
func warns(r *judge.Row) bool {
	switch r.Outcome {
	case judge.Inconclusive, judge.Removed:
		return r.Action == policy.Warn && gated(r)
	}
	return classOf(r) == Warned
}

// byAction takes a missing action for fail: what is wrong is never hidden for
// want of a word.
func byAction(a policy.Action) Class {
	switch a {
	case policy.Warn:
		return Warned
	case policy.Ignore:
		return Ignored
	}
	return Failing
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
func ofClass(rows []judge.Row, c Class) []judge.Row {
	var out []judge.Row
	for _, r := range rows {
		if classOf(&r) == c {
			out = append(out, r)
		}
	}
	return out
}

func ofOutcome(rows []judge.Row, o judge.Outcome) []judge.Row {
	var out []judge.Row
	for _, r := range rows {
		if r.Outcome == o {
			out = append(out, r)
		}
	}
	return out
}
