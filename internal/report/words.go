package report

import (
	"math"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// Words returns the change of a row in words, with its 95 % interval in the
// same direction: "16.3 % slower (14.1…18.4)", "+2 allocs/op, exact",
// "8.1 % less B/s", "no change". Percentages are those of the unit: a benchmark
// that takes half the time is 50 % faster. The unit may hold anything that the
// benchmark put there.
func Words(r judge.Row) string {
	switch {
	case r.Outcome == judge.Error:
		return "not measured"
	case r.Outcome == judge.UnchangedBinary:
		return "unchanged binary"
	case r.Base == nil && r.Head == nil:
		return "not compared"
	case r.Base == nil:
		return "only in head"
	case r.Head == nil:
		return "only in base"
	case r.Change == nil || r.Exact && r.Unit == "allocs/op":
		return difference(&r) + exactly(r.Exact)
	}
	return percentage(&r) + exactly(r.Exact)
}

// causeWords says what made a row what it is: of a broken limit the limit, since the
// change may have been allowed, else the change.
func causeWords(r *judge.Row) string {
	if r.Outcome != judge.LimitBroken || r.Head == nil || r.Limit == nil {
		return Words(*r)
	}
	says := func(relation string, bound float64) string {
		head := r.Head.Center
		text := scaleFor(r.Unit, r.Exact, head).format(head)
		if symbolOf(r.Unit) == "" {
			text += " " + r.Unit
		}
		return text + " is " + relation + " the limit of " + scaleFor(r.Unit, true, bound).short(bound)
	}
	switch l := r.Limit; {
	case l.Max != nil && r.Head.Center > *l.Max:
		return says("over", *l.Max)
	case l.Min != nil && r.Head.Center < *l.Min:
		return says("under", *l.Min)
	}
	return Words(*r)
}

func exactly(exact bool) string {
	if exact {
		return ", exact"
	}
	return ""
}

// difference is the change in the unit itself, for counts and for a base of
// zero, which has no percentage.
func difference(r *judge.Row) string {
	diff := r.Head.Center - r.Base.Center
	if diff == 0 {
		return "no change"
	}
	sc := scaleFor(r.Unit, r.Exact, diff)
	if sc.symbol != "" { // "+64B" names its unit
		_, per, _ := strings.Cut(r.Unit, "/")
		return sc.signed(diff) + "/" + per
	}
	return sc.signed(diff) + " " + r.Unit
}

// signed formats a difference with its sign.
func (s scale) signed(x float64) string {
	if x < 0 {
		return "−" + s.format(-x)
	}
	return "+" + s.format(x)
}

func percentage(r *judge.Row) string {
	change := *r.Change
	if words.Percent(math.Abs(change)) == words.Percent(0) {
		return "no change" + intervalOf(r, 1)
	}
	sign := 1.0
	if change < 0 {
		sign = -1
	}
	return words.Percent(math.Abs(change)) + " % " + comparative(r.Unit, change > 0) + intervalOf(r, sign)
}

// intervalOf returns the bounds of the change times sign in percent, the lower
// one first, or nothing where a bound is missing or says no more than the
// change itself.
func intervalOf(r *judge.Row, sign float64) string {
	if r.ChangeLo == nil || r.ChangeHi == nil || *r.ChangeLo == *r.ChangeHi {
		return ""
	}
	lo, hi := sign**r.ChangeLo, sign**r.ChangeHi
	return " (" + words.Percent(min(lo, hi)) + "…" + words.Percent(max(lo, hi)) + ")"
}

// comparative says which way a unit went.
func comparative(unit string, up bool) string {
	pick := func(more, less string) string {
		if up {
			return more
		}
		return less
	}
	switch {
	case unit == "sec/op":
		return pick("slower", "faster")
	case strings.HasSuffix(unit, "-sec/op"): // p99-sec/op
		return pick("slower ", "faster ") + strings.TrimSuffix(unit, "-sec/op")
	case unit == "B/s":
		return pick("more ", "less ") + unit
	case unit == "B/op" || unit == "allocs/op":
		return pick("more ", "fewer ") + unit
	}
	return pick("higher ", "lower ") + unit
}

// remark is what else a reader needs to know of a row that is not a plain pass.
func remark(r *judge.Row) string {
	var parts []string
	// A change that is larger than what would have been seen was seen: the reason
	// says what it lacks.
	if r.Outcome == judge.Inconclusive && r.Detectable != nil && !(r.Change != nil && math.Abs(*r.Change) > *r.Detectable) {
		parts = append(parts, "would have seen "+words.Fraction(*r.Detectable))
	}
	if r.Reason != "" {
		parts = append(parts, r.Reason)
	}
	return strings.Join(parts, "; ")
}
