// Package binomial bounds shares that experiments count.
package binomial

import "math"

// UpperBound returns the one-sided upper 95 % bound of a share of which k were seen in
// n independent trials, by bisection of the binomial distribution (Clopper and Pearson
// 1934). It is 1 where all were.
func UpperBound(k, n int) float64 {
	lo, hi := float64(k)/float64(n), 1.0
	for range 60 {
		p := (lo + hi) / 2
		if atMost(k, n, p) > 0.05 {
			lo = p
		} else {
			hi = p
		}
	}
	return hi
}

// atMost is the chance of at most k successes in n trials.
func atMost(k, n int, p float64) float64 {
	if p <= 0 {
		return 1
	}
	if p >= 1 {
		return 0
	}
	sum := 0.0
	for i := 0; i <= k; i++ {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(i + 1))
		c, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(a - b - c + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return sum
}
