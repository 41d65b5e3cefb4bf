package compare

import (
	"math"
	"sync"
)

// The probabilities beyond either end of the intervals.
const (
	tail95 = 0.025 // two-sided 95 %
	tail99 = 0.005 // one-sided 99.5 %, two-sided 99 %
)

// critical holds, for one size of sample, which shift bounds an interval: the
// k-th from either end, where k is the largest with P(statistic ≤ k−1) at or
// under the tail's probability, and 0 where the sample is too small.
//
// That is the inversion of the test for values without ties. With ties the
// closed interval between the same elements covers at least as often: break
// the ties by infinitesimal noise that shifts both sides alike, and the bounds
// of the noisy interval converge to these. So ties make it conservative.
type critical struct{ k95, k99 int }

// criticals caches critical by size; keys are rankSize and pairSize.
var criticals sync.Map

type (
	rankSize int    // pairs of a signed-rank test
	pairSize [2]int // values on either side of a U test, the fewer first
)

// exactProduct is the product of the sample sizes up to which the exact
// distribution of U is computed (50 × 50, where benchmath stops too). Past it
// the normal approximation with continuity correction serves; for the lopsided
// sizes where it is coarse its tails are the wider ones.
const exactProduct = 2500

// uCritical returns the bounds for samples of n1 and n2 values.
func uCritical(n1, n2 int) critical {
	size := pairSize{min(n1, n2), max(n1, n2)}
	if c, ok := criticals.Load(size); ok {
		return c.(critical)
	}
	var c critical
	if n1*n2 <= exactProduct {
		c = fromDistribution(uDistribution(size[0], size[1]))
	} else {
		a, b := float64(n1), float64(n2)
		c = fromNormal(a*b/2, math.Sqrt(a/12*b*(a+b+1)))
	}
	criticals.Store(size, c)
	return c
}

// rankCritical returns the bounds for n pairs.
func rankCritical(n int) critical {
	if c, ok := criticals.Load(rankSize(n)); ok {
		return c.(critical)
	}
	var c critical
	if n <= exactPairs {
		ranks := make([]int, n)
		for i := range ranks {
			ranks[i] = i + 1
		}
		c = fromDistribution(signDistribution(ranks, n*(n+1)/4))
	} else {
		m := float64(n)
		c = fromNormal(m*(m+1)/4, math.Sqrt(m*(m+1)*(2*m+1)/24))
	}
	criticals.Store(rankSize(n), c)
	return c
}

// fromDistribution finds the bounds in the lower half of a distribution over
// 0, 1, 2, …
func fromDistribution(p []float64) (c critical) {
	sum := 0.0
	for i, x := range p {
		sum += x
		if sum <= tail95 {
			c.k95 = i + 1
		}
		if sum <= tail99 {
			c.k99 = i + 1
		}
	}
	return c
}

// fromNormal finds the bounds where the statistic is taken as normal.
func fromNormal(mean, sd float64) critical {
	k := func(tail float64) int {
		z := math.Sqrt2 * math.Erfinv(1-2*tail)
		return max(0, int(math.Floor(mean-z*sd+0.5)))
	}
	return critical{k95: k(tail95), k99: k(tail99)}
}

// uDistribution returns P(U = u) for n ≤ m values without ties and u up to the
// middle, by the recurrence of Mann and Whitney (1947), in which a largest
// value of the pooled sample belongs to one side or the other. All its terms
// are positive, so small tails keep their precision.
func uDistribution(n, m int) []float64 {
	top := n * m / 2
	p := make([][]float64, n+1)
	for i := range p {
		p[i] = make([]float64, top+1)
		p[i][0] = 1 // m = 0: U can only be zero
	}
	for j := 1; j <= m; j++ {
		for i := 1; i <= n; i++ {
			mine, theirs := float64(i)/float64(i+j), float64(j)/float64(i+j)
			for u := min(top, i*j); u >= 0; u-- {
				x := theirs * p[i][u]
				if u >= j {
					x += mine * p[i-1][u-j]
				}
				p[i][u] = x
			}
		}
	}
	return p[n]
}

// uMinP returns the smallest two-sided p that n1 and n2 values can give in a U
// test: both orders without overlap, out of all ways to share the ranks.
func uMinP(n1, n2 int) float64 {
	k, ways := min(n1, n2), 1.0
	for i := 1; i <= k && !math.IsInf(ways, 0); i++ {
		ways *= float64(n1+n2-k+i) / float64(i)
	}
	return min(1, 2/ways)
}
