package judge

import (
	"fmt"
	"maps"
	"slices"

	"github.com/benchgate/benchgate/internal/compare"
)

// inexact returns a warning for every unit that was declared exact and varies:
// its owner believes in a comparison without doubt, and there is none.
func inexact(deltas []compare.Delta) []string {
	rows := map[string]int{}
	for _, d := range deltas {
		if d.Decisive != nil {
			rows[d.Unit]++
		}
	}
	var warnings []string
	for _, unit := range slices.Sorted(maps.Keys(rows)) {
		text := fmt.Sprintf("%s was declared exact (assume=exact), but its values vary in %d rows: these are tested like any other", unit, rows[unit])
		if rows[unit] == 1 {
			text = fmt.Sprintf("%s was declared exact (assume=exact), but its values vary in 1 row: it is tested like any other", unit)
		}
		warnings = append(warnings, text)
	}
	return warnings
}
