package report

import (
	"fmt"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// A Line is a row as people are shown it: in words, with nothing hidden in
// what a stranger chose. It is text, not yet escaped for any format.
type Line struct {
	Row                *judge.Row
	Package            string // without what all packages of the report start with
	Benchmark, Unit    string
	Standing           string // the outcome in words; "not gated" where nothing was held to anything
	Class              string // what it means for the run: see Classes
	Sides              string // "1.234µs → 1.435µs"
	Change             string // in words, see Words; of a broken limit that limit
	Allowed            string // "5 %, at most 100ms"
	Remark, Place, P   string
	Engine             string
	Level              string // what P was held against
	Warnings           []string
	Worse              float64 // see Row; infinite where base is zero
	FailsRun, Compared bool
}

// classNames are the words for classes, in their order.
var classNames = [...]string{failing: "failing", warned: "warned", undecided: "undecided", waived: "waived",
	improved: "improved", ignored: "ignored", apart: "apart", ungated: "ungated", passing: "passing"}

// Classes returns the words of Line.Class in the order in which lines stand.
func Classes() []string { return classNames[:] }

// Lines returns the rows of a report in words, worst first.
func Lines(rep *Report) []Line {
	short := shortPackages(rep)
	rows := worstFirst(rep.Rows)
	lines := make([]Line, len(rows))
	for i := range rows {
		lines[i] = lineOf(&rows[i], short)
	}
	return lines
}

func lineOf(r *judge.Row, short func(string) string) Line {
	l := Line{
		Row: r, Package: visible(short(r.Package)), Benchmark: visible(r.Benchmark), Unit: visible(r.Unit),
		Standing: standing(r), Class: classNames[classOf(r)],
		Sides: visible(sidesOf(r)), Change: visible(causeOf(r)), Allowed: visible(allowedOf(r)),
		Remark: visible(remark(r)), Engine: visible(r.Engine), P: words.PValue(r.P), Level: words.PValue(r.Alpha),
		Worse: worse(r), FailsRun: classOf(r) == failing, Compared: compared(r),
	}
	if r.File != "" {
		l.Place = visible(r.File)
		if r.Line > 0 {
			l.Place += fmt.Sprintf(":%d", r.Line)
		}
	}
	for _, w := range r.Warnings {
		l.Warnings = append(l.Warnings, visible(w))
	}
	return l
}

// Value formats x as values of the unit are shown: "1.435µs", "24B", "2".
func Value(unit string, x float64) string { return visible(scaleFor(unit, false, x).format(x)) }

// Visible returns text of a stranger on one line with nothing hidden in it.
func Visible(s string) string { return visible(s) }
