package main

import (
	"math"
	"slices"
)

// rms returns the root of the mean square of errors, NaN of none.
func rms(errors []float64) float64 {
	sum := 0.0
	for _, e := range errors {
		sum += e * e
	}
	return math.Sqrt(sum / float64(len(errors)))
}

// mean returns the average, NaN of none.
func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// deviation returns the sample standard deviation, NaN of fewer than two.
func deviation(xs []float64) float64 {
	m, sum := mean(xs), 0.0
	for _, x := range xs {
		sum += (x - m) * (x - m)
	}
	if len(xs) < 2 {
		return math.NaN()
	}
	return math.Sqrt(sum / float64(len(xs)-1))
}

// quantile returns the value below which the part q of xs lies, between two
// values in proportion (type 7 of Hyndman and Fan 1996); NaN of none.
func quantile(xs []float64, q float64) float64 {
	if len(xs) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(xs))
	at := q * float64(len(sorted)-1)
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}

func median(xs []float64) float64 { return quantile(xs, 0.5) }

// walsh returns the Hodges–Lehmann centre of xs: the median of the averages of
// all pairs, each value with itself included (Hodges and Lehmann 1963).
func walsh(xs []float64) float64 {
	var averages []float64
	for i, x := range xs {
		for _, y := range xs[i:] {
			averages = append(averages, (x+y)/2)
		}
	}
	return median(averages)
}

// magnitudes returns the absolute values.
func magnitudes(xs []float64) []float64 {
	all := make([]float64, len(xs))
	for i, x := range xs {
		all[i] = math.Abs(x)
	}
	return all
}
