package turns

import (
	"math"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// share is how much of a value timed setup may be.
const share = 0.01

// slowCall is from when on a call takes too long, in nanoseconds, to be repeated for
// the sake of precision, and what one step of calibration may take.
const slowCall = 50e6

// A line is what a quantity costs in one call of a benchmark function: setup +
// op × iterations. For a b.Loop benchmark setup is 0, since it is not timed and
// runs once a process.
type line struct{ setup, op float64 }

// A cost is what calibration learnt about one side. Times are in nanoseconds.
type cost struct {
	time, mallocs, bytes line
	wall                 line    // everything, timed or not
	baseline             float64 // the shortest call there was, of one iteration
	workers              int64   // goroutines of RunParallel
	custom               bool    // it reports metrics of its own
	once                 bool    // go test would run one iteration and no more
	growth               growth  // of the time of an iteration with their number
	// cycle is how many bytes it allocates from one GC cycle to the next, 0 where
	// that is not known, and collect what a GC cycle takes when nothing else runs.
	cycle, collect float64
}

// A plan says what a turn is. It is made once for a target, since what depends
// on the number of iterations must not change between rounds.
type plan struct {
	// once: a round is one iteration a side, the one that every process of a
	// b.N benchmark starts with.
	once    bool
	n, warm int64
	// slope: a turn's time is the difference between its timed and its untimed
	// call, which cancels the setup that each of them pays.
	slope bool
	// allocSlope is the same for B/op and allocs/op.
	allocSlope bool
	custom     bool
	growth     growth
	long       longTurns
	rare       rarity
	wall       float64 // of a turn of the slower side, warm-up included, in nanoseconds
}

// newPlan decides what a turn is, the same for both sides.
func newPlan(s settings, sides [2]cost) plan {
	if sides[0].once || sides[1].once {
		return plan{once: true, n: 1}
	}
	p := plan{custom: sides[0].custom || sides[1].custom}
	if p.n, p.growth = grown(sides); p.n > 0 {
		p.complete(s, sides)
		return p
	}
	limit := s.length / 4
	p.n = iterations(s.target(sides, p.custom), fastest(sides))
	if !p.custom {
		p.n = min(p.n, uncollected(sides))
	}
	for _, c := range sides {
		p.n = max(p.n, min(c.portions(), iterations(limit, c.time.op)))
	}
	if p.custom {
		limit = max(limit, 4*s.window)
	}
	if need, op := outweighing(sides, p.n); need > p.n {
		if float64(need)*op <= s.maxTurn {
			p.n = need
		} else {
			p.slope = true
			setup := max(sides[0].time.setup, sides[1].time.setup)
			p.n = max(p.n, iterations(max(s.maxTurn, 4*setup), fastest(sides)))
			limit = max(limit, 2*s.maxTurn, 8*setup)
		}
	}
	for _, c := range sides {
		if c.wall.op > 0 {
			p.n = min(p.n, int64(limit/c.wall.op))
		}
	}
	p.n = min(max(p.n, 1), wire.MaxIterations)
	if !p.slope && !p.custom {
		p.long = newLong(s, sides, p.n)
		p.rare = rare(sides, max(p.n, p.long.n))
	}
	p.allocSlope = sides[0].allocates(p.n) || sides[1].allocates(p.n)
	p.complete(s, sides)
	return p
}

// target returns how long the timed part of a turn of the faster side is.
func (s settings) target(sides [2]cost, custom bool) float64 {
	goal := s.turn
	for _, c := range sides {
		// Untimed setup is paid every turn: a turn should not be small beside it.
		goal = max(goal, min(c.wall.setup-c.time.setup, s.length/4))
	}
	if custom {
		goal = max(goal, s.window)
	}
	return goal
}

// complete chooses the warm-up and what follows from it.
func (p *plan) complete(s settings, sides [2]cost) {
	p.warm = int64(math.Ceil(float64(p.n) * warmShare))
	for _, c := range sides {
		// A call of its own that costs as much as the turn warms nothing up, and
		// neither does an iteration that is a turn by itself.
		if c.wall.setup > s.turn/2 || float64(p.warm)*c.time.op > s.turn {
			p.warm = 0
		}
	}
	if p.slope {
		p.warm = 1
	}
	if p.slope || p.allocSlope {
		p.n = max(p.n, 2)
		p.warm = min(max(p.warm, 1), p.n/2)
	}
	for _, c := range sides {
		calls := 1.0
		if p.warm > 0 {
			calls = 2
		}
		p.wall = max(p.wall, calls*c.wall.setup+float64(p.n+p.warm)*c.wall.op)
	}
}

const (
	// countEvery is how many pairs come to one whose allocations are counted: to
	// count them stops the world four times a turn, which takes about as long as
	// a turn of half a millisecond is.
	countEvery = 4
	// longTurn is from when on, in nanoseconds, that hardly matters.
	longTurn = 5e6
)

// verb is the order for a round's pair of that index.
func (p plan) verb(pair int) string {
	if pair%countEvery == 0 || p.allocSlope || p.wall > longTurn {
		return wire.VerbTurn
	}
	return wire.VerbTime
}

// iterations returns how many take about the given time, at least one.
func iterations(time, op float64) int64 {
	if op <= 0 {
		return wire.MaxIterations
	}
	return int64(min(max(math.Ceil(time/op), 1), wire.MaxIterations))
}

// fastest returns the time of one iteration of the faster side: its turns must
// not be too short to measure.
func fastest(sides [2]cost) float64 { return min(sides[0].time.op, sides[1].time.op) }

// portions returns how many iterations are chunks portions for every goroutine of
// RunParallel. Package testing makes a portion what takes 100 µs of all
// together, but of at most 10,000 iterations.
func (c cost) portions() int64 {
	if c.workers == 0 || c.time.op <= 0 {
		return 0
	}
	grain := min(max(1e5/c.time.op, 1), 1e4)
	return int64(min(float64(chunks*c.workers)*grain, wire.MaxIterations))
}

// outweighing returns how many iterations it takes until timed setup is a small
// share on both sides, and the time of an iteration of the slower side.
func outweighing(sides [2]cost, n int64) (need int64, op float64) {
	for _, c := range sides {
		op = max(op, c.time.op)
		// What is not clearly more than the noise of a few calls is none, and one
		// long call is all the less sure: go test repeats it only a few times, too.
		noise := 0.02 * c.baseline
		if c.baseline > slowCall {
			noise = 0.25 * c.baseline
		}
		if c.time.op > 0 && c.time.setup > share*float64(n)*c.time.op+noise {
			need = max(need, iterations(c.time.setup/share, c.time.op))
		}
	}
	return need, op
}

// allocates tells whether setup shows in the whole numbers that B/op and
// allocs/op are for n iterations.
func (c cost) allocates(n int64) bool {
	for _, l := range []line{c.mallocs, c.bytes} {
		if c.baseline > slowCall && l.setup < l.op/10 {
			continue // not worth three long iterations a turn instead of one
		}
		if math.Floor(l.op+l.setup/float64(n)) > math.Floor(l.op+slack) {
			return true
		}
	}
	return false
}

// slack is how far below a whole number of allocations an average may lie that
// is meant to be that number: the runtime allocates now and then on its own.
const slack = 0.02
