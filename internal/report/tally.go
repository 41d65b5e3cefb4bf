package report

import (
	"github.com/benchgate/benchgate/internal/policy"
)

// A set counts benchmarks; a benchmark has a row for each of its units.
type set map[Name]bool

func (s set) add(r Row) { s[Name{r.Package, r.Benchmark}] = true }

// A tally counts a report's benchmarks by what became of their rows.
type tally struct {
	checked   set // at least one unit compared
	slower    set // a regression that fails the run
	broken    set // a limit broken that fails the run
	failed    set // a row that could not be measured
	removed   set // a removal that fails the run
	silenced  set // one of a unit only, of a benchmark that is still there
	warned    set
	undecided set
	waived    set
	unchanged set
	ungated   set // at least one unit compared and held to nothing
	// timeOnly is set while all that fails is time.
	timeOnly bool
}

func tallyOf(rep *Report) tally {
	t := tally{
		checked: set{}, slower: set{}, broken: set{}, failed: set{}, removed: set{}, silenced: set{}, warned: set{},
		undecided: set{}, waived: set{}, unchanged: set{}, ungated: set{}, timeOnly: true,
	}
	for _, r := range rep.Rows {
		t.add(r)
	}
	for _, r := range rep.lostUnits() {
		if n := (Name{r.Package, r.Benchmark}); t.removed[n] {
			delete(t.removed, n)
			t.silenced.add(r)
		}
	}
	return t
}

func (t *tally) add(r Row) {
	if r.judged() {
		t.checked.add(r)
	}
	if r.class() == ungated {
		t.ungated.add(r)
	}
	switch r.Outcome {
	case policy.Inconclusive:
		t.undecided.add(r)
	case policy.UnchangedBinary:
		t.unchanged.add(r)
	}
	switch r.class() {
	case failing:
		t.addFailing(r)
	case warned:
		t.warned.add(r)
	case waived:
		t.waived.add(r)
	}
}

func (t *tally) addFailing(r Row) {
	switch r.Outcome {
	case policy.Regression:
		t.slower.add(r)
		t.timeOnly = t.timeOnly && r.Unit == "sec/op"
	case policy.LimitBroken:
		t.broken.add(r)
	case policy.Error:
		t.failed.add(r)
	case policy.Removed:
		t.removed.add(r)
	case policy.Inconclusive: // counted among the undecided
	}
}
