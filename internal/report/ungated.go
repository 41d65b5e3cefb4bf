package report

import (
	"cmp"
	"math"

	"github.com/benchgate/benchgate/internal/judge"
)

// bare is a row's change without its interval.
func bare(r judge.Row) string {
	r.ChangeLo, r.ChangeHi = nil, nil
	return Words(r)
}

// standing is the outcome in words: what was not judged did not pass.
func standing(r *judge.Row) string {
	if classOf(r) == Ungated {
		return "not gated"
	}
	return string(r.Outcome)
}

// judged reports whether the row was compared and held to something.
func judged(r *judge.Row) bool { return compared(r) && classOf(r) != Ungated }

// size is how much a row changed in either direction, infinite without a
// percentage.
func size(r *judge.Row) float64 {
	switch {
	case r.Base == nil || r.Head == nil:
		return 0
	case r.Change != nil:
		return math.Abs(*r.Change)
	case r.Base.Center != r.Head.Center:
		return math.Inf(1)
	}
	return 0
}

func largerFirst(a, b *judge.Row) int {
	return cmp.Or(cmp.Compare(size(b), size(a)), judge.ByName(*a, *b))
}
