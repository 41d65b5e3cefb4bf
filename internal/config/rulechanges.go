package config

import (
	"fmt"
	"math"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
)

// ruleChanges compares the lists of rules. Rules have no names, so what stays
// is the longest common subsequence; a rule that went where another came has
// changed. Numbers are positions from 1: head's, or base's for what went.
func ruleChanges(base, head policy.Policy) []string {
	from, to := ruleTexts(base.Rules), ruleTexts(head.Rules)
	length := commonLengths(from, to)
	var lines []string
	i, j := 0, 0
	for i < len(from) || j < len(to) {
		switch {
		case i < len(from) && j < len(to) && from[i] == to[j]:
			i, j = i+1, j+1
		case i < len(from) && j < len(to) && length[i+1][j+1] == length[i][j]:
			mark := ruleMark(base.Thresholds, base.Rules[i], head.Rules[j])
			if mark == "" && matcher(base.Rules[i]) != matcher(head.Rules[j]) {
				mark = mayLoosen
			}
			lines = append(lines, fmt.Sprintf("rule %d changed: %s → %s%s", j+1, from[i], to[j], mark))
			i, j = i+1, j+1
		case j < len(to) && (i == len(from) || length[i][j+1] >= length[i+1][j]):
			lines = append(lines, fmt.Sprintf("rule %d added: %s%s", j+1, to[j], addedMark(base, head.Rules[j])))
			j++
		default:
			lines = append(lines, fmt.Sprintf("rule %d removed: %s%s", i+1, from[i], ruleMark(base.Thresholds, base.Rules[i], policy.Rule{})))
			i++
		}
	}
	return lines
}

func ruleTexts(rules []policy.Rule) []string {
	texts := make([]string, len(rules))
	for i, r := range rules {
		texts[i] = oneLine(ruleObject().encode(r))
	}
	return texts
}

func matcher(r policy.Rule) string {
	return oneLine(ruleObject().encode(policy.Rule{Benchmark: r.Benchmark, Package: r.Package}))
}

// commonLengths returns, for every pair of suffixes, the length of their
// longest common subsequence.
func commonLengths(a, b []string) [][]int {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	return length
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
