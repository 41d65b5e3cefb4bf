package policy

import (
	"fmt"
	"math"

	"github.com/benchgate/benchgate/internal/compare"
)

// A Loosening tells whether a change of a policy lets more pass.
type Loosening string

// The loosenings. MayLoosen is a change whose effect depends on what it meets.
const (
	Tight     Loosening = ""
	MayLoosen Loosening = "may loosen"
	Loosened  Loosening = "loosened"
)

func loosenedIf(looser bool) Loosening {
	if looser {
		return Loosened
	}
	return Tight
}

// ThresholdChanged judges a head policy's threshold of a unit.
func (p Policy) ThresholdChanged(head Policy, unit string) Loosening {
	return loosenedIf(tolerated(head.Thresholds, unit) > tolerated(p.Thresholds, unit))
}

// ConsequenceChanged judges a key of on.
func ConsequenceChanged(from, to Consequence) Loosening {
	return loosenedIf(severity(to) < severity(from))
}

// WaiverChanged judges a waiver for the same benchmark and unit.
func WaiverChanged(from, to Waiver) Loosening {
	return loosenedIf(to.Max > from.Max || to.Until.After(from.Until))
}

// RuleAdded judges a rule that is new. It may match what an earlier rule holds
// more tightly; which benchmarks those are is not known here.
func (p Policy) RuleAdded(r Rule) Loosening {
	if l := looser(p.Thresholds, Rule{}, r); l != Tight {
		return l
	}
	for _, earlier := range p.Rules {
		for unit := range r.Thresholds {
			if t, ok := earlier.Thresholds[unit]; ok && r.Thresholds[unit] > t {
				return MayLoosen
			}
		}
		for unit := range r.Limits {
			if l, ok := earlier.Limits[unit]; ok && relaxed(l, r.Limits[unit]) {
				return MayLoosen
			}
		}
	}
	return Tight
}

// RuleRemoved judges a rule that head does not have.
func (p Policy) RuleRemoved(r Rule) Loosening { return looser(p.Thresholds, r, Rule{}) }

// RuleChanged judges a rule in the place of another.
func (p Policy) RuleChanged(from, to Rule) Loosening {
	l := looser(p.Thresholds, from, to)
	if l == Tight && matcher(from) != matcher(to) {
		return MayLoosen
	}
	return l
}

func matcher(r Rule) string { return fmt.Sprintf("%v %v", r.Benchmark, r.Package) }

// severity orders actions and consequences by what they do to a run.
func severity[W Action | Consequence](word W) int {
	switch string(word) {
	case "pass", "ignore":
		return 0
	case "warn":
		return 1
	}
	return 2 // fail, error, and an action left out
}

// looser tells whether a benchmark matched by both rules is held less tightly by
// the second. Top are base's thresholds for every benchmark.
func looser(top map[string]float64, from, to Rule) Loosening {
	if severity(to.Action) < severity(from.Action) || betterLost(from, to) {
		return Loosened
	}
	for _, units := range []map[string]float64{from.Thresholds, to.Thresholds} {
		for unit := range units {
			if within(top, to.Thresholds, unit) > within(top, from.Thresholds, unit) {
				return Loosened
			}
		}
	}
	for unit, l := range from.Limits {
		if relaxed(l, to.Limits[unit]) {
			return Loosened
		}
	}
	return Tight
}

// betterLost reports whether a direction is given up, or one that a unit has by
// itself is turned round.
func betterLost(from, to Rule) bool {
	for unit, dir := range from.Better {
		if to.Better[unit] != dir && compare.DirectionOf(unit) != to.Better[unit] {
			return true
		}
	}
	for unit, dir := range to.Better {
		if own := compare.DirectionOf(unit); own != compare.Unknown && own != dir && from.Better[unit] != dir {
			return true
		}
	}
	return false
}

func relaxed(from, to Limit) bool {
	return from.Max != nil && (to.Max == nil || *to.Max > *from.Max) ||
		from.Min != nil && (to.Min == nil || *to.Min < *from.Min)
}

// within returns the threshold of a rule, or else what holds for every
// benchmark.
func within(top, rule map[string]float64, unit string) float64 {
	if t, ok := rule[unit]; ok {
		return t
	}
	return tolerated(top, unit)
}

// tolerated returns the worse change that a map of thresholds lets pass: for
// B/s, which no default gates, any.
func tolerated(thresholds map[string]float64, unit string) float64 {
	t, named := thresholds[unit]
	switch {
	case named:
		return t
	case unit == "B/s":
		return math.Inf(1)
	}
	return DefaultThreshold
}
