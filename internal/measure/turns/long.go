package turns

import (
	"cmp"
	"fmt"
	"math"
	"time"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
	"github.com/benchgate/benchgate/internal/robust"
	"github.com/benchgate/benchgate/internal/round"
)

// A round has turns of two kinds. Most are short, for the ratio of both sides. But
// a short turn's time is not go test's: it begins with caches that the other side
// has used, has the start of parallel goroutines and the wait for the last one in
// it, and hardly ever a GC cycle. So the end of a round goes to long turns, and
// the level is theirs.
//
// Of a benchmark that allocates much, every second short turn would see a
// GC cycle and each pair be a coin toss, so they are short enough to see one
// seldom, and the estimate of their ratios forgets it. After a short turn a
// GC cycle goes on while nobody is timed. Such a benchmark has more long
// turns, which see GC cycles from beginning to end, and the mean is theirs, too.

const (
	// cycle is how many bytes start a GC cycle of the smallest heap that there
	// is, where nothing else is known. A larger one collects the more seldom.
	cycle = 4 << 20
	// shortest is how short a turn may become so that it seldom sees a GC cycle,
	// in nanoseconds.
	shortest = 50e3
	// longCycles is how many GC cycles a long turn has at least, as far as it may
	// be as long as that.
	longCycles = 2
	// collectShare is the part of a round that turns with GC cycles take. They
	// come last: what a GC cycle leaves behind would show in short turns after it.
	collectShare = 0.4
	// levelTurn is how long a turn for the level alone is, in nanoseconds. There is a
	// pair of them a round.
	levelTurn = 5e6
	// notableGC is from which part of the time on GC is worth a turn
	// that is much longer than usual.
	notableGC = 0.02
)

// A longTurns says what the long turns of a round are. The zero value tells that
// there are none.
type longTurns struct {
	// warm iterations run before n timed ones: a GC cycle's worth of allocations, as
	// far as that is not more than half of the turn, replaces what the other side's turn
	// has left in the caches.
	warm, n  int64
	share    float64 // of the round
	collects bool    // they see GC cycles
}

// cycleBytes is how many bytes it takes from one GC cycle to the next.
func (c cost) cycleBytes() float64 { return cmp.Or(c.cycle, cycle) }

// everyN is how many iterations it takes from one GC cycle to the next.
func (c cost) everyN() int64 { return iterations(c.cycleBytes(), c.bytes.op) }

// period returns the time from one GC cycle to the next, and the part of it that
// GC takes at most; 0 where nothing is allocated.
func (c cost) period() (ns, share float64) {
	if c.bytes.op <= 0 || c.time.op <= 0 {
		return 0, 0
	}
	ns = c.cycleBytes() / c.bytes.op * c.time.op
	return ns, c.collect / ns
}

// uncollected returns the most iterations, or a few more, of a turn that seldom sees
// a GC cycle.
func uncollected(sides [2]cost) int64 {
	most, slowest := int64(wire.MaxIterations), 0.0
	for _, c := range sides {
		slowest = max(slowest, c.time.op)
		if c.bytes.op > 0 {
			most = min(most, iterations(c.cycleBytes()/8, c.bytes.op))
		}
	}
	return max(most, iterations(shortest, slowest))
}

// newLong chooses the long turns beside short ones of n iterations.
func newLong(s settings, sides [2]cost, n int64) longTurns {
	if warm, long := collected(s, sides); long > n {
		return longTurns{warm: warm, n: long, share: collectShare, collects: true}
	}
	long := min(iterations(levelTurn, fastest(sides)), affordable(sides, 2*levelTurn))
	wall := 0.0
	for _, c := range sides {
		wall += 2*c.wall.setup + float64(long+long/8)*c.wall.op
	}
	if share := wall / s.length; long >= 2*n && share <= collectShare {
		return longTurns{warm: long / 8, n: long, share: share}
	}
	return longTurns{}
}

// collected returns the iterations of a turn with GC cycles and of the warm-up
// before it, 0 where a turn cannot be long enough to see one.
func collected(s settings, sides [2]cost) (warm, n int64) {
	whole := int64(0) // of slow GC cycles, on the side where they are the rarer
	for _, c := range sides {
		period, share := c.period()
		if period > 0 && period <= s.maxTurn {
			most := max(longCycles*c.everyN(), iterations(levelTurn, c.time.op))
			n = max(n, min(most, iterations(s.maxTurn, c.time.op)))
			warm = max(warm, c.everyN())
		}
		if share >= notableGC {
			whole = max(whole, c.everyN())
		}
	}
	// What is slow on either side must be in a turn of either, or one side would have
	// GC cycles and the other none.
	if whole > n && whole <= affordable(sides, 2*s.length) {
		return min(warm, whole/2), whole
	}
	n = min(n, affordable(sides, 2*s.maxTurn))
	if n < warm {
		return 0, 0
	}
	return min(warm, n/2), n
}

// affordable returns how many iterations take so many nanoseconds on the slower
// side, with all that is not timed.
func affordable(sides [2]cost, wall float64) int64 {
	return iterations(wall, max(sides[0].wall.op, sides[0].time.op, sides[1].wall.op, sides[1].time.op))
}

// A rarity tells that GC cycles are slow and so seldom that rounds do not have
// them: the time from one to the next and what it takes, in nanoseconds. The
// zero value tells that it is not so.
type rarity struct{ period, takes float64 }

func (r rarity) String() string {
	return fmt.Sprintf("a collection of its heap comes every %v and takes up to %v, too seldom for turns: its values do not have what collections cost",
		rounded(r.period), rounded(r.takes))
}

func rounded(ns float64) time.Duration { return time.Duration(ns).Round(100 * time.Microsecond) }

// rare returns the slow GC cycles of a side that long turns of n iterations do not
// have.
func rare(sides [2]cost, n int64) rarity {
	for _, c := range sides {
		if period, share := c.period(); share >= notableGC && c.everyN() > n {
			return rarity{period: period, takes: c.collect}
		}
	}
	return rarity{}
}

// next returns the plan and the order of a round's next pair, and whether its
// turns are long, where so many pairs of either kind were taken in the given part of
// the round's time.
func (p plan) next(shorts, longs int, passed float64) (now plan, verb string, long bool) {
	if p.long.n == 0 || shorts == 0 || passed < 1-p.long.share {
		return p, p.verb(shorts), false
	}
	was := p.n + p.warm
	p.warm = p.long.warm
	if p.long.collects && longs == 0 {
		// Until its first GC cycle a process allocates from memory that it has never
		// touched, which takes longer than the GC cycles that are to be measured.
		p.warm = max(p.warm, p.long.n-int64(shorts)*was)
	}
	p.n = p.long.n
	return p, wire.VerbTime, true
}

// split sorts the pairs of a round by their kind.
func split(pairs []Pair) (short, long []Pair) {
	for _, p := range pairs {
		if p.Long {
			long = append(long, p)
		} else {
			short = append(short, p)
		}
	}
	return short, long
}

// lift brings the values that short turns have given to the level of the long
// ones, and where these see GC cycles replaces the means by theirs. The level is
// the median of the pairs' geometric ones, so that it still forgets the worst
// bursts.
func lift(values *[2]round.Value, long [2][]float64, collects bool) {
	levels := make([]float64, len(long[0]))
	for i, base := range long[0] {
		levels[i] = (math.Log(base) + math.Log(long[1][i])) / 2
	}
	up := math.Exp(robust.Median(levels)) / math.Sqrt(values[0].Center*values[1].Center)
	if !(up > 0) || math.IsInf(up, 0) {
		return
	}
	for i, v := range values {
		values[i] = round.Value{Center: v.Center * up, Mean: v.Mean * up}
		if collects {
			values[i].Mean = mean(long[i])
		}
	}
}
