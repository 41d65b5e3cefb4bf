package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// mostUngated is how many changes of rows that nothing is held to are shown
// where not all are asked for.
const mostUngated = 3

// ungatedNote says how many rows were not judged, with the largest changes of
// them: "not gated: 1 row (Copy-2 47.6 % less B/s)".
func (p *textPrinter) ungatedNote(rows []judge.Row) string {
	var changes []string
	changed := largestFirst(rows)
	for i, r := range changed {
		if i == mostUngated {
			changes = append(changes, words.Count(len(changed)-i, "smaller change"))
			break
		}
		r.Unit = words.Shorten(visible(r.Unit), 24)
		changes = append(changes, p.benchmark(&r)+" "+bare(r))
	}
	note := "not gated: " + words.Count(len(rows), "row")
	if len(changes) == 0 {
		return note + " (no change)"
	}
	return note + " (" + strings.Join(changes, ", ") + ")"
}

// ungated is the folded part about the rows that nothing is held to, the largest
// changes first.
func (p *markdownPrinter) ungated() block {
	rows := ofClass(p.rows, ungated)
	if len(rows) == 0 {
		return block{}
	}
	start := fold("not gated: " + words.Count(len(rows), "row"))
	changed := largestFirst(rows)
	if len(changed) == 0 {
		return block{before: start + "None of them changed.\n", after: foldEnd, whole: true}
	}
	b := block{before: start + tableRow("benchmark", "unit", "base → head", "change") + "|---|---|---|---|\n", after: foldEnd}
	for _, r := range changed {
		b.items = append(b.items, p.shortRow(&r))
	}
	return b
}

// bare is a row's change without its interval.
func bare(r judge.Row) string {
	r.ChangeLo, r.ChangeHi = nil, nil
	return Words(r)
}

// largestFirst returns the rows that changed, by the size of their change in
// either direction. Changes without a percentage come first.
func largestFirst(rows []judge.Row) []judge.Row {
	size := func(r judge.Row) float64 {
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
	var changed []judge.Row
	for _, r := range rows {
		if size(r) > 0 && bare(r) != "no change" {
			changed = append(changed, r)
		}
	}
	slices.SortStableFunc(changed, func(a, b judge.Row) int { return cmp.Or(cmp.Compare(size(b), size(a)), judge.ByName(a, b)) })
	return changed
}

// standing is the outcome in words: what was not judged did not pass.
func standing(r *judge.Row) string {
	if classOf(r) == ungated {
		return "not gated"
	}
	return string(r.Outcome)
}

// judged reports whether the row was compared and held to something.
func judged(r *judge.Row) bool { return compared(r) && classOf(r) != ungated }
