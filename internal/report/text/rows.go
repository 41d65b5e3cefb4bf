package text

import (
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// A section is one class of rows with its heading.
type section struct {
	class report.Class
	title string
	color string
	most  int // rows shown unless verbose; 0 shows all, less than 0 none
}

var sections = []section{
	{report.Failing, "Fails the run", red, 0},
	{report.Warned, "Worse than allowed, the policy only warns", yellow, 50},
	{report.Undecided, "Undecided", yellow, 20},
	{report.Waived, "Worse, but waived", yellow, 50},
	{report.Improved, "Improved (decides nothing)", green, 20},
	{report.Ignored, "Worse, but ignored by the policy", "", 10},
	{report.Apart, "Not compared", "", -1},
	{report.Ungated, "Not gated", "", -1},
	{report.Passing, "Passes", "", -1},
}

// rows prints the table of all rows that are not rolled up.
func (p *printer) rows() {
	rows := p.v.Worst
	p.axis = axisFor(p.shown(rows), p.opts.Width)
	t := table{columns: []column{
		{head: "benchmark"}, {head: "unit", drop: 1}, {head: p.plain("base → head"), drop: 2}, {head: "change"},
		{head: p.plain(p.axis.head()), drop: 3}, {head: "allowed", drop: 4}, {head: "p", drop: 5},
	}}
	for _, s := range sections {
		p.section(&t, s, report.OfClass(rows, s.class))
	}
	if len(t.lines) == 0 {
		return
	}
	t.fit(p.opts.Width)
	p.put("", "")
	p.put("", t.format(t.heads(), ""))
	for _, l := range t.lines {
		if l.cells != nil {
			p.put("", t.format(l.cells, p.shade(l.color)))
			continue
		}
		p.say(l.indent, l.color, l.text)
	}
	if t.strays {
		p.say(0, "", report.Pairwise)
	}
}

// shown returns the rows that the table shows.
func (p *printer) shown(rows []*report.Line) []*report.Line {
	var shown []*report.Line
	for _, s := range sections {
		shown = append(shown, p.cut(s, report.OfClass(rows, s.class))...)
	}
	return shown
}

// cut leaves of a section's rows those that are shown. Who asked for a single
// benchmark sees what became of it, also where it passes.
func (p *printer) cut(s section, rows []*report.Line) []*report.Line {
	if s.class == report.Passing && p.alone {
		return rows
	}
	if !p.opts.Verbose && s.most != 0 && len(rows) > s.most {
		return rows[:max(s.most, 0)]
	}
	return rows
}

// shade is the colour of a section's drawings; "" for none.
func (p *printer) shade(color string) string {
	if !p.opts.Color {
		return ""
	}
	return color
}

func (p *printer) section(t *table, s section, rows []*report.Line) {
	shown := p.cut(s, rows)
	if len(shown) == 0 {
		return
	}
	title := s.title + showing(len(shown), len(rows))
	if s.class == report.Failing {
		title += " (" + report.Outcomes(rows) + ")"
	}
	t.lines = append(t.lines, line{text: title, color: s.color})
	for _, l := range shown {
		t.row(s.color, p.cells(l)...)
		t.strays = t.strays || l.Strays
		if !l.Remark.Empty() && (p.opts.Verbose || explained(s.class, l.Outcome)) {
			t.note(words.Shorten(p.plain(l.Remark.String()), 300))
		}
		if len(l.Causes) > 0 {
			for _, text := range p.explained(l.Causes[0]) {
				t.note(words.Shorten(p.plain(text), 300))
			}
		}
	}
}

// explained tells whether a row's reason is worth a line where not all is
// asked for: a plain regression's says what its columns say.
func explained(c report.Class, o judge.Outcome) bool {
	return c != report.Passing && c != report.Ungated && c != report.Improved && o != judge.Regression
}

// unitWidth is how much of a unit is shown.
const unitWidth = 24

func (p *printer) cells(l *report.Line) []string {
	cells := []string{l.Name.String(), l.Unit.Short(unitWidth), l.Sides.String(), l.WordsIn(unitWidth).String(),
		p.axis.draw(l), l.Allowed.String(), l.P.String()}
	for i := range cells {
		cells[i] = p.plain(cells[i])
	}
	return cells
}

// alone tells whether one benchmark was compared and no other.
func alone(lines []*report.Line) bool {
	compared := slices.DeleteFunc(slices.Clone(lines), func(l *report.Line) bool { return !l.Compared })
	return report.Benchmarks(compared) == 1
}

// rollup prints in a line each what the table leaves out.
func (p *printer) rollup() {
	var lines []string
	if rows := report.OfClass(p.v.Rows, report.Passing); len(rows) > 0 {
		lines = append(lines, report.Rolled(rows)+" pass")
	}
	if rows := report.OfClass(p.v.Rows, report.Ungated); len(rows) > 0 {
		lines = append(lines, p.ungatedNote(rows))
	}
	for _, o := range []judge.Outcome{judge.UnchangedBinary, judge.Skipped} {
		if rows := report.OfOutcome(p.v.Rows, o); len(rows) > 0 {
			lines = append(lines, report.Rolled(rows)+" "+string(o))
			if o == judge.Skipped {
				lines = append(lines, p.reasons(rows)...)
			}
		}
	}
	if !p.v.NotMeasured.Empty() {
		lines = append(lines, p.v.NotMeasured.String())
	}
	for _, side := range []struct {
		word  string
		names []report.Name
	}{{"added", p.v.Added}, {"removed", p.v.Removed}} {
		if len(side.names) > 0 {
			lines = append(lines, fmt.Sprintf("%s %s: %s", words.Count(len(side.names), "benchmark"), side.word, p.nameList(side.names)))
		}
	}
	lines = append(lines, p.unitNotes()...)
	if len(lines) > 0 {
		p.put("", "")
	}
	for _, l := range lines {
		p.say(0, "", l)
	}
}

// most is how many of a list are named, -1 for all.
func (p *printer) most(n int) int {
	if p.opts.Verbose {
		return -1
	}
	return n
}

// reasons says of each row why it is what it is.
func (p *printer) reasons(rows []*report.Line) []string {
	most := p.most(10)
	var lines []string
	for i, l := range rows {
		if i == most {
			return append(lines, fmt.Sprintf("  and %d more", len(rows)-i))
		}
		lines = append(lines, "  "+words.Shorten(p.plain(l.Name.String()+": "+l.Reason.String()), 300))
	}
	return lines
}

func (p *printer) nameList(names []report.Name) string {
	var list []string
	for _, n := range names {
		list = append(list, n.String())
	}
	return words.List(list, p.most(10))
}

// unitNotes prints a line for each unit that one side alone reports.
func (p *printer) unitNotes() []string {
	most := p.most(10)
	var notes []string
	for _, side := range []struct {
		word  string
		lines []*report.Line
	}{{report.NoLongerReported, p.v.Lost}, {report.NewlyReported, p.v.Gained}} {
		for i, l := range side.lines {
			if i == most {
				notes = append(notes, words.Count(len(side.lines)-i, "more unit")+" "+side.word+" a benchmark")
				break
			}
			notes = append(notes, l.Unit.Short(unitWidth)+" "+side.word+" "+l.Name.String())
		}
	}
	return notes
}

// mostUngated is how many changes of rows that nothing is held to are shown
// where not all are asked for.
const mostUngated = 3

// ungatedNote says how many rows were not judged, with the largest changes of
// them: "not gated: 1 row (Copy-2 47.6 % less B/s)".
func (p *printer) ungatedNote(rows []*report.Line) string {
	var changes []string
	changed := report.LargestFirst(rows)
	for i, l := range changed {
		if i == mostUngated {
			changes = append(changes, words.Count(len(changed)-i, "smaller change"))
			break
		}
		changes = append(changes, l.Name.String()+" "+l.Bare(unitWidth).String())
	}
	note := "not gated: " + words.Count(len(rows), "row")
	if len(changes) == 0 {
		return note + " (no change)"
	}
	return note + " (" + strings.Join(changes, ", ") + ")"
}
