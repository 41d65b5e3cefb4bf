package report

import (
	"github.com/benchgate/benchgate/internal/policy"
)

// allAdded and allRemoved list benchmarks of one side, whether they stand in
// the list or have rows. A benchmark that only got or lost a unit is neither.
func (rep *Report) allAdded() []Name {
	return union(rep.Added, except(ofOutcome(rep.Rows, policy.Added), rep.gainedUnits()))
}

func (rep *Report) allRemoved() []Name {
	return union(rep.Removed, except(ofOutcome(rep.Rows, policy.Removed), rep.lostUnits()))
}

// lostUnits returns the rows of units that only base reports, of benchmarks that
// head has; gainedUnits those of units that only head reports, of benchmarks that
// base has.
func (rep *Report) lostUnits() []Row {
	return rep.unitsOf(policy.Removed, func(r *Row) *Summary { return r.Head })
}

func (rep *Report) gainedUnits() []Row {
	return rep.unitsOf(policy.Added, func(r *Row) *Summary { return r.Base })
}

// unitsOf returns the rows of an outcome whose benchmark has values on the other
// side in another unit.
func (rep *Report) unitsOf(o policy.Outcome, other func(*Row) *Summary) []Row {
	has := set{}
	for _, r := range rep.Rows {
		if other(&r) != nil {
			has.add(r)
		}
	}
	var out []Row
	for _, r := range ofOutcome(rep.Rows, o) {
		if has[Name{r.Package, r.Benchmark}] {
			out = append(out, r)
		}
	}
	return out
}

// except returns the rows of benchmarks that the others do not name.
func except(rows, others []Row) []Row {
	named := set{}
	for _, r := range others {
		named.add(r)
	}
	var out []Row
	for _, r := range rows {
		if !named[Name{r.Package, r.Benchmark}] {
			out = append(out, r)
		}
	}
	return out
}

func union(names []Name, rows []Row) []Name {
	seen := map[Name]bool{}
	var out []Name
	add := func(n Name) {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	for _, n := range names {
		add(n)
	}
	for _, r := range rows {
		add(Name{r.Package, r.Benchmark})
	}
	return out
}

// The words for a unit that one side alone reports.
const (
	noLongerReported = "no longer reported by"
	newlyReported    = "newly reported by"
)

// unitNotes prints a line for each unit that one side alone reports.
func (p *textPrinter) unitNotes() []string {
	const most = 10
	var lines []string
	for _, side := range []struct {
		word string
		rows []Row
	}{{noLongerReported, p.rep.lostUnits()}, {newlyReported, p.rep.gainedUnits()}} {
		for i, r := range side.rows {
			if i == most && !p.opts.Verbose {
				lines = append(lines, count(len(side.rows)-i, "more unit")+" "+side.word+" a benchmark")
				break
			}
			lines = append(lines, shorten(visible(r.Unit), 24)+" "+side.word+" "+p.benchmark(&r))
		}
	}
	return lines
}

// unitItems are the same lines for a Markdown list.
func (p *markdownPrinter) unitItems() []string {
	var items []string
	for _, r := range p.rep.lostUnits() {
		items = append(items, "- "+code(r.Unit, unitColumns)+" "+noLongerReported+" "+p.benchmark(r.Package, r.Benchmark)+"\n")
	}
	for _, r := range p.rep.gainedUnits() {
		items = append(items, "- "+code(r.Unit, unitColumns)+" "+newlyReported+" "+p.benchmark(r.Package, r.Benchmark)+"\n")
	}
	return items
}
