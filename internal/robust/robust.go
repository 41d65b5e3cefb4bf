// Package robust has statistics that a few wild values do not move. It is pure.
package robust

import (
	"math"
	"slices"
)

// Median returns the median of xs, 0 of none. It leaves xs as they are.
func Median(xs []float64) float64 {
	if len(xs) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(xs))
	middle := len(s) / 2
	if len(s)%2 == 1 {
		return s[middle]
	}
	return (s[middle-1] + s[middle]) / 2
}

// toStandard makes a standard deviation of a median absolute deviation, for a normal
// distribution.
const toStandard = 1.4826

// Spread returns the robust standard deviation of xs, in their unit, 0 of none: the
// median absolute deviation from their median, scaled.
func Spread(xs []float64) float64 {
	m := Median(xs)
	distances := make([]float64, len(xs))
	for i, x := range xs {
		distances[i] = math.Abs(x - m)
	}
	return toStandard * Median(distances)
}

// Constant tells whether all xs are the same, as they are of none.
func Constant(xs []float64) bool {
	for _, x := range xs {
		if x != xs[0] {
			return false
		}
	}
	return true
}
