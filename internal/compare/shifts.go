package compare

import (
	"math"
	"slices"
)

// Up to maxListed elements are written out and sorted. Where there are more,
// elements are searched by counting until no more than maxSorted are left, so
// that a sample of a million values does not need a million times a million
// numbers: the time of a search is linear in the size of the samples.
const (
	maxListed = 2048
	maxSorted = 256
)

// shifts is the multiset of elementary estimates behind a Hodges–Lehmann
// estimate: differences of all pairs for two samples, averages of all pairs
// for one. Its median is the estimate and its order statistics bound it.
type shifts struct {
	n int
	// count returns the number of elements not above t.
	count func(t float64) int
	// list appends the elements not at or under a, and not above b.
	list func(to []float64, a, b float64) []float64

	sorted []float64 // all elements, where there are few
	known  []counted // ascending by rank: what at has learnt
}

// counted is a number, by its rank among numbers, with the elements not above.
type counted struct {
	rank  uint64
	count int
}

// differences returns the shifts y[j]−x[i] of two ascending samples.
func differences(x, y []float64) *shifts {
	s := &shifts{n: len(x) * len(y)}
	s.count = func(t float64) int {
		n, j := 0, 0
		for _, a := range x {
			for j < len(y) && y[j]-a <= t {
				j++
			}
			n += j
		}
		return n
	}
	s.list = func(to []float64, a, b float64) []float64 {
		from := 0
		for _, v := range x {
			for from < len(y) && y[from]-v <= a {
				from++
			}
			for j := from; j < len(y) && y[j]-v <= b; j++ {
				to = append(to, y[j]-v)
			}
		}
		return to
	}
	return s.start(y[0]-x[len(x)-1], y[len(y)-1]-x[0])
}

// walsh returns the shifts (d[i]+d[j])/2, i ≤ j, of one ascending sample.
func walsh(d []float64) *shifts {
	s := &shifts{n: len(d) * (len(d) + 1) / 2}
	// last returns the end of the averages of d[i] that are not above t, given
	// the end for an earlier i.
	last := func(i, end int, t float64) int {
		for end > i && d[i]/2+d[end-1]/2 > t {
			end--
		}
		return end
	}
	s.count = func(t float64) int {
		n, end := 0, len(d)
		for i := 0; i < end; i++ {
			end = last(i, end, t)
			n += max(0, end-i)
		}
		return n
	}
	s.list = func(to []float64, a, b float64) []float64 {
		end := len(d)
		for i := 0; i < end; i++ {
			end = last(i, end, b)
			for j := end - 1; j >= i && !(d[i]/2+d[j]/2 <= a); j-- {
				to = append(to, d[i]/2+d[j]/2)
			}
		}
		return to
	}
	return s.start(d[0], d[len(d)-1])
}

// start completes the shifts, of which the smallest and largest are given.
func (s *shifts) start(lo, hi float64) *shifts {
	if s.n <= maxListed {
		s.sorted = s.list(make([]float64, 0, s.n), math.NaN(), hi)
		slices.Sort(s.sorted)
		return s
	}
	s.known = []counted{{rankOf(lo) - 1, 0}, {rankOf(hi), s.n}}
	return s
}

// at returns the k-th smallest element, 1 ≤ k ≤ n. Rounding is monotone, so
// counting finds the very element that sorting would have found.
func (s *shifts) at(k int) float64 {
	if s.sorted != nil {
		return s.sorted[k-1] + 0
	}
	for {
		i := slices.IndexFunc(s.known, func(c counted) bool { return c.count >= k })
		below, above := s.known[i-1], s.known[i]
		if above.rank-below.rank == 1 {
			return numberAt(above.rank)
		}
		if above.count-below.count <= maxSorted {
			few := s.list(nil, numberAt(below.rank), numberAt(above.rank))
			slices.Sort(few)
			return few[k-below.count-1] + 0 // a negative zero becomes zero
		}
		rank := between(below, above, k, len(s.known)%2 == 0)
		s.known = slices.Insert(s.known, i, counted{rank, s.count(numberAt(rank))})
	}
}

// between picks a rank strictly between two: by proportion where that is asked
// for and possible, which is quick where elements lie evenly, else in the
// middle of the representable numbers, which ends after 64 steps at the latest.
func between(below, above counted, k int, proportion bool) uint64 {
	a, b := numberAt(below.rank), numberAt(above.rank)
	if proportion {
		part := float64(k-below.count) / float64(above.count-below.count)
		if m := a + (b-a)*part; m > a && m < b {
			return rankOf(m)
		}
	}
	return below.rank + (above.rank-below.rank)/2
}

// median returns the Hodges–Lehmann estimate.
func (s *shifts) median() float64 {
	return s.at((s.n+1)/2)/2 + s.at(s.n/2+1)/2
}

// bounds returns the k-th element from either end, NaN for k = 0: then the
// sample is too small to have such an interval.
func (s *shifts) bounds(k int) (lo, hi float64) {
	if k < 1 {
		return math.NaN(), math.NaN()
	}
	return s.at(k), s.at(s.n + 1 - k)
}

// rankOf maps floating-point numbers to integers of the same order, both zeros
// to the same.
func rankOf(x float64) uint64 {
	bits := math.Float64bits(x)
	if bits>>63 != 0 {
		return ^bits + 1
	}
	return bits | 1<<63
}

// numberAt is the inverse of rankOf.
func numberAt(rank uint64) float64 {
	if rank>>63 == 0 {
		return math.Float64frombits(^(rank - 1))
	}
	return math.Float64frombits(rank &^ (1 << 63))
}
