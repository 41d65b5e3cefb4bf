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

// Deviation returns the median absolute deviation of xs from their median, 0 of
// none. It is in the unit of xs, and not scaled to a standard deviation.
func Deviation(xs []float64) float64 {
	m := Median(xs)
	distances := make([]float64, len(xs))
	for i, x := range xs {
		distances[i] = math.Abs(x - m)
	}
	return Median(distances)
}
