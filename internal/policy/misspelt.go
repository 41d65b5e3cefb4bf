package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/spelling"
)

// Misspelt returns warnings about units that nothing is known of and that look
// like one that is known. A unit whose direction the policy itself says is meant
// as it stands.
func (p Policy) Misspelt() []string {
	units := map[string]bool{}
	said := map[string]bool{}
	note := func(thresholds map[string]float64) {
		for unit := range thresholds {
			units[unit] = true
		}
	}
	note(p.Thresholds)
	for _, r := range p.Rules {
		note(r.Thresholds)
		for unit := range r.Limits {
			units[unit] = true
		}
		for unit := range r.Better {
			said[unit] = true
		}
	}
	var warnings []string
	for _, unit := range slices.Sorted(maps.Keys(units)) {
		if hint := Meant(unit, nil); hint != "" && !said[unit] && compare.DirectionOf(unit) == compare.Unknown {
			warnings = append(warnings, fmt.Sprintf("%s is no unit that go test or benchmetric reports%s", unit, hint))
		}
	}
	return warnings
}

// Meant asks whether another unit was meant, one that is known or was reported;
// "" where none is near.
func Meant(unit string, reported []string) string {
	candidates := append(compare.Known(), slices.Sorted(slices.Values(reported))...)
	if near := spelling.Nearest(unit, candidates); near != "" && near != unit {
		return ": did you mean " + near + "?"
	}
	return ""
}
