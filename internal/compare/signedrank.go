package compare

import (
	"cmp"
	"math"
	"slices"
)

// exactPairs is the number of pairs up to which the signed-rank distribution
// is computed exactly: at 300 that takes milliseconds. Past it the normal
// approximation serves, with the exact conditional variance and a continuity
// correction; at that size it is off by less than a hundredth of p near 1 %,
// and on the safe side beyond.
const exactPairs = 300

// signedRank tests whether paired differences lean to one side. The differences
// are held against all ways to flip their signs, each as likely as the other
// under "no difference" when a fair coin orders the sides: the statistic is the
// sum of the ranks of the positive ones, ties share their mean rank, and zeros
// take the lowest ranks and count for neither side (Pratt 1959). The
// distribution is conditional on the sizes seen, so ties and zeros are exact.
//
// more is small when the differences lean to positive, less when they lean to
// negative. Both are 1 when all are zero. There must be at least one.
func signedRank(d []float64) (more, less float64) {
	ranks, positive := doubledRanks(d)
	total, step := 0, 1
	even := true
	for _, r := range ranks {
		total += r
		even = even && r%2 == 0
	}
	if even { // without ties; a finer lattice would only cost time
		step = 2
	}
	if len(ranks) > exactPairs {
		return normalTails(ranks, positive, total, step)
	}
	for i := range ranks {
		ranks[i] /= step
	}
	return exactTails(ranks, positive/step, total/step)
}

// doubledRanks returns twice the mean ranks of all differences that are not
// zero, in order of size, and the sum of those that belong to positive ones.
func doubledRanks(d []float64) (ranks []int, positive int) {
	s := slices.Clone(d)
	slices.SortFunc(s, func(a, b float64) int { return cmp.Compare(math.Abs(a), math.Abs(b)) })
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && math.Abs(s[j]) == math.Abs(s[i]) {
			j++
		}
		for _, x := range s[i:j] {
			if x != 0 {
				ranks = append(ranks, i+1+j) // ranks i+1 … j
			}
			if x > 0 {
				positive += i + 1 + j
			}
		}
		i = j
	}
	return ranks, positive
}

// exactTails returns P(T ≥ t) and P(T ≤ t), where T is the sum of the ranks
// that a fair coin picks. It computes the shorter tail; T and total−T have the
// same distribution.
func exactTails(ranks []int, t, total int) (more, less float64) {
	if 2*t > total {
		less, more = exactTails(ranks, total-t, total)
		return more, less
	}
	for i, p := range signDistribution(ranks, t) {
		if i == t {
			more = 1 - less
		}
		less += p
	}
	return more, less
}

// signDistribution returns P(T = i) for i = 0 … top.
func signDistribution(ranks []int, top int) []float64 {
	p := make([]float64, top+1)
	p[0] = 1
	for _, r := range ranks {
		for i := top; i >= 0; i-- {
			p[i] /= 2
			if i >= r {
				p[i] += p[i-r] / 2
			}
		}
	}
	return p
}

// normalTails approximates exactTails for many pairs. The variance of a sum of
// ranks picked by coins is the sum of their squares over four.
func normalTails(ranks []int, positive, total, step int) (more, less float64) {
	squares := 0.0
	for _, r := range ranks {
		squares += float64(r) * float64(r)
	}
	mean, sd, half := float64(total)/2, math.Sqrt(squares)/2, float64(step)/2
	above := func(x float64) float64 { return math.Erfc(x/sd/math.Sqrt2) / 2 }
	more = above(float64(positive) - half - mean)
	less = above(mean - float64(positive) - half)
	return more, less
}
