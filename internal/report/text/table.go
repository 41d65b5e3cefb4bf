package text

import (
	"strings"

	"github.com/benchgate/benchgate/internal/words"
)

// A column of a text table. Columns with a drop above 0 are left out where the
// lines do not fit, the highest first.
type column struct {
	head  string
	drop  int
	width int
	gone  bool
}

// A line of a text table is a row of cells, or text of its own: a heading, or a
// note under a row.
type line struct {
	cells []string
	text  string
	// indent is the number of columns before text.
	indent int
	color  string
}

// A table aligns cells over all its rows, whatever stands between them.
// The first column is the one that shrinks.
type table struct {
	columns []column
	lines   []line
	// strays is set where a row's centres seem to contradict its change.
	strays bool
}

const (
	tableIndent = 2
	tableGap    = 2
	leastName   = 12 // columns that the first column keeps
	goodName    = 28 // columns that it keeps while others can be left out
	wordsColumn = 3  // the column that shrinks when nothing else can
	drawnColumn = 4  // the column that has its section's colour
)

func (t *table) row(color string, cells ...string) {
	t.lines = append(t.lines, line{cells: cells, color: color})
}

// note puts text under the last row.
func (t *table) note(text string) {
	t.lines = append(t.lines, line{text: text, indent: 2 * tableIndent})
}

// fit sets the widths of the columns so that rows take at most columns columns,
// as far as that can be done; 0 means no limit.
func (t *table) fit(columns int) {
	for i := range t.columns {
		t.columns[i].width = 0
	}
	for _, l := range t.lines {
		for i, cell := range l.cells {
			t.columns[i].width = max(t.columns[i].width, words.Width(cell))
		}
	}
	for i := range t.columns { // a column without a value needs no heading
		if t.columns[i].width == 0 {
			t.columns[i].gone = true
		}
		t.columns[i].width = max(t.columns[i].width, words.Width(t.columns[i].head))
	}
	if columns <= 0 {
		return
	}
	for t.excess(columns) > 0 && t.columns[0].width-t.excess(columns) < goodName && t.dropOne(2) {
	}
	t.shrink(columns)
	for t.excess(columns) > 0 && t.dropOne(1) {
	}
	t.grow(columns)
	if over := t.excess(columns); over > 0 {
		words := &t.columns[wordsColumn]
		words.width = max(leastName, words.width-over)
	}
}

// excess is by how much rows are too wide.
func (t *table) excess(columns int) int {
	total := tableIndent - tableGap
	for _, c := range t.columns {
		if !c.gone {
			total += c.width + tableGap
		}
	}
	return total - columns
}

// dropOne leaves out the column that is missed least, of those whose drop is at
// least atLeast.
func (t *table) dropOne(atLeast int) bool {
	victim := -1
	for i, c := range t.columns {
		if !c.gone && c.drop >= atLeast && (victim < 0 || c.drop > t.columns[victim].drop) {
			victim = i
		}
	}
	if victim < 0 {
		return false
	}
	t.columns[victim].gone = true
	return true
}

func (t *table) shrink(columns int) {
	if over := t.excess(columns); over > 0 {
		t.columns[0].width = max(leastName, t.columns[0].width-over)
	}
}

// grow gives the first column back what dropping others has freed.
func (t *table) grow(columns int) {
	full := words.Width(t.columns[0].head)
	for _, l := range t.lines {
		if len(l.cells) > 0 {
			full = max(full, words.Width(l.cells[0]))
		}
	}
	if free := -t.excess(columns); free > 0 {
		t.columns[0].width = min(full, t.columns[0].width+free)
	}
}

// heads returns the headings of the columns as cells.
func (t *table) heads() []string {
	cells := make([]string, len(t.columns))
	for i, c := range t.columns {
		cells[i] = c.head
	}
	return cells
}

// format lays out one row. Its drawing has the colour, unless that is "".
func (t *table) format(cells []string, color string) string {
	var b strings.Builder
	for i, cell := range cells {
		c := t.columns[i]
		if c.gone {
			continue
		}
		if b.Len() == 0 {
			b.WriteString(strings.Repeat(" ", tableIndent))
		} else {
			b.WriteString(strings.Repeat(" ", tableGap))
		}
		cell = words.Shorten(cell, max(c.width, 1))
		if i == drawnColumn && color != "" && cell != "" {
			b.WriteString(colored(color, cell) + strings.Repeat(" ", max(0, c.width-words.Width(cell))))
			continue
		}
		b.WriteString(cell + strings.Repeat(" ", max(0, c.width-words.Width(cell))))
	}
	return strings.TrimRight(b.String(), " ")
}
