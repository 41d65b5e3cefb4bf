package report

import (
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
)

// A set counts benchmarks; a benchmark has a row for each of its units.
type set map[record.Name]bool

func (s set) add(r judge.Row) { s[record.NameOf(r.Of())] = true }

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
	// unfinished had too little time, and so had unconfirmed, which are suspected to
	// be worse. They count among neither the undecided nor each other.
	unfinished, unconfirmed set
	waived                  set
	unchanged               set
	ungated                 set // at least one unit compared and held to nothing
	// timeOnly is set while all that fails is time.
	timeOnly bool
}

func tallyOf(rep *Report) tally {
	t := tally{
		checked: set{}, slower: set{}, broken: set{}, failed: set{}, removed: set{}, silenced: set{}, warned: set{},
		undecided: set{}, unfinished: set{}, unconfirmed: set{}, waived: set{}, unchanged: set{}, ungated: set{}, timeOnly: true,
	}
	for _, r := range rep.Rows {
		t.add(r)
	}
	for n := range t.unconfirmed {
		delete(t.unfinished, n)
	}
	for n := range t.unfinished {
		delete(t.undecided, n)
	}
	for n := range t.unconfirmed {
		delete(t.undecided, n)
	}
	for _, r := range rep.lostUnits() {
		if n := (record.NameOf(r.Of())); t.removed[n] {
			delete(t.removed, n)
			t.silenced.add(r)
		}
	}
	return t
}

func (t *tally) add(r judge.Row) {
	if judged(&r) {
		t.checked.add(r)
	}
	if classOf(&r) == Ungated {
		t.ungated.add(r)
	}
	switch r.Outcome {
	case judge.Inconclusive:
		t.undecided.add(r)
		if r.Unfinished && r.Action != policy.Warn {
			t.unfinished.add(r)
		}
		if r.Unfinished && r.Suspected && r.Action != policy.Warn {
			t.unconfirmed.add(r)
		}
	case judge.UnchangedBinary:
		t.unchanged.add(r)
	}
	switch classOf(&r) {
	case Failing:
		t.addFailing(r)
	case Warned:
		t.warned.add(r)
	case Waived:
		t.waived.add(r)
	}
}

func (t *tally) addFailing(r judge.Row) {
	switch r.Outcome {
	case judge.Regression:
		t.slower.add(r)
		t.timeOnly = t.timeOnly && r.Unit == "sec/op"
	case judge.LimitBroken:
		t.broken.add(r)
	case judge.Error:
		t.failed.add(r)
	case judge.Removed:
		t.removed.add(r)
	case judge.Inconclusive: // counted among the undecided
	}
}
