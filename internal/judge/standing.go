package judge

import (
	"math"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

const (
	// mostScreened bounds the rounds of the screen. A benchmark that is noisier
	// than that many can resolve stays undecided, or is confirmed.
	mostScreened = 100
	// enoughToTell is from how many rounds on the noise is known well enough to see
	// that mostScreened will not suffice by far, even if there is no change at all,
	// and hopelessRounds how far that is.
	enoughToTell   = 12
	hopelessRounds = 3 * mostScreened / 2
)

// A Standing is where a benchmark stands after the rounds that it has had in one
// stage. The zero value means that no more rounds are needed.
type Standing struct {
	// More is set while another round would help, and Need is about how many more it
	// takes until something is decided.
	More bool
	Need int
	// Suspect is set at the end of the screen where something is to be confirmed.
	Suspect bool
	// Noisy is set where it is undecided, and more rounds would not decide it.
	Noisy bool
}

// Screen tells where a benchmark stands after all its screening rounds so far, in
// order; there is at least one.
func (p Procedure) Screen(rounds []round.Round) Standing {
	n := len(rounds)
	if n < minScreen {
		return Standing{More: true, Need: minScreen - n}
	}
	suspect, need, givenUp := false, 0, false
	for _, found := range p.screen(rounds, n >= mostScreened) {
		suspect = suspect || found.Suspect()
		if n >= enoughToTell && n+found.AtBest > hopelessRounds {
			givenUp = true // on this unit: the others may still be decided
			continue
		}
		need = max(need, found.Need)
	}
	switch {
	case need > 0:
		return Standing{More: true, Need: min(need, mostScreened-n)}
	case givenUp:
		// As the family will see it: what stays open at the end may be a suspect.
		for _, found := range p.screen(rounds, true) {
			suspect = suspect || found.Suspect()
		}
	}
	noisy := !suspect && (givenUp || n >= mostScreened && p.wantsMore(rounds))
	return Standing{Suspect: suspect, Noisy: noisy}
}

// wantsMore tells whether another screening round would help, were there one.
func (p Procedure) wantsMore(rounds []round.Round) bool {
	for _, found := range p.screen(rounds, false) {
		if found.Open {
			return true
		}
	}
	return false
}

// Confirm is told all screening rounds of a run when the screen is over. It says
// what is to be confirmed, and until when.
func (p Procedure) Confirm(rounds []round.Round) Confirmation {
	screening, _ := split(rounds)
	return Confirmation{p, p.family(screening), screening}
}

// A Confirmation is the second stage of a run.
type Confirmation struct {
	procedure Procedure
	family    family
	screening map[round.Benchmark][]round.Round
}

// A Suspicion is one benchmark to confirm.
type Suspicion struct {
	round.Benchmark
	// Need is how many rounds it takes until something can be decided.
	Need int
	// Worse is the largest change that it is suspected of, as a fraction.
	Worse float64
	// ByLayout tells whether the layout of functions might be what is suspected, as it
	// cannot be for allocations.
	ByLayout bool
}

// Suspects are the benchmarks to confirm, by package and name.
func (c Confirmation) Suspects() []Suspicion {
	var list []Suspicion
	for _, b := range sortedKeys(c.family.suspects) {
		list = append(list, Suspicion{b, c.need(b, 0), c.worse(b), c.byLayout(b)})
	}
	return list
}

// Standing tells where a suspect stands after all its confirming rounds so far.
func (c Confirmation) Standing(rounds []round.Round) Standing {
	n := len(rounds)
	switch {
	case n == 0:
		return Standing{More: true, Need: c.family.next(0)}
	case n < minScreen:
	case c.decided(rounds):
		return Standing{}
	case n >= c.family.last():
		return Standing{Noisy: true}
	}
	return Standing{More: true, Need: c.need(rounds[0].Benchmark, n)}
}

// need is how many rounds it takes after n until something about a suspect can be
// decided: what is exact, and a limit, needs no look.
func (c Confirmation) need(b round.Benchmark, n int) int {
	for _, found := range c.family.suspects[b] {
		if (found.Exact || found.Limit) && n < minScreen {
			return minScreen - n
		}
	}
	return c.family.next(n) - n
}

// worse is the largest change that a benchmark is suspected of.
func (c Confirmation) worse(b round.Benchmark) float64 {
	most := 0.0
	for unit, found := range c.family.suspects[b] {
		center, mean := c.procedure.deltas(compare.Screened, c.screening[b], unit)
		if change := math.Abs(center.Change); (found.Center || found.Exact) && change > most {
			most = change
		}
		if found.Mean && mean != nil && math.Abs(mean.Change) > most {
			most = math.Abs(mean.Change)
		}
	}
	return most
}

func (c Confirmation) byLayout(b round.Benchmark) bool {
	for unit, found := range c.family.suspects[b] {
		if (found.Center || found.Mean) && unit != "B/op" && unit != "allocs/op" {
			return true
		}
	}
	return false
}

// decided tells whether no further round can be needed: every suspect unit has an
// outcome that stands.
func (c Confirmation) decided(rounds []round.Round) bool {
	for unit, found := range c.family.suspects[rounds[0].Benchmark] {
		if c.procedure.open(c.procedure.confirmed(c.family, found, rounds, unit)) {
			return false
		}
	}
	return true
}
