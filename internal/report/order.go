package report

import (
	"cmp"
	"math"
	"slices"

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

func (r *Row) class() class {
	switch r.Outcome {
	case policy.Regression, policy.LimitBroken, policy.Error:
		return byAction(r.Action)
	case policy.Inconclusive:
		if r.Action == policy.Fail && r.gated() {
			return failing
		}
		return undecided
	case policy.Removed:
		if r.Action == policy.Fail && r.gated() {
			return failing
		}
		return apart
	case policy.Added, policy.Skipped, policy.UnchangedBinary:
		return apart
	case policy.Improvement:
		return improved
	}
	switch {
	case r.Waived:
		return waived
	case r.Outcome == policy.Pass && (!r.gated() || r.Action == policy.Ignore):
		return ungated
	}
	return passing
}

// gated reports whether the policy holds the row to anything.
func (r *Row) gated() bool { return r.Threshold != nil || r.Limit != nil }

// warns reports whether the row is worth a warning.
func (r *Row) warns() bool {
	switch r.Outcome {
	case policy.Inconclusive, policy.Removed:
		return r.Action == policy.Warn && r.gated()
	}
	return r.class() == warned
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
func (r *Row) compared() bool {
	switch r.Outcome {
	case policy.Pass, policy.Regression, policy.LimitBroken, policy.Inconclusive, policy.Improvement:
		return true
	}
	return false
}

// worse returns the change in the worse direction, positive when head is worse:
// a fraction where there is one, infinite where base is zero, 0 where the
// direction or the change is not known.
func (r *Row) worse() float64 {
	sign := 0.0
	switch r.Better {
	case betterLower:
		sign = 1
	case betterHigher:
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
func worstFirst(rows []Row) []Row {
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.class(), b.class()), cmp.Compare(b.worse(), a.worse()), byName(a, b))
	})
	return sorted
}

// ofClass returns the rows of one class in their order.
func ofClass(rows []Row, c class) []Row {
	var out []Row
	for _, r := range rows {
		if r.class() == c {
			out = append(out, r)
		}
	}
	return out
}
