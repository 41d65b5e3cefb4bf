package compare

import "slices"

// tiedExactLimit is the largest sample for which benchmath uses the exact
// distribution of U when there are ties.
const tiedExactLimit = 25

// lopsided reports whether two ascending samples are of the kind for which
// benchmath's exact p does not hold: unequal sizes with ties. The distribution
// of U given the ties is skewed then, and benchmath looks up the smaller of
// the two sides' U in the distribution of the first side's, which can be the
// wrong tail: the p depends on the order of the sides, exceeds 1, and can be 0
// for two values against nine.
func lopsided(x, y []float64) bool {
	if len(x) == len(y) || len(x) > tiedExactLimit || len(y) > tiedExactLimit {
		return false
	}
	all := slices.Sorted(slices.Values(slices.Concat(x, y)))
	return len(slices.Compact(all)) < len(x)+len(y)
}

// tiedP returns the two-sided p of the U test from the permutation
// distribution given the ties: twice the smaller tail, at most 1. It runs in
// O(n·n1·n1·n) time for n values of which n1 are on the smaller side.
func tiedP(x, y []float64) float64 {
	if len(y) < len(x) {
		x, y = y, x
	}
	ranks, mine := pooledRanks(x, y)
	ways := subsetSums(ranks, len(x))
	below, above, all := 0.0, 0.0, 0.0
	for sum, w := range ways {
		all += w
		if sum <= mine {
			below += w
		}
		if sum >= mine {
			above += w
		}
	}
	return min(1, 2*min(below, above)/all)
}

// pooledRanks returns twice the mean ranks of all values, and the sum of those
// of x.
func pooledRanks(x, y []float64) (ranks []int, mine int) {
	all := slices.Sorted(slices.Values(slices.Concat(x, y)))
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j] == all[i] {
			ranks = append(ranks, 0)
			j++
		}
		for k := i; k < j; k++ {
			ranks[k] = i + 1 + j
		}
		for _, v := range x {
			if v == all[i] {
				mine += i + 1 + j
			}
		}
		i = j
	}
	return ranks, mine
}

// subsetSums counts, by their sum, the ways to pick n of the ranks.
func subsetSums(ranks []int, n int) []float64 {
	top := 0
	for _, r := range slices.Sorted(slices.Values(ranks))[len(ranks)-n:] {
		top += r
	}
	ways := make([][]float64, n+1) // by the number picked
	for i := range ways {
		ways[i] = make([]float64, top+1)
	}
	ways[0][0] = 1
	for _, r := range ranks {
		for k := n; k >= 1; k-- {
			for sum := top; sum >= r; sum-- {
				ways[k][sum] += ways[k-1][sum-r]
			}
		}
	}
	return ways[n]
}
