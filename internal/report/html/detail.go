package html

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/svg"
)

// A detail is all that there is to say of one row.
type detail struct {
	*report.Line
	ID               string
	Quiet            bool // the row of the table is enough of a headline
	Facts            []fact
	Rounds, Estimate template.HTML
	Explained        []explained
}

// A fact is a line of a list.
type fact struct{ Name, Text string }

// inFull gives a detail to each row of which there is more to say than the
// table does: what is not a plain pass, and what has rounds. Pictures go to the
// worst first, up to a bound.
func (p *page) inFull() {
	size := 0
	for i := range p.Rows {
		e := &p.Rows[i]
		c := e.Course()
		if len(c.Legs) == 0 && plain(e.Line) {
			continue
		}
		d := &detail{Line: e.Line, ID: fmt.Sprintf("row-%d", i+1), Quiet: quiet(e.Line), Facts: factsOf(e.Line, len(p.Engines) > 1)}
		if size < pictureBytes {
			d.Rounds, d.Estimate = svg.Rounds(e.Line, c), svg.Estimate(e.Line, c)
			size += len(d.Rounds) + len(d.Estimate)
		} else if len(c.Legs) > 0 {
			p.Undrawn++
		}
		e.Detail = d
		if e.Fails && len(p.Culprits) < mostCulprits {
			p.Culprits = append(p.Culprits, d)
			continue
		}
		if e.Fails {
			p.MoreCulprits++
		}
		p.Details = append(p.Details, d)
	}
}

// plain tells that the table says all of a row.
func plain(l *report.Line) bool {
	return quiet(l) && len(notesOf(l)) == 0
}

func quiet(l *report.Line) bool {
	return l.Class == report.Passing || l.Class == report.Ungated || l.Class == report.Apart
}

// notesOf are the row's warnings. That a few values have no interval is no news
// of a row that needs none.
func notesOf(l *report.Line) []report.Text {
	if !quiet(l) && !l.Numbers.Exact {
		return l.Warnings
	}
	return slices.DeleteFunc(slices.Clone(l.Warnings), func(w report.Text) bool { return strings.HasPrefix(w.String(), "need >= ") })
}

func factsOf(l *report.Line, severalEngines bool) []fact {
	n := l.Numbers
	var facts []fact
	add := func(name, text string) {
		if text != "" {
			facts = append(facts, fact{name, text})
		}
	}
	if !quiet(l) { // else the row of the table is next to it
		if l.Compared {
			add("base → head", l.Sides.String())
		}
		add("allowed", l.Allowed.String())
	}
	if !l.P.Empty() {
		p := l.P.String()
		if !l.Level.Empty() {
			p += " (held against " + l.Level.String() + ")"
		}
		add("p", p)
	}
	switch {
	case n.Rounds > 0 && n.Stage != "":
		add("decided by", fmt.Sprintf("%d rounds, stage %s", n.Rounds, n.Stage))
	case l.Compared && n.Head != nil && n.Head.N > 0:
		add("values", fmt.Sprintf("%d of head", n.Head.N))
	}
	if n.OnMean {
		add("about", "the means of the rounds, which count costs that only a few turns pay")
	}
	if severalEngines {
		add("engine", l.Engine.String())
	}
	add("where", l.Place.String())
	add("why", l.Remark.String())
	for _, w := range notesOf(l) {
		add("note", w.String())
	}
	return facts
}
