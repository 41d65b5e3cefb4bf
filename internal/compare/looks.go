package compare

import "math"

// A Look is a planned test of a suspect: after so many confirming rounds, at a
// level that holds for this look alone.
type Look struct {
	Rounds int
	Level  float64
}

// lookShares is how alpha is shared among the looks. Most of it goes to the
// first, since a slowdown well past the threshold is seen by then and costs the
// least there.
var lookShares = []float64{0.50, 0.20, 0.15, 0.15}

// lookGrowth is how many times the rounds of the first look the others have.
var lookGrowth = []float64{1, 1.4, 2, 2.8}

// spareRounds is how many rounds the first look has beyond those with which its
// level can be reached at all: so many rounds may point the other way, or fewer
// that lean far.
const spareRounds = 2

// Looks plans the looks at a family of so many hypotheses. Look k tests each of
// them at alpha_k/family, where the alpha_k add up to alpha; so the chance that
// any look rejects any true hypothesis is at most alpha, by Bonferroni's
// inequality, however the looks depend on each other. A one-sided signed-rank
// test of n rounds gives at best p = 2^-n, which is what the first look's rounds
// follow from. There are no looks without hypotheses, or for alpha ≤ 0.
func Looks(alpha float64, family int) []Look {
	if family < 1 || !(alpha > 0) {
		return nil
	}
	level := func(k int) float64 { return lookShares[k] * alpha / float64(family) }
	first := math.Ceil(-math.Log2(level(0))) + spareRounds
	looks := make([]Look, len(lookShares))
	for k := range looks {
		looks[k] = Look{Rounds: int(math.Ceil(first * lookGrowth[k])), Level: level(k)}
	}
	return looks
}
