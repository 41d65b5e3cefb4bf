package config

import (
	"math"
	"slices"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
)

// What stands behind a change that makes the policy forgive more, and behind
// one of which that cannot be told.
const (
	loosened  = " (loosened)"
	mayLoosen = " (may loosen)"
)

func markIf(looser bool) string {
	if looser {
		return loosened
	}
	return ""
}

// settingMark judges the keys that stand for themselves.
func settingMark(name string, base, head Settings) string {
	switch {
	case name == "strict" && head.Policy.Strict,
		name == "ignore" && !contains(base.Ignore, head.Ignore),
		name == "inputs" && !contains(head.Inputs, base.Inputs):
		return loosened
	case name == "packages" && !contains(head.Packages, base.Packages), name == "bench":
		return mayLoosen
	}
	return ""
}

// contains reports whether all of part are in whole.
func contains(whole, part []string) bool {
	return !slices.ContainsFunc(part, func(s string) bool { return !slices.Contains(whole, s) })
}

// severity orders actions and consequences by what they do to a run.
func severity(word string) int {
	switch word {
	case "pass", "ignore":
		return 0
	case "warn":
		return 1
	}
	return 2 // fail, error, and an action left out
}

// addedMark judges a rule that is new. It may match what an earlier rule holds
// more tightly; which benchmarks those are is not known here.
func addedMark(base policy.Policy, r policy.Rule) string {
	if mark := ruleMark(base.Thresholds, policy.Rule{}, r); mark != "" {
		return mark
	}
	for _, earlier := range base.Rules {
		for unit := range r.Thresholds {
			if t, ok := earlier.Thresholds[unit]; ok && r.Thresholds[unit] > t {
				return mayLoosen
			}
		}
		for unit := range r.Limits {
			if l, ok := earlier.Limits[unit]; ok && relaxed(l, r.Limits[unit]) {
				return mayLoosen
			}
		}
	}
	return ""
}

// ruleMark tells whether a benchmark matched by both rules is held less tightly
// by the second. Top are base's thresholds for every benchmark.
func ruleMark(top map[string]float64, from, to policy.Rule) string {
	if severity(string(to.Action)) < severity(string(from.Action)) || betterLost(from, to) {
		return loosened
	}
	for _, units := range []map[string]float64{from.Thresholds, to.Thresholds} {
		for unit := range units {
			if within(top, to.Thresholds, unit) > within(top, from.Thresholds, unit) {
				return loosened
			}
		}
	}
	for unit, l := range from.Limits {
		if relaxed(l, to.Limits[unit]) {
			return loosened
		}
	}
	return ""
}

// betterLost reports whether a direction is given up, or one that a unit has by
// itself is turned round.
func betterLost(from, to policy.Rule) bool {
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

func relaxed(from, to policy.Limit) bool {
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
	return policy.DefaultThreshold
}
