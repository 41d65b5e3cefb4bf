package turns

import (
	"math"

	"github.com/benchgate/benchgate/internal/round"
)

const (
	// blockBytes is what each side allocates in a block of turns: enough for two
	// collections of a heap of the least size there is, 4 MiB.
	blockBytes = 8 << 20
	// leastBlocks is how many blocks a level takes, so that one in a burst of
	// noise does not decide.
	leastBlocks = 3
)

// collected returns the level of a benchmark that allocates much, in seconds an
// iteration and of both sides together, 0 for any other.
//
// Where a collection comes in every fifth turn, the median of turns has none of
// its cost, and go test's mean has all. So turns are added up to blocks that see
// some collections each, and the level is the median of the blocks: faithful,
// and still without the worst bursts. The ratio of the sides stays that of
// pairs of turns, and what it forgets is up to the mean.
func collected(p plan, pairs []Pair) float64 {
	if p.slope {
		return 0
	}
	var levels []float64
	var block [2]blockSum
	each := bytesEach(pairs)
	for _, pair := range pairs {
		for i, side := range round.Sides {
			block[i].add(pair, side)
		}
		if block[0].allocated(each[0]) >= blockBytes && block[1].allocated(each[1]) >= blockBytes {
			levels = append(levels, (math.Log(block[0].perOp())+math.Log(block[1].perOp()))/2)
			block = [2]blockSum{}
		}
	}
	level := math.Exp(median(levels))
	if len(levels) < leastBlocks || !(level > 0) || math.IsInf(level, 0) {
		return 0
	}
	return level
}

// A blockSum is what one side's turns of a block add up to.
type blockSum struct{ nanoseconds, n int64 }

func (b *blockSum) add(p Pair, side round.Side) {
	r := p.of(side).Main
	b.nanoseconds += r.Nanoseconds
	b.n += r.N
}

// allocated is how many bytes that is, of so many an iteration.
func (b *blockSum) allocated(each float64) float64 { return each * float64(b.n) }

// perOp is the mean time of an iteration in seconds.
func (b *blockSum) perOp() float64 { return float64(b.nanoseconds) / float64(b.n) * 1e-9 }

// bytesEach returns how many bytes an iteration of each side allocates, by the
// pairs that counted them.
func bytesEach(pairs []Pair) (each [2]float64) {
	var bytes, n [2]float64
	for _, pair := range pairs {
		if pair.Blind {
			continue
		}
		for i, side := range round.Sides {
			bytes[i] += float64(pair.of(side).Main.Bytes)
			n[i] += float64(pair.of(side).Main.N)
		}
	}
	for i := range each {
		each[i] = bytes[i] / max(n[i], 1)
	}
	return each
}
