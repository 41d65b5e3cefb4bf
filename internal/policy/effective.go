package policy

import (
	"math"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/round"
)

// An Effective is what the policy comes to for one benchmark and unit, after
// all rules.
type Effective struct {
	// Threshold is the tolerated worse change as a fraction, NaN where the unit
	// is held to none: its direction is not known, or it is an indicator
	// (compare.Indicator: B/s, req/s, cpu-% …) that no threshold and no better
	// of the policy names.
	Threshold float64
	// Named is set where the policy itself names the threshold.
	Named  bool
	Action Action
	Limit  Limit
	// Better is the direction that the policy says, or else the unit's own.
	Better compare.Direction
}

// Gated reports whether a row can fail the run, or be a warning, at all.
func (e Effective) Gated() bool { return e.Action != Ignore && e.held() }

// held reports whether there is anything to hold the row against.
func (e Effective) held() bool { return !math.IsNaN(e.Threshold) || e.Limit.Set() }

// Set reports whether the limit bounds anything.
func (l Limit) Set() bool { return l.Max != nil || l.Min != nil }

// For returns what applies to a benchmark in a unit, in either spelling. What
// the measured files say about the unit's direction is not known here.
func (p Policy) For(b round.Benchmark, unit string) Effective {
	unit = compare.Canonical(unit)
	return p.Held(b, unit, compare.DirectionOf(unit))
}

// Better returns the direction of a unit for a benchmark: the policy's, or else
// the unit's own.
func (p Policy) Better(b round.Benchmark, unit string) compare.Direction {
	return p.For(b, unit).Better
}

// Said returns the direction that the policy itself gives a unit, Unknown where
// it is silent.
func (p Policy) Said(b round.Benchmark, unit string) compare.Direction {
	return p.Held(b, compare.Canonical(unit), compare.Unknown).Better
}

// Held is what a benchmark is held to in a canonical unit. It applies the rules in order: each changes only what it names. known
// is the direction that the unit has where the policy says none.
func (p Policy) Held(b round.Benchmark, unit string, known compare.Direction) Effective {
	e := Effective{Threshold: DefaultThreshold, Action: Fail, Better: known}
	e.name(p.Thresholds, unit)
	said := false
	for _, r := range p.Rules {
		if !r.Matches(b) {
			continue
		}
		e.name(r.Thresholds, unit)
		if l, ok := r.Limits[unit]; ok {
			e.Limit = l
		}
		if dir, ok := r.Better[unit]; ok {
			e.Better, said = dir, true
		}
		if r.Action != "" {
			e.Action = r.Action
		}
	}
	if e.Better == compare.Unknown || compare.Indicator(unit) && !e.Named && !said {
		e.Threshold = math.NaN()
	}
	return e
}

func (e *Effective) name(thresholds map[string]float64, unit string) {
	if t, ok := thresholds[unit]; ok {
		e.Threshold, e.Named = t, true
	}
}

// Limited reports whether a benchmark is held to any limit.
func (p Policy) Limited(b round.Benchmark) bool {
	for _, r := range p.Rules {
		if r.Matches(b) {
			for unit := range r.Limits {
				if e := p.For(b, unit); e.Limit.Set() && e.Action != Ignore {
					return true
				}
			}
		}
	}
	return false
}

// Matches reports whether the rule applies to a benchmark.
func (r Rule) Matches(b round.Benchmark) bool {
	return (r.Benchmark == nil || whole(r.Benchmark.FindStringIndex(round.Stem(b.Name)), round.Stem(b.Name))) &&
		(r.Package == nil || whole(r.Package.FindStringIndex(b.Package), b.Package))
}

// Concerns reports whether the rule may be about benchmarks of a package.
func (r Rule) Concerns(pkg string) bool {
	return r.Package == nil || whole(r.Package.FindStringIndex(pkg), pkg)
}

// whole reports whether a match is all of the text. Expressions from a policy
// file are anchored already; this keeps others from matching a part.
func whole(match []int, text string) bool {
	return match != nil && match[0] == 0 && match[1] == len(text)
}
