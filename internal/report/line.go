package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report/course"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/words"
)

// A Line is a row as people are shown it: in words, and in numbers.
type Line struct {
	Name
	Unit, Engine Text
	Outcome      judge.Outcome
	Action       policy.Action
	Class        Class
	Standing     Text // the outcome in words; "not gated" where nothing was held to anything
	Sides        Text // "1.234µs → 1.435µs"
	Words        Text // the change, see Words
	Change       Text // the same; of a broken limit that limit
	Allowed      Text // "5 %, at most 100ms"
	Sentence     Text // all of the row but its name
	Reason       Text
	Remark       Text // the reason and what else there is to know
	P, Level     Text // p, and what it was held against
	File         Text
	At           int  // the line in File, from 1; 0 for none
	Place        Text // both
	Warnings     []Text
	Numbers      Numbers
	// Worse is the change for the worse, see worse; infinite where base is zero.
	Worse                  float64
	Fails, Warns, Compared bool
	Strays                 bool // its numbers seem to contradict each other, see Pairwise
	Causes                 []*Cause

	row  *judge.Row
	view *View
}

// Numbers are those of a judge.Row, in its unit. Unknown ones are nil.
type Numbers struct {
	Base, Head                             *judge.Summary
	Change, ChangeLo, ChangeHi, Detectable *float64
	P, Alpha, Threshold                    *float64
	Limit                                  *judge.Limit
	// Worse is the sign of a change for the worse; 0 where it is not known.
	Worse                 float64
	Exact, Waived, OnMean bool
	Rounds                int
	Stage                 round.Stage
}

// classNames are the words for classes, in their order.
var classNames = [...]string{Failing: "failing", Warned: "warned", Undecided: "undecided", Waived: "waived",
	Improved: "improved", Ignored: "ignored", Apart: "apart", Ungated: "ungated", Passing: "passing"}

// String returns the word for a class.
func (c Class) String() string { return classNames[c] }

func lineOf(r *judge.Row, n namer) *Line {
	l := &Line{
		Name: n.name(r.Package, r.Benchmark), Unit: textOf(r.Unit), Engine: textOf(r.Engine),
		Outcome: r.Outcome, Action: r.Action, Class: classOf(r), Standing: textOf(standing(r)),
		Sides: textOf(sidesOf(r)), Words: textOf(Words(*r)), Change: textOf(causeWords(r)), Allowed: textOf(allowedOf(r)),
		Sentence: textOf(sentence(r)), Reason: textOf(r.Reason), Remark: textOf(remark(r)),
		P: textOf(words.PValue(r.P)), Level: textOf(words.PValue(r.Alpha)),
		File: textOf(r.File), At: r.Line, Place: textOf(placeOf(r.File, r.Line)), Warnings: textsOf(r.Warnings),
		Worse: worse(r), Fails: classOf(r) == Failing, Warns: warns(r), Compared: compared(r), Strays: strays(r),
		row: r,
	}
	l.Numbers = Numbers{
		Base: r.Base, Head: r.Head, Change: r.Change, ChangeLo: r.ChangeLo, ChangeHi: r.ChangeHi, Detectable: r.Detectable,
		P: r.P, Alpha: r.Alpha, Threshold: r.Threshold, Limit: r.Limit, Worse: worseSign(r),
		Exact: r.Exact, Waived: r.Waived, OnMean: r.OnMean, Rounds: r.Rounds, Stage: round.Stage(r.Stage),
	}
	return l
}

// placeOf is a line of a file: "parse/parse.go:27".
func placeOf(file string, line int) string {
	if file == "" || line <= 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, line)
}

// worseSign is the sign of a change for the worse.
func worseSign(r *judge.Row) float64 {
	switch r.Better {
	case judge.BetterLower:
		return 1
	case judge.BetterHigher:
		return -1
	}
	return 0
}

// sentence says all of a row but its name: "regression: 1.2µs → 1.4µs, 16.3 %
// slower (14.1…18.4), allowed 5 %".
func sentence(r *judge.Row) string {
	parts := []string{}
	for _, s := range []string{sidesOf(r), Words(*r)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if s := allowedOf(r); s != "" {
		parts = append(parts, "allowed "+s)
	}
	return standing(r) + ": " + strings.Join(parts, ", ")
}

// WordsIn is Words with the unit in at most so many columns.
func (l *Line) WordsIn(columns int) Text { return textOf(Words(l.narrow(columns))) }

// Bare is WordsIn without the interval.
func (l *Line) Bare(columns int) Text { return textOf(bare(l.narrow(columns))) }

func (l *Line) narrow(columns int) judge.Row {
	r := *l.row
	r.Unit = l.Unit.Short(columns)
	return r
}

// Value formats x as values of the unit are shown: "1.435µs", "24B", "2".
func (l *Line) Value(x float64) Text { return valueOf(l.Unit.shown, x) }

func valueOf(unit string, x float64) Text { return textOf(scaleFor(unit, false, x).format(x)) }

// Ticks names round numbers on an axis of the unit, see Ticks.
func (l *Line) Ticks(ticks []float64) []string { return tickLabels(l.Unit.shown, ticks) }

// Course is how the row came about, as far as the rounds are at hand.
func (l *Line) Course() course.Course {
	return l.view.courses.Row(l.view.alpha, l.view.hypotheses, l.row)
}

// OfClass returns the lines of one class in their order.
func OfClass(lines []*Line, c Class) []*Line {
	return only(lines, func(l *Line) bool { return l.Class == c })
}

// OfOutcome returns the lines of one outcome in their order.
func OfOutcome(lines []*Line, o judge.Outcome) []*Line {
	return only(lines, func(l *Line) bool { return l.Outcome == o })
}

func only(lines []*Line, keep func(*Line) bool) []*Line {
	var out []*Line
	for _, l := range lines {
		if keep(l) {
			out = append(out, l)
		}
	}
	return out
}

// Outcomes counts lines by outcome: "regression 2, limit-broken 1".
func Outcomes(lines []*Line) string {
	counts := map[judge.Outcome]int{}
	var order []judge.Outcome
	for _, l := range lines {
		if counts[l.Outcome]++; counts[l.Outcome] == 1 {
			order = append(order, l.Outcome)
		}
	}
	var parts []string
	for _, o := range order {
		parts = append(parts, fmt.Sprintf("%s %d", o, counts[o]))
	}
	return strings.Join(parts, ", ")
}

// Benchmarks counts the benchmarks of lines; one has a line for each of its units.
func Benchmarks(lines []*Line) int {
	seen := map[[2]Text]bool{}
	for _, l := range lines {
		seen[[2]Text{l.Package, l.Benchmark}] = true
	}
	return len(seen)
}

// Rolled counts benchmarks and rows: "37 benchmarks, 111 rows".
func Rolled(lines []*Line) string {
	return words.Count(Benchmarks(lines), "benchmark") + ", " + words.Count(len(lines), "row")
}

// LargestFirst returns the lines that changed, by the size of their change in
// either direction. Changes without a percentage come first.
func LargestFirst(lines []*Line) []*Line {
	changed := only(lines, func(l *Line) bool { return size(l.row) > 0 && bare(*l.row) != "no change" })
	slices.SortStableFunc(changed, func(a, b *Line) int { return largerFirst(a.row, b.row) })
	return changed
}
