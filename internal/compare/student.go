package compare

import (
	"math"
	"sync"

	"github.com/aclements/go-moremath/stats"
)

// quantiles caches quantile: a scheduler asks for few of them very often.
var quantiles sync.Map

// quantile returns the value that Student's t with df degrees of freedom stays
// at or under with probability p, for p ≥ 1/2. It is found by bisection of the
// distribution function.
func quantile(df, p float64) float64 {
	key := [2]float64{df, p}
	if q, ok := quantiles.Load(key); ok {
		return q.(float64)
	}
	t := stats.TDist{V: df}
	lo, hi := 0.0, 1.0
	for t.CDF(hi) < p {
		hi *= 2
	}
	for range 200 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if t.CDF(mid) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	q := lo + (hi-lo)/2
	if math.IsInf(q, 0) || math.IsNaN(q) {
		q = math.Inf(1)
	}
	quantiles.Store(key, q)
	return q
}
