package judge

import "math"

// step is the smallest growth of an allocation unit that counts: one whole
// allocation, or one word of memory. Other units have none.
func step(unit string) float64 {
	switch unit {
	case "allocs/op":
		return 1
	case "B/op":
		return 8
	}
	return 0
}

// slack is the relative error that arithmetic may add to a change: 1.05/1.00
// is a little more than 1.05. It is far below any change anyone could mean.
const slack = 1e-12

// over reports whether a fraction is more than what is tolerated. Equal is
// tolerated.
func over(fraction, tolerated float64) bool {
	return 1+fraction > (1+tolerated)*(1+slack)
}

// A view is the change in the worse direction with its bounds, all NaN where
// unknown, beside what is tolerated: as fractions of base, or in the unit where
// there are no fractions, since a value is not positive.
type view struct {
	worse, lo, hi float64 // estimate and 95 % interval
	upper         float64 // one-sided 99.5 % bound
	lower         float64 // one-sided 90 % bound, of the screen alone
	tolerated     float64
	base          float64 // |base|, of which values in the unit are shares
	fraction      bool
}

// floor raises the threshold of an allocation unit that varies: one allocation
// or word is tolerated, or a threshold of zero could never pass.
func (c *testCase) floor(threshold float64) float64 {
	few := c.staged != nil && c.Rounds < minScreen // whether it varies is not known yet
	if base := math.Abs(c.Base.Center); !c.Exact && !few && base > 0 {
		return max(threshold, step(c.Unit)/base)
	}
	return threshold
}

func (c *testCase) view(threshold float64) view {
	sign := float64(-c.Better)
	base := math.Abs(c.Base.Center)
	if c.Base.Center > 0 && !math.IsNaN(c.Change) && (!math.IsNaN(c.ChangeLo) || math.IsNaN(c.DiffLo)) {
		v := view{worse: sign * c.Change, upper: c.WorseHi, lower: c.WorseLo, tolerated: c.floor(threshold), fraction: true}
		v.lo, v.hi = ordered(sign*c.ChangeLo, sign*c.ChangeHi)
		return v
	}
	v := view{worse: sign * c.Diff, upper: c.WorseDiffHi, lower: c.WorseDiffLo, tolerated: max(threshold*base, step(c.Unit)), base: base}
	v.lo, v.hi = ordered(sign*c.DiffLo, sign*c.DiffHi)
	return v
}

func ordered(a, b float64) (float64, float64) {
	if a > b {
		return b, a
	}
	return a, b
}

// over reports whether a value of the view is more than what is tolerated. NaN
// is not.
func (v view) over(x float64) bool {
	if v.fraction {
		return over(x, v.tolerated)
	}
	return x > v.tolerated+slack*max(v.base, v.tolerated)
}

// within reports whether a value of the view is known and tolerated.
func (v view) within(x float64) bool { return !math.IsNaN(x) && !v.over(x) }

// better is the view in the better direction.
func (v view) better() view {
	return view{worse: -v.worse, lo: -v.hi, hi: -v.lo, upper: math.NaN(), lower: math.NaN(), tolerated: v.tolerated, base: v.base, fraction: v.fraction}
}

// exact judges values that do not vary: no statistics. Growth from zero has no
// percentage, so it is more than any threshold.
func (c *testCase) exact(threshold float64) finding {
	worse := float64(-c.Better) * c.Diff
	base := math.Abs(c.Base.Center)
	beyond := func(diff float64) bool {
		if base == 0 {
			return diff > 0 && diff >= step(c.Unit)
		}
		return diff >= step(c.Unit) && over(diff/base, threshold)
	}
	switch {
	case math.IsNaN(worse):
		return finding{Inconclusive, "the difference is not a number"}
	case beyond(worse):
		return finding{Regression, c.exactWords() + ", " + thresholdText(threshold) + " allowed"}
	case beyond(-worse):
		return finding{Improvement, c.exactWords()}
	case worse == 0:
		return finding{Pass, "no change, exact"}
	case worse < 0:
		return finding{Pass, c.exactWords()}
	}
	return finding{Pass, c.exactWords() + ", within the " + thresholdText(threshold) + " allowed"}
}

// tested judges by statistics.
func (c *testCase) tested(threshold float64) finding {
	v := c.view(threshold)
	reachable := c.MinP <= c.level
	significant := c.rejected && v.over(v.worse)
	worse, better := c.SoundP()
	switch {
	case significant && (!c.strict || v.over(v.lo)):
		return finding{Regression, c.words(v) + ", more than the " + c.toleranceText(v) + " allowed; " + compared("p", worse, "<=", c.level)}
	case significant:
		return finding{Inconclusive, c.words(v) + ": its lower bound is not over the " + c.toleranceText(v) + " allowed, as strict asks"}
	case c.betterRejected && v.better().over(-v.worse):
		return finding{Improvement, c.words(v) + "; " + compared("p", better, "<=", c.betterLevel)}
	case math.IsNaN(worse):
		return finding{Inconclusive, "no test is possible"}
	// A file with too few values is one that can never fail.
	case v.within(v.upper) && reachable:
		return finding{Pass, c.words(v) + ", surely within the " + c.toleranceText(v) + " allowed"}
	case !reachable:
		return finding{Inconclusive, c.words(v) + "; " + c.tooFew()}
	case v.within(v.worse) && v.hi-v.lo < v.tolerated:
		return finding{Pass, c.words(v) + ", within the " + c.toleranceText(v) + " allowed"}
	case v.within(v.worse):
		return finding{Inconclusive, c.words(v) + ": too uncertain to hold against the " + c.toleranceText(v) + " allowed"}
	case c.rejected:
		return finding{Inconclusive, c.words(v) + ": the estimate is not known"}
	}
	return finding{Inconclusive, c.words(v) + ", but not surely so; " + compared("p", worse, ">", c.level)}
}
