package judge

import (
	"math"

	"github.com/benchgate/benchgate/internal/compare"
)

// minScreen is the number of rounds without which nothing is decided.
const minScreen = 3

// Levels of the screen, one-sided. They cost time, and never a false regression.
const (
	// doubt is where a slowdown past half of what is tolerated looks likely enough
	// at the end of the screen.
	doubt = 0.10
	// meanDoubt is where a mean past all of it does, at any time, and meanHope where
	// a mean past half of it is worth another round although the estimate is decided.
	meanDoubt = 0.025
	meanHope  = 0.35
)

// mostOnMean bounds the rounds of the screen that are for the sake of a mean
// alone. Means are much noisier than estimates, most of all where GC cycles
// are rare, so that three rounds say little of them and a hundred cost too much.
const mostOnMean = 24

// mostOnBetter bounds the rounds that are for telling an improvement from a pass:
// no merge depends on it.
const mostOnBetter = 8

// A Screening says what the rounds of the screen make of one benchmark in one
// unit. The zero value means that there is nothing to confirm and nothing open.
type Screening struct {
	// Center, Mean and Limit are the hypotheses that are suspects: the change of
	// the estimates, that of the means, and head against its limit. Each counts for
	// the size of the family.
	Center, Mean, Limit bool
	// Exact is set for a suspect of which the values do not vary: no statistics, as
	// long as fresh processes give the same values. It counts for the family, too,
	// since they may not.
	Exact bool
	// Open is set where another round would help, and Need is about how many
	// more it would take until something is decided.
	// AtBest is the same if there were no change at all: what the noise alone
	// asks for.
	Open         bool
	Need, AtBest int
}

// Suspect tells whether anything is to be confirmed.
func (s Screening) Suspect() bool { return s.Center || s.Mean || s.Limit || s.Exact }

// Hypotheses counts the suspects, each of which may need a test.
func (s Screening) Hypotheses() int {
	return count(s.Center || s.Exact) + count(s.Mean) + count(s.Limit)
}

// screenUnit judges a delta of screening rounds, with that of the means where the
// means differ from the estimates. After the last round of the screen nothing
// stays open: last says so.
func (p Procedure) screenUnit(d compare.Delta, mean *compare.Delta, last bool) Screening {
	c := p.newCase(d, nil)
	s := Screening{}
	if !c.eff.Gated() {
		return s
	}
	if c.compared() && held(c.eff.Threshold) {
		s = c.screen(last)
		if mean != nil {
			p.newCase(*mean, nil).screenMean(&s)
		}
	}
	if c.eff.Limit.Set() && c.Head != nil {
		c.screenLimit(&s, last)
	}
	s.Open = s.Open && !last
	if !s.Open {
		s.Need, s.AtBest = 0, 0
	}
	return s
}

// screen judges the change of the estimates.
func (c *testCase) screen(last bool) Screening {
	switch {
	case c.Exact:
		return Screening{Exact: c.exact(c.eff.Threshold).outcome == Regression}
	case c.Rounds < minScreen:
		return Screening{Open: true, Need: minScreen - c.Rounds}
	}
	v := c.view(c.eff.Threshold)
	switch {
	case v.within(v.upper):
		return c.screenBetter(v)
	case v.lower > v.tolerated/2:
		return Screening{Center: true}
	case last:
		return Screening{Center: v.worse > v.tolerated/2 && c.P <= doubt}
	}
	return Screening{Open: true, Need: v.need(c.Rounds), AtBest: v.atBest(c.Rounds)}
}

// screenBetter gives what is no suspect a few more rounds while it looks like an
// improvement and is not surely one.
func (c *testCase) screenBetter(v view) Screening {
	if !v.better().over(-v.worse) || c.faster(v) || c.Rounds >= mostOnBetter {
		return Screening{}
	}
	return Screening{Open: true, Need: 1, AtBest: 1}
}

// screenMean judges the change of the means. What is a suspect by its estimate
// needs no rounds for its mean.
func (c *testCase) screenMean(s *Screening) {
	if c.Exact || c.Rounds < minScreen || !c.compared() {
		return
	}
	v := c.view(c.eff.Threshold)
	level := meanDoubt
	if c.Rounds >= mostOnMean {
		level = doubt
	}
	s.Mean = v.over(v.worse) && c.P <= level
	if s.Suspect() || c.Rounds >= mostOnMean || v.within(v.upper) || v.worse <= v.tolerated/2 || c.P > meanHope {
		return
	}
	s.Open, s.Need = true, max(s.Need, min(v.need(c.Rounds), mostOnMean-c.Rounds))
}

func (c *testCase) screenLimit(s *Screening, last bool) {
	lo, hi := c.HeadLo, c.HeadHi
	if c.Exact {
		lo, hi = c.Head.Center, c.Head.Center
	}
	switch LimitOutcome(c.eff.Limit, lo, hi) {
	case LimitBroken:
		s.Limit = true
	case Inconclusive:
		if last {
			s.Limit = c.Head.N >= minScreen && LimitOutcome(c.eff.Limit, c.Head.Center, c.Head.Center) == LimitBroken
			return
		}
		s.Open, s.Need = true, max(s.Need, 1)
	}
}

// need estimates how many rounds it takes beyond n until the view's upper bound
// comes down to what is tolerated, or its lower one rises to half of it: the
// distance of either shrinks with the root of the number of rounds.
func (v view) need(n int) int {
	rounds := math.Inf(1)
	if room := v.tolerated - v.worse; room > 0 {
		rounds = math.Pow((v.upper-v.worse)/room, 2) * float64(n)
	}
	if room := v.worse - v.tolerated/2; room > 0 {
		rounds = min(rounds, math.Pow((v.worse-v.lower)/room, 2)*float64(n))
	}
	return beyond(n, rounds)
}

// atBest is need for an estimate of no change. After a dozen rounds of a noisy
// benchmark the estimate says little, and how far its bound is away says a lot.
func (v view) atBest(n int) int {
	return beyond(n, math.Pow((v.upper-v.worse)/v.tolerated, 2)*float64(n))
}

func beyond(n int, rounds float64) int {
	if !(rounds < farAway) {
		return farAway
	}
	return max(1, int(math.Ceil(rounds))-n)
}

// farAway is how many rounds stand for more than anybody would take.
const farAway = 100_000
