package html

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/course"
	"github.com/benchgate/benchgate/internal/report/svg"
)

// A detail is all that there is to say of one row.
type detail struct {
	report.Line
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
func (p *page) inFull(rep *report.Report, courses course.Index) {
	size := 0
	for i := range p.Rows {
		e := &p.Rows[i]
		c := courses.Row(rep, e.Row)
		if len(c.Legs) == 0 && plain(&e.Line) {
			continue
		}
		d := &detail{Line: e.Line, ID: fmt.Sprintf("row-%d", i+1), Quiet: quiet(&e.Line), Facts: factsOf(&e.Line, len(p.Engines) > 1)}
		if size < pictureBytes {
			d.Rounds, d.Estimate = svg.Rounds(e.Line, c), svg.Estimate(e.Line, c)
			size += len(d.Rounds) + len(d.Estimate)
		} else if len(c.Legs) > 0 {
			p.Undrawn++
		}
		e.Detail = d
		if e.FailsRun && len(p.Culprits) < mostCulprits {
			p.Culprits = append(p.Culprits, d)
			continue
		}
		if e.FailsRun {
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
	return l.Class == "passing" || l.Class == "ungated" || l.Class == "apart"
}

// notesOf are the row's warnings. That a few values have no interval is no news
// of a row that needs none.
func notesOf(l *report.Line) []string {
	if !quiet(l) && !l.Row.Exact {
		return l.Warnings
	}
	return slices.DeleteFunc(slices.Clone(l.Warnings), func(w string) bool { return strings.HasPrefix(w, "need >= ") })
}

func factsOf(l *report.Line, severalEngines bool) []fact {
	r := l.Row
	var facts []fact
	add := func(name, text string) {
		if text != "" {
			facts = append(facts, fact{name, text})
		}
	}
	if !quiet(l) { // else the row of the table is next to it
		if l.Compared {
			add("base → head", l.Sides)
		}
		add("allowed", l.Allowed)
	}
	if l.P != "" {
		p := l.P
		if l.Level != "" {
			p += " (held against " + l.Level + ")"
		}
		add("p", p)
	}
	switch {
	case r.Rounds > 0 && r.Stage != "":
		add("decided by", fmt.Sprintf("%d rounds, stage %s", r.Rounds, r.Stage))
	case l.Compared && r.Head != nil && r.Head.N > 0:
		add("values", fmt.Sprintf("%d of head", r.Head.N))
	}
	if r.OnMean {
		add("about", "the means of the rounds, which count costs that only a few turns pay")
	}
	if severalEngines {
		add("engine", l.Engine)
	}
	add("where", l.Place)
	add("why", l.Remark)
	for _, w := range notesOf(l) {
		add("note", w)
	}
	return facts
}
