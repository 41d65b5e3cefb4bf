package turns

import (
	"math"

	"github.com/benchgate/benchgate/internal/hooks/wire"
	"github.com/benchgate/benchgate/internal/round"
)

// A benchmark that allocates much has two kinds of turns. Where every second turn
// saw a collection, each pair would be a coin's throw, so most turns are short
// enough to see one seldom, and the centre of their ratios forgets it. But their
// times are not go test's, which have the collections in them, and after a short
// turn a collection goes on while nobody is timed. So the last part of a
// round goes to turns that see some collections from beginning to end: the level
// and the mean are theirs.

const (
	// cycle is how many bytes start a collection of the smallest heap that there
	// is. A larger one collects the more seldom.
	cycle = 4 << 20
	// seldom is how many bytes a short turn allocates at most.
	seldom = cycle / 8
	// shortest is how short a turn may become for that, in nanoseconds.
	shortest = 50e3
	// longCycles is how many collections a long turn has, as far as it may be
	// as long as that.
	longCycles = 2
)

// uncollected returns the most iterations of a turn that seldom sees a
// collection.
func uncollected(sides [2]cost) int64 {
	most, slowest := int64(wire.MaxIterations), 0.0
	for _, c := range sides {
		slowest = max(slowest, c.time.op)
		if c.bytes.op > 0 {
			most = min(most, int64(seldom/c.bytes.op))
		}
	}
	return max(most, iterations(shortest, slowest))
}

// collected returns the iterations of a long turn, 0 where a turn of the longest
// kind would not see a collection.
func collected(s settings, sides [2]cost) int64 {
	n := int64(0)
	for _, c := range sides {
		if c.bytes.op <= 0 || cycle/c.bytes.op*c.time.op > s.maxTurn {
			continue
		}
		n = max(n, min(iterations(longCycles*cycle, c.bytes.op), iterations(s.maxTurn, c.time.op)))
	}
	return n
}

// longShare is the part of a round that long turns take. They come last: what a
// collection leaves behind would show in the short turns after it.
const longShare = 0.4

// next returns the plan and the order of a round's next pair, and whether its
// turns are long, where shorts short pairs were taken in the given part of the
// round's time.
func (p plan) next(shorts int, passed float64) (now plan, verb string, long bool) {
	if p.long == 0 || shorts == 0 || passed < 1-longShare {
		return p, p.verb(shorts), false
	}
	p.n = p.long
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
// ones, and replaces the means by theirs. The level is the median of the pairs'
// geometric ones, so that it still forgets the worst bursts.
func lift(values *[2]round.Value, long [2][]float64) {
	levels := make([]float64, len(long[0]))
	for i, base := range long[0] {
		levels[i] = (math.Log(base) + math.Log(long[1][i])) / 2
	}
	up := math.Exp(median(levels)) / math.Sqrt(values[0].Center*values[1].Center)
	if !(up > 0) || math.IsInf(up, 0) {
		return
	}
	for i := range values {
		values[i] = round.Value{Center: values[i].Center * up, Mean: mean(long[i])}
	}
}
