package judge

import (
	"cmp"
	"maps"
	"slices"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

// A family is what entered confirmation, fixed by the screening rounds alone.
type family struct {
	suspects map[round.Benchmark]map[string]Screening // by unit
	size     int
	looks    []compare.Look
}

// family looks at all screening rounds as they are when the screen is over.
func (p Procedure) family(screening map[round.Benchmark][]round.Round) family {
	f := family{suspects: map[round.Benchmark]map[string]Screening{}}
	for b, rounds := range screening {
		for unit, found := range p.screen(rounds, true) {
			if !found.Suspect() {
				continue
			}
			if f.suspects[b] == nil {
				f.suspects[b] = map[string]Screening{}
			}
			f.suspects[b][unit] = found
			f.size += found.Hypotheses()
		}
	}
	f.looks = compare.Looks(p.Alpha, f.size)
	return f
}

// screen judges the screening rounds of one benchmark, unit by unit.
func (p Procedure) screen(rounds []round.Round, last bool) map[string]Screening {
	found := map[string]Screening{}
	for _, unit := range units(rounds) {
		center, mean := p.deltas(compare.Screened, rounds, unit)
		found[unit] = p.screenUnit(center, mean, last)
	}
	return found
}

// A comparison is compare.Screened or compare.Confirmed.
type comparison func(round.Benchmark, string, []round.Round, compare.Direction, compare.Statistic) compare.Delta

// deltas compares the rounds of one benchmark in a unit. The delta of the means
// is nil where they equal the estimates.
func (p Procedure) deltas(how comparison, rounds []round.Round, unit string) (center compare.Delta, mean *compare.Delta) {
	b := rounds[0].Benchmark
	better := p.Better(b, unit)
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
func (p Procedure) evidence(f family, screening, confirming []round.Round) []Evidence {
	b := screening[0].Benchmark
	suspects, open := f.suspects[b], p.openUnits(screening)
	standing := Confirmation{procedure: p, family: f}.Standing(confirming)
	var all []Evidence
	for _, unit := range units(append(slices.Clip(screening), confirming...)) {
		found := suspects[unit]
		if found.Suspect() && len(confirming) > 0 {
			e := p.confirmed(f, found, confirming, unit)
			e.Unfinished = standing.More && p.open(e)
			all = append(all, e)
			continue
		}
		e := Evidence{Stage: round.Screen, Suspects: found, Level: nan, Unfinished: found.Suspect() || open[unit]}
		e.Delta, e.Mean = p.deltas(compare.Screened, screening, unit)
		all = append(all, e)
	}
	return all
}

// openUnits are the units for which the screen wanted more rounds.
func (p Procedure) openUnits(screening []round.Round) map[string]bool {
	open := map[string]bool{}
	if p.Screen(screening).More {
		for unit, found := range p.screen(screening, false) {
			open[unit] = found.Open
		}
	}
	return open
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

// byShard takes the rounds of each shard apart, in the order of the shards.
func byShard(rounds []round.Round) [][]round.Round {
	parts := map[int][]round.Round{}
	for _, r := range rounds {
		parts[r.Shard] = append(parts[r.Shard], r)
	}
	var list [][]round.Round
	for _, shard := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, parts[shard])
	}
	return list
}

// split sorts rounds by stage and benchmark, in the order measured.
func split(rounds []round.Round) (screening, confirming map[round.Benchmark][]round.Round) {
	screening, confirming = map[round.Benchmark][]round.Round{}, map[round.Benchmark][]round.Round{}
	for _, r := range rounds {
		if r.Stage == round.Confirm {
			confirming[r.Benchmark] = append(confirming[r.Benchmark], r)
		} else {
			screening[r.Benchmark] = append(screening[r.Benchmark], r)
		}
	}
	return screening, confirming
}

// sortedKeys lists the benchmarks by package and name.
func sortedKeys[T any](of map[round.Benchmark]T) []round.Benchmark {
	return slices.SortedFunc(maps.Keys(of), func(a, b round.Benchmark) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Name, b.Name))
	})
}
