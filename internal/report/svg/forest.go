package svg

import (
	"fmt"
	"html/template"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/report"
)

// A Scale is the common axis of many changes, symmetric around no change. What
// is beyond it is drawn as an arrow. The zero value draws nothing of use.
type Scale struct{ Edge float64 }

// ScaleOf chooses the axis for lines: what is allowed takes a good part of it,
// and most intervals fit.
func ScaleOf(lines []*report.Line) Scale {
	least := .02
	var ends []float64
	for _, l := range lines {
		n := l.Numbers
		if !drawable(n) {
			continue
		}
		if n.Threshold != nil {
			least = max(least, 2.5**n.Threshold)
		}
		lo, hi := interval(n)
		ends = append(ends, max(math.Abs(lo), math.Abs(hi)))
	}
	if len(ends) == 0 {
		return Scale{least}
	}
	slices.Sort(ends)
	most := ends[(len(ends)-1)*9/10] // the wildest would take the room of all others
	return Scale{min(max(least, most*1.05), 2.4*least)}
}

func drawable(n report.Numbers) bool { return n.Change != nil && n.Base != nil && n.Head != nil }

// interval is the interval of the change, or the change itself where there is
// none.
func interval(n report.Numbers) (lo, hi float64) {
	if n.ChangeLo == nil || n.ChangeHi == nil {
		return *n.Change, *n.Change
	}
	return *n.ChangeLo, *n.ChangeHi
}

const stripWidth, stripHeight = 132, 18

// Strip draws the change of one row with its interval on the common axis, for a
// column of a table. It says nothing that the row's words do not say, so it has
// no text of its own. A page has thousands: what is the same of all, heights and
// sizes, is in Style.
func Strip(l *report.Line, s Scale) template.HTML {
	if !drawable(l.Numbers) {
		return ""
	}
	x := axis{-s.Edge, s.Edge, 4, stripWidth - 4}
	body := ""
	if a := allowed(l.Numbers); !math.IsNaN(a) && x.holds(a) {
		body += `<rect x="` + whole(x.at(a)) + `"/>`
	}
	if lo, hi := interval(l.Numbers); lo != hi {
		body += `<path d="M` + num(x.at(lo)) + " 9H" + num(x.at(hi)) + `"/>`
	}
	switch change := *l.Numbers.Change; {
	case x.holds(change):
		body += `<circle cx="` + num(x.at(change)) + `"/>`
	case change > 0:
		body += `<path d="M123 5l5 4l-5 4"/>`
	default:
		body += `<path d="M9 5l-5 4l5 4"/>`
	}
	return template.HTML(`<svg class="strip` + toneOf(l) + `" aria-hidden="true">` + body + `</svg>`)
}

// mark draws one change with its interval and what is allowed, at height y.
func (c *canvas) mark(l *report.Line, x axis, y float64) {
	if a := allowed(l.Numbers); !math.IsNaN(a) && x.holds(a) {
		c.path("limit", "M"+num(x.at(a))+" "+num(y-6)+"v12")
	}
	tone := toneOf(l)
	lo, hi := interval(l.Numbers)
	if lo != hi {
		c.path("range"+tone, "M"+num(x.at(lo))+" "+num(y)+"H"+num(x.at(hi)))
	}
	change := *l.Numbers.Change
	switch {
	case x.holds(change):
		c.path("dot"+tone, "M"+num(x.at(change))+" "+num(y)+"h0")
	case change > 0:
		c.path("range"+tone, "M"+num(x.b-5)+" "+num(y-4)+"l5 4l-5 4")
	default:
		c.path("range"+tone, "M"+num(x.a+5)+" "+num(y-4)+"l-5 4l5 4")
	}
}

// toneOf is the class of colour, with a space before it.
func toneOf(l *report.Line) string {
	switch l.Class {
	case report.Failing, report.Warned:
		return " worse"
	case report.Improved:
		return " better"
	case report.Undecided, report.Waived:
		return " open"
	case report.Passing, report.Ungated, report.Ignored, report.Apart:
		return " calm"
	}
	return ""
}

// The frame of a forest plot.
const (
	forestWidth  = 860
	forestNames  = 270
	forestRight  = 560
	forestRow    = 20
	forestTop    = 46
	forestMost   = 60
	forestLetter = 38 // of a name
)

// Forest draws the changes of the rows that have one, in their order, each with
// its interval and in words; it leaves out all past a bound, and says so.
func Forest(lines []*report.Line) []byte {
	var rows []*report.Line
	for _, l := range lines {
		if drawable(l.Numbers) {
			rows = append(rows, l)
		}
	}
	shown := rows[:min(len(rows), forestMost)]
	title := "Changes of all benchmarks with their 95 % intervals"
	if len(shown) < len(rows) {
		title += fmt.Sprintf(" (showing %d of %d)", len(shown), len(rows))
	}
	height := float64(forestTop + forestRow*len(shown) + 12)
	c := newCanvas("forest", forestWidth, height, title)
	c.text("strong", 12, 16, title)
	x := c.forestAxis(ScaleOf(shown), height)
	for i, l := range shown {
		y := float64(forestTop + forestRow*i + forestRow/2)
		c.text("name", 12, y+4, short(l.Benchmark.String()+"  "+l.Unit.String(), forestLetter))
		c.mark(l, x, y)
		c.text("ink", forestRight+16, y+4, short(l.Change.String(), forestLetter+10))
	}
	return c.alone()
}

// forestAxis draws the grid of the common axis.
func (c *canvas) forestAxis(s Scale, height float64) axis {
	x := axis{-s.Edge, s.Edge, forestNames, forestRight}
	ticks := x.ticks(4)
	for i, label := range percentLabels(ticks) {
		class := "grid"
		if ticks[i] == 0 {
			class = "zero"
		}
		c.line(class, x.at(ticks[i]), forestTop, x.at(ticks[i]), height-8)
		c.text("m", x.at(ticks[i]), forestTop-6, label)
	}
	return x
}

// short returns at most n characters of s.
func short(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
