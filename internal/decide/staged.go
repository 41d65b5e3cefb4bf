package decide

import (
	"maps"
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

const (
	// minRounds is what every benchmark gets in either stage before anything is
	// decided about it.
	minRounds = 3
	// mostScreened bounds the rounds of the screen. A benchmark that is noisier
	// than that many can resolve stays undecided, or is confirmed.
	mostScreened = 100
	// enoughToTell is from how many rounds on the scatter is known well enough to
	// see that mostScreened will not suffice by far, even if there is no change at
	// all, and hopeless how far that is.
	enoughToTell = 12
	hopeless     = 3 * mostScreened / 2
)

// Staged is the decider of a run: the screen first, and then the confirmation of
// what it suspects. It implements measure.Decider.
func Staged(p policy.Policy) measure.Decider { return screen{staged{p}} }

type screen struct{ staged }

// Screen implements measure.Decider.
func (s screen) Screen(rounds []round.Round) measure.Standing {
	n := len(rounds)
	if n < minRounds {
		return measure.Standing{State: measure.More, Need: minRounds - n}
	}
	suspect, need, givenUp := false, 0, false
	for _, found := range s.screen(rounds, n >= mostScreened) {
		suspect = suspect || found.Suspect()
		if n >= enoughToTell && n+found.AtBest > hopeless {
			givenUp = true // on this unit: the others may still be decided
			continue
		}
		need = max(need, found.Need)
	}
	switch {
	case need > 0:
		return measure.Standing{State: measure.More, Need: min(need, mostScreened-n)}
	case givenUp:
		// As the family will see it: what stays open at the end may be a suspect.
		for _, found := range s.screen(rounds, true) {
			suspect = suspect || found.Suspect()
		}
	}
	switch {
	case suspect:
		return measure.Standing{State: measure.Suspect}
	case givenUp || n >= mostScreened && s.open(rounds):
		return measure.Standing{State: measure.TooNoisy}
	}
	return measure.Standing{State: measure.Done}
}

// open tells whether another screening round would help, were there one.
func (s screen) open(rounds []round.Round) bool {
	for _, found := range s.screen(rounds, false) {
		if found.Open {
			return true
		}
	}
	return false
}

// Confirm implements measure.Decider.
func (s screen) Confirm(rounds []round.Round) measure.Confirmation {
	screening, _ := split(rounds)
	return confirmation{s.staged, s.family(screening), screening}
}

type confirmation struct {
	staged
	family
	screening map[round.Benchmark][]round.Round
}

// Suspects implements measure.Confirmation.
func (c confirmation) Suspects() []measure.Suspicion {
	var list []measure.Suspicion
	for _, b := range slices.SortedFunc(maps.Keys(c.suspects), byName) {
		list = append(list, measure.Suspicion{Benchmark: b, Need: c.need(b, 0), Worse: c.worse(b), Placed: c.placed(b)})
	}
	return list
}

// need is how many rounds it takes after n until something about a suspect can be
// decided: what is exact, and a limit, needs no look.
func (c confirmation) need(b round.Benchmark, n int) int {
	for _, found := range c.suspects[b] {
		if (found.Exact || found.Limit) && n < minRounds {
			return minRounds - n
		}
	}
	return c.next(n) - n
}

// worse is the largest change that a benchmark is suspected of.
func (c confirmation) worse(b round.Benchmark) float64 {
	most := 0.0
	for unit, found := range c.suspects[b] {
		center, mean := c.deltas(compare.Screened, c.screening[b], unit)
		if change := math.Abs(center.Change); (found.Center || found.Exact) && change > most {
			most = change
		}
		if found.Mean && mean != nil && math.Abs(mean.Change) > most {
			most = math.Abs(mean.Change)
		}
	}
	return most
}

// Confirm implements measure.Confirmation.
func (c confirmation) Confirm(rounds []round.Round) measure.Standing {
	n := len(rounds)
	switch {
	case n < minRounds:
		return measure.Standing{State: measure.More, Need: c.need(rounds[0].Benchmark, n)}
	case c.settled(rounds):
		return measure.Standing{State: measure.Done}
	case n >= c.last():
		return measure.Standing{State: measure.TooNoisy}
	}
	return measure.Standing{State: measure.More, Need: c.need(rounds[0].Benchmark, n)}
}

// placed tells whether a layout might be what is suspected: a suspect for its time, or for any unit
// that is not an allocation, might be one by its layout.
func (c confirmation) placed(b round.Benchmark) bool {
	for unit, found := range c.suspects[b] {
		if (found.Center || found.Mean) && unit != "B/op" && unit != "allocs/op" {
			return true
		}
	}
	return false
}

// settled tells whether no further round can be needed: every suspect unit has
// an outcome that stands.
func (c confirmation) settled(rounds []round.Round) bool {
	for unit, found := range c.suspects[rounds[0].Benchmark] {
		if c.Open(c.confirmed(c.family, found, rounds, unit)) {
			return false
		}
	}
	return true
}
