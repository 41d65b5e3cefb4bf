package compare

import "golang.org/x/perf/benchunit"

// Canonical returns the unit in the form in which the project keeps it: ns/op
// is sec/op, MB/s is B/s, p99-ns/op is p99-sec/op. Canonical units stay as
// they are.
func Canonical(unit string) string {
	_, canonical := benchunit.Tidy(1, unit)
	return canonical
}

// CanonicalValue returns a value of a unit in the canonical unit.
func CanonicalValue(value float64, unit string) (float64, string) {
	return benchunit.Tidy(value, unit)
}

// DirectionOf returns the direction of the units that the testing package
// itself reports, in either spelling, and Unknown for all others.
func DirectionOf(unit string) Direction {
	switch Canonical(unit) {
	case "sec/op", "B/op", "allocs/op":
		return Lower
	case "B/s":
		return Higher
	}
	return Unknown
}

// allocation reports whether a canonical unit counts what a benchmark
// allocates: such a unit is exact as long as it does not vary.
func allocation(unit string) bool { return unit == "B/op" || unit == "allocs/op" }

// minExact is the number of equal values on each side from which an allocation
// unit is taken as exact.
const minExact = 3

// steady reports whether a sample is exact by observation: enough values, all
// equal.
func steady(values []float64) bool { return len(values) >= minExact && equal(values) }

// equal reports whether all values are the same.
func equal(values []float64) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}
