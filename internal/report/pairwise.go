package report

import "github.com/benchgate/benchgate/internal/judge"

// Pairwise is said where the columns of a shown row seem to contradict each
// other.
const Pairwise = "Changes are estimated pair by pair and may differ from the ratio of the two centres."

// strays reports whether the ratio of the row's centres lies outside the 95 %
// interval of its change. Only pairs can bring that about: for files the change
// is the ratio of the centres.
func strays(r *judge.Row) bool {
	if r.Rounds == 0 || r.Exact || r.Base == nil || r.Head == nil || r.Base.Center <= 0 || r.ChangeLo == nil || r.ChangeHi == nil {
		return false
	}
	ratio := r.Head.Center/r.Base.Center - 1
	return ratio < min(*r.ChangeLo, *r.ChangeHi) || ratio > max(*r.ChangeLo, *r.ChangeHi)
}
