package compare

import (
	"math"
	"slices"
)

// Holm shares the family-wise error rate alpha among hypotheses by the
// step-down procedure of Holm (1979). NaN entries of p are not hypotheses:
// they are not counted, get the level NaN and are never rejected. p is left as
// it is.
//
// levels[i] is what p[i] was held against: rejected[i] says that p[i] is at or
// under it. From the first hypothesis on that is not rejected, all have the
// level at which the procedure stopped. Equal p share the strictest level of
// theirs, so the order of p changes nothing.
func Holm(p []float64, alpha float64) (levels []float64, rejected []bool) {
	levels, rejected = make([]float64, len(p)), make([]bool, len(p))
	var family []int
	for i, x := range p {
		levels[i] = math.NaN()
		if !math.IsNaN(x) {
			family = append(family, i)
		}
	}
	slices.SortFunc(family, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return a - b
	})
	level, stopped := 0.0, false
	for step, i := range family {
		tied := step > 0 && p[i] == p[family[step-1]]
		if !stopped && !tied {
			level = alpha / float64(len(family)-step)
		}
		stopped = stopped || p[i] > level
		levels[i], rejected[i] = level, !stopped
	}
	return levels, rejected
}

// NeedN returns the smallest sizes with which any of m hypotheses can be
// rejected at all at the family-wise rate alpha, by Holm's first and strictest
// level alpha/m: values a side for the two-sided U test of files, and rounds
// for the one-sided signed-rank test. Both are 0 if alpha is not positive or m
// less than one: there is no such size.
func NeedN(alpha float64, m int) (files, rounds int) {
	if !(alpha > 0) || m < 1 {
		return 0, 0
	}
	level := alpha / float64(m)
	for files = 1; uMinP(files, files) > level; files++ {
	}
	for rounds = 1; math.Ldexp(1, -rounds) > level; rounds++ {
	}
	return files, rounds
}
