package report

import (
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
)

// A section is one class of rows with its heading.
type section struct {
	class class
	title string
	color string
	most  int // rows shown unless verbose; 0 shows all, less than 0 none
}

var sections = []section{
	{failing, "Fails the run", red, 0},
	{warned, "Worse than allowed, the policy only warns", yellow, 50},
	{undecided, "Undecided", yellow, 20},
	{waived, "Worse, but waived", yellow, 50},
	{improved, "Improved (decides nothing)", green, 20},
	{ignored, "Worse, but ignored by the policy", "", 10},
	{apart, "Not compared", "", -1},
	{ungated, "Not gated", "", -1},
	{passing, "Passes", "", -1},
}

// rows prints the table of all rows that are not rolled up.
func (p *textPrinter) rows() {
	rows := worstFirst(p.rep.Rows)
	p.axis = axisFor(p.shown(rows), p.opts.Width)
	t := textTable{columns: []column{
		{head: "benchmark"}, {head: "unit", drop: 1}, {head: p.plain("base → head"), drop: 2}, {head: "change"},
		{head: p.plain(p.axis.head()), drop: 3}, {head: "allowed", drop: 4}, {head: "p", drop: 5},
	}}
	for _, s := range sections {
		p.section(&t, s, ofClass(rows, s.class))
	}
	if len(t.lines) == 0 {
		return
	}
	t.fit(p.opts.Width)
	p.put("", "")
	p.put("", t.format(t.heads(), nil))
	for _, l := range t.lines {
		if l.cells != nil {
			p.put("", t.format(l.cells, p.painter(l.color)))
			continue
		}
		p.say(l.indent, l.color, l.text)
	}
	if t.strays {
		p.say(0, "", pairwise)
	}
}

// shown returns the rows that the table shows.
func (p *textPrinter) shown(rows []judge.Row) []judge.Row {
	var shown []judge.Row
	for _, s := range sections {
		shown = append(shown, p.cut(s, ofClass(rows, s.class))...)
	}
	return shown
}

// cut leaves of a section's rows those that are shown. Who asked for a single
// benchmark sees what became of it, also where it passes.
func (p *textPrinter) cut(s section, rows []judge.Row) []judge.Row {
	if s.class == passing && p.alone {
		return rows
	}
	if !p.opts.Verbose && s.most != 0 && len(rows) > s.most {
		return rows[:max(s.most, 0)]
	}
	return rows
}

// painter colours a drawing as its section; nil where there is no colour.
func (p *textPrinter) painter(color string) func(string) string {
	if !p.opts.Color || color == "" {
		return nil
	}
	return func(s string) string { return "\x1b[" + color + "m" + s + "\x1b[0m" }
}

func (p *textPrinter) section(t *textTable, s section, rows []judge.Row) {
	shown := p.cut(s, rows)
	if len(shown) == 0 {
		return
	}
	title := s.title + showing(len(shown), len(rows))
	if s.class == failing {
		title += " (" + outcomesOf(rows) + ")"
	}
	t.lines = append(t.lines, line{text: title, color: s.color})
	for _, r := range shown {
		t.row(s.color, p.cells(&r)...)
		t.strays = t.strays || strays(&r)
		if note := remark(&r); note != "" && (p.opts.Verbose || s.class.explained(r.Outcome)) {
			t.lines = append(t.lines, line{text: words.Shorten(p.plain(note), 300), indent: 2 * tableIndent})
		}
		if e := p.rep.explanation(&r); e != nil {
			for _, text := range p.explained(e) {
				t.lines = append(t.lines, line{text: words.Shorten(p.plain(text), 300), indent: 2 * tableIndent})
			}
		}
	}
}

// explained tells whether a row's reason is worth a line where not all is
// asked for: a plain regression's says what its columns say.
func (c class) explained(o judge.Outcome) bool {
	return c != passing && c != ungated && c != improved && o != judge.Regression
}

func (p *textPrinter) cells(r *judge.Row) []string {
	unit := *r
	unit.Unit = words.Shorten(visible(r.Unit), 24)
	cells := []string{p.benchmark(r), unit.Unit, sidesOf(r), Words(unit), p.axis.draw(r), allowedOf(r), words.PValue(r.P)}
	for i := range cells {
		cells[i] = p.plain(cells[i])
	}
	return cells
}

// benchmark names a row's benchmark, with the package where there are several.
func (p *textPrinter) benchmark(r *judge.Row) string {
	if p.only || r.Package == "" {
		return r.Benchmark
	}
	return p.pkg(r.Package) + "." + r.Benchmark
}

// alone tells whether one benchmark was compared and no other.
func alone(rows []judge.Row) bool {
	seen := set{}
	for _, r := range rows {
		if compared(&r) {
			seen.add(r)
		}
	}
	return len(seen) == 1
}

// outcomesOf counts rows by outcome: "regression 2, limit-broken 1".
func outcomesOf(rows []judge.Row) string {
	counts := map[judge.Outcome]int{}
	var order []judge.Outcome
	for _, r := range rows {
		if counts[r.Outcome]++; counts[r.Outcome] == 1 {
			order = append(order, r.Outcome)
		}
	}
	var parts []string
	for _, o := range order {
		parts = append(parts, fmt.Sprintf("%s %d", o, counts[o]))
	}
	return strings.Join(parts, ", ")
}

// rollup prints in a line each what the table leaves out.
func (p *textPrinter) rollup() {
	var lines []string
	if rows := ofClass(p.rep.Rows, passing); len(rows) > 0 {
		lines = append(lines, rolled(rows)+" pass")
	}
	if rows := ofClass(p.rep.Rows, ungated); len(rows) > 0 {
		lines = append(lines, p.ungatedNote(rows))
	}
	for _, o := range []judge.Outcome{judge.UnchangedBinary, judge.Skipped} {
		if rows := ofOutcome(p.rep.Rows, o); len(rows) > 0 {
			lines = append(lines, rolled(rows)+" "+string(o))
			if o == judge.Skipped {
				lines = append(lines, p.reasons(rows)...)
			}
		}
	}
	if len(p.rep.NotSelected) > 0 {
		lines = append(lines, p.rep.notSelected())
	}
	for _, side := range []struct {
		word  string
		names []record.Name
	}{{"added", p.rep.allAdded()}, {"removed", p.rep.allRemoved()}} {
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

// reasons says of each row why it is what it is.
func (p *textPrinter) reasons(rows []judge.Row) []string {
	const most = 10
	var lines []string
	for i, r := range rows {
		if i == most && !p.opts.Verbose {
			return append(lines, fmt.Sprintf("  and %d more", len(rows)-i))
		}
		lines = append(lines, "  "+words.Shorten(p.plain(p.benchmark(&r)+": "+visible(r.Reason)), 300))
	}
	return lines
}

func (p *textPrinter) nameList(names []record.Name) string {
	const most = 10
	var list []string
	for i, n := range names {
		if i == most && !p.opts.Verbose {
			return strings.Join(list, ", ") + fmt.Sprintf(" and %d more", len(names)-i)
		}
		list = append(list, p.benchmark(&judge.Row{Package: n.Package, Benchmark: n.Benchmark}))
	}
	return strings.Join(list, ", ")
}

// rolled counts benchmarks and rows: "37 benchmarks, 111 rows".
func rolled(rows []judge.Row) string {
	benchmarks := set{}
	for _, r := range rows {
		benchmarks.add(r)
	}
	return words.Count(len(benchmarks), "benchmark") + ", " + words.Count(len(rows), "row")
}

func ofOutcome(rows []judge.Row, o judge.Outcome) []judge.Row {
	var out []judge.Row
	for _, r := range rows {
		if r.Outcome == o {
			out = append(out, r)
		}
	}
	return out
}
