package report

import (
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
)

// allAdded and allRemoved list benchmarks of one side, whether they stand in
// the list or have rows. A benchmark that only got or lost a unit is neither.
func (rep *Report) allAdded() []record.Name {
	return union(rep.Added, except(ofOutcome(rep.Rows, judge.Added), rep.gainedUnits()))
}

func (rep *Report) allRemoved() []record.Name {
	return union(rep.Removed, except(ofOutcome(rep.Rows, judge.Removed), rep.lostUnits()))
}

// lostUnits returns the rows of units that only base reports, of benchmarks that
// head has; gainedUnits those of units that only head reports, of benchmarks that
// base has.
func (rep *Report) lostUnits() []judge.Row {
	return rep.unitsOf(judge.Removed, func(r *judge.Row) *judge.Summary { return r.Head })
}

func (rep *Report) gainedUnits() []judge.Row {
	return rep.unitsOf(judge.Added, func(r *judge.Row) *judge.Summary { return r.Base })
}

// unitsOf returns the rows of an outcome whose benchmark has values on the other
// side in another unit.
func (rep *Report) unitsOf(o judge.Outcome, other func(*judge.Row) *judge.Summary) []judge.Row {
	has := set{}
	for _, r := range rep.Rows {
		if other(&r) != nil {
			has.add(r)
		}
	}
	var out []judge.Row
	for _, r := range ofOutcome(rep.Rows, o) {
		if has[record.NameOf(r.Of())] {
			out = append(out, r)
		}
	}
	return out
}

// except returns the rows of benchmarks that the others do not name.
func except(rows, others []judge.Row) []judge.Row {
	named := set{}
	for _, r := range others {
		named.add(r)
	}
	var out []judge.Row
	for _, r := range rows {
		if !named[record.NameOf(r.Of())] {
			out = append(out, r)
		}
	}
	return out
}

func union(names []record.Name, rows []judge.Row) []record.Name {
	seen := map[record.Name]bool{}
	var out []record.Name
	add := func(n record.Name) {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	for _, n := range names {
		add(n)
	}
	for _, r := range rows {
		add(record.NameOf(r.Of()))
	}
	return out
}

// The words for a unit that one side alone reports.
const (
	NoLongerReported = "no longer reported by"
	NewlyReported    = "newly reported by"
)
