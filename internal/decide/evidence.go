package decide

import (
	"maps"
	"slices"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

// staged is the procedure under one policy.
type staged struct{ policy.Policy }

// A family is what entered confirmation, fixed by the screening rounds alone.
type family struct {
	suspects map[round.Benchmark]map[string]policy.Screening // by unit
	size     int
	looks    []compare.Look
}

// family looks at all screening rounds as they are when the screen is over.
func (s staged) family(screening map[round.Benchmark][]round.Round) family {
	f := family{suspects: map[round.Benchmark]map[string]policy.Screening{}}
	for b, rounds := range screening {
		for unit, found := range s.screen(rounds, true) {
			if !found.Suspect() {
				continue
			}
			if f.suspects[b] == nil {
				f.suspects[b] = map[string]policy.Screening{}
			}
			f.suspects[b][unit] = found
			f.size += found.Hypotheses()
		}
	}
	f.looks = compare.Looks(s.Alpha, f.size)
	return f
}

// screen judges the screening rounds of one benchmark, unit by unit.
func (s staged) screen(rounds []round.Round, last bool) map[string]policy.Screening {
	found := map[string]policy.Screening{}
	for _, unit := range units(rounds) {
		center, mean := s.deltas(compare.Screened, rounds, unit)
		found[unit] = s.Screen(center, mean, last)
	}
	return found
}

// A comparison is compare.Screened or compare.Confirmed.
type comparison func(round.Benchmark, string, []round.Round, compare.Direction, compare.Statistic) compare.Delta

// deltas compares the rounds of one benchmark in a unit. The delta of the means
// is nil where they equal the centres.
func (s staged) deltas(how comparison, rounds []round.Round, unit string) (center compare.Delta, mean *compare.Delta) {
	b := rounds[0].Benchmark
	better := s.Better(b, unit)
	center = how(b, unit, rounds, better, compare.Center)
	if slices.ContainsFunc(rounds, func(r round.Round) bool { return ownMean(r.Base[unit]) || ownMean(r.Head[unit]) }) {
		d := how(b, unit, rounds, better, compare.Mean)
		mean = &d
	}
	return center, mean
}

func ownMean(v round.Value) bool { return v.Mean != v.Center }

// evidence puts together what both stages say of a benchmark. A unit that is no
// suspect is judged by the screening rounds, and so is a suspect for which there
// was no time to confirm anything.
func (s staged) evidence(f family, screening, confirming []round.Round) []policy.Evidence {
	var all []policy.Evidence
	suspects := f.suspects[screening[0].Benchmark]
	for _, unit := range units(append(slices.Clip(screening), confirming...)) {
		found := suspects[unit]
		if found.Suspect() && len(confirming) > 0 {
			all = append(all, s.confirmed(f, found, confirming, unit))
			continue
		}
		e := policy.Evidence{Stage: round.Screen, Suspects: found, Level: nan}
		e.Delta, e.Mean = s.deltas(compare.Screened, screening, unit)
		all = append(all, e)
	}
	return all
}

func units(rounds []round.Round) []string {
	all := map[string]bool{}
	for _, r := range rounds {
		for _, side := range round.Sides {
			for unit := range r.Of(side) {
				all[unit] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}
