package compare

import (
	"maps"
	"regexp"
	"slices"

	"golang.org/x/perf/benchunit"

	"github.com/benchgate/benchgate/internal/robust"
)

// Canonical returns the unit in the form in which the project keeps it: ns/op
// is sec/op, MB/s is B/s, p99-ns/op is p99-sec/op. Canonical units stay as
// they are.
func Canonical(unit string) string {
	_, canonical := benchunit.Tidy(1, unit)
	return canonical
}

// DirectionOf returns the direction of the units that the testing package
// itself reports and of those of package benchmetric, in either spelling, and
// Unknown for all others.
func DirectionOf(unit string) Direction {
	unit = Canonical(unit)
	if percentile.MatchString(unit) {
		return Lower
	}
	return directions[unit]
}

// Known lists the canonical units that have a direction of their own, but for the
// percentiles, of which there are many, in alphabetical order.
func Known() []string { return slices.Sorted(maps.Keys(directions)) }

// percentile matches latencies: p50-sec/op, p99.9-sec/op.
var percentile = regexp.MustCompile(`^p[0-9]+(\.[0-9]+)?-sec/op$`)

var directions = map[string]Direction{
	"sec/op": Lower, "B/op": Lower, "allocs/op": Lower,
	"B/s": Higher,
	// Of benchmetric, besides percentiles.
	"req/s":      Higher,
	"max-sec/op": Lower,
	"cpu-%":      Lower, "cpu-all-%": Lower,
	"peak-heap-B": Lower, "peak-total-B": Lower,
	"peak-goroutines": Lower, "leaked-goroutines": Lower,
	"gc-cycles/Mop": Lower, "gc-pause-sec/op": Lower, "max-gc-pause-sec": Lower,
	// Of its packages load and openload.
	"errors-%": Lower, "timeout-errors-%": Lower, "connection-errors-%": Lower, "status-errors-%": Lower,
	"unsent-errors-%": Lower,
}

// Indicator reports whether a unit says how a process fared and not what a
// change costs its user: one side may rightly have more of it (CPU, where it
// does more at a time), or it repeats another unit (B/s, req/s), or it is a
// single extreme of a run. Such a unit has a direction, so that limits and
// thresholds can name it, but nothing holds it to a threshold by default.
func Indicator(unit string) bool {
	unit = Canonical(unit)
	switch unit {
	case "sec/op", "B/op", "allocs/op":
		return false
	}
	return DirectionOf(unit) != Unknown
}

// allocation reports whether a canonical unit counts what a benchmark
// allocates: such a unit is exact as long as it does not vary.
func allocation(unit string) bool { return unit == "B/op" || unit == "allocs/op" }

// minExact is the number of equal values on each side from which an allocation
// unit is taken as exact.
const minExact = 3

// steady reports whether a sample is exact by observation: enough values, all
// equal.
func steady(values []float64) bool { return len(values) >= minExact && robust.Constant(values) }
