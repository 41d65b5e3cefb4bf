package turns

import (
	"fmt"
	"math"
	"time"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// Some benchmarks cost the more an iteration the more of them there are: they
// fill a map, or insert into a slice that they never empty. What half a
// millisecond of them takes is not what go test measures in a second. Where a
// long call disagrees with many short ones, turns become as long as those of
// benchmarks with metrics of their own.

const (
	// A long call has the iterations of 8 turns, and then of 64: a map that fits
	// into the processor's caches after thousands need not do so after more.
	stretchStep, stretchMost = 8, 64
	// shortCalls is how many short calls a long one is compared with.
	shortCalls = 32
	// agreement is the ratio up to which costs are taken for one and the same.
	agreement = 1.25
	// stretchTries bounds how often they are compared. On a busy machine a single
	// comparison may say anything: one answer must be so many times ahead.
	stretchTries           = 8
	votesFor, votesAgainst = 4, 1
)

// A growth tells that the cost of an iteration depends on their number: what
// it is, in nanoseconds, in short and in long calls. The zero value tells that
// it does not.
type growth struct {
	short, long   float64
	shortN, longN int64
}

func (g growth) String() string {
	at := func(op float64, n int64) string {
		return fmt.Sprintf("%v an iteration in calls of %d", time.Duration(math.Round(op)), n)
	}
	return "its cost depends on b.N: " + at(g.short, g.shortN) + ", " + at(g.long, g.longN)
}

// stretched finds out whether the cost of a b.N benchmark depends on the number
// of iterations, and measures it in calls of the window's length if so. It goes
// up in steps, since the time may grow with the square of the number.
func (c *calibration) stretched(k cost) (cost, error) {
	n, most := c.stretches(k)
	for times := int64(stretchStep); times <= most; times *= stretchStep {
		long, short, err := c.compare(k, n, n*times)
		if err != nil {
			return k, err
		}
		if short > 0 {
			k.growth = growth{short: short, shortN: n}
			return c.lengthen(k, long)
		}
	}
	return k, nil
}

// compare compares the cost of an iteration in calls of n and of many. Short is
// that in short calls, 0 where there is no difference to be seen.
func (c *calibration) compare(k cost, n, many int64) (long wire.Report, short float64, err error) {
	higher, lower := 0, 0 // votes for the cost in long calls
	for range stretchTries {
		from := c.cpu()
		if long, err = c.burst(many); err != nil {
			return long, 0, err
		}
		per, work := k.perOp(long), (c.cpu()-from)/float64(many)
		short = k.time.op
		up, down := false, false
		if !agree(per, short) {
			var shortWork float64
			if short, shortWork, err = c.shorts(k, n, min(many/n, shortCalls)); err != nil {
				return long, 0, err
			}
			// A busy machine interrupts a long call, but that is not work.
			up = per > short*agreement && work > shortWork*agreement
			down = short > per*agreement && shortWork > work*agreement
		}
		higher, lower = higher+vote(up), lower+vote(down)
		switch ahead := max(higher, lower); {
		case ahead >= votesFor:
			return long, short, nil
		case ahead <= -votesAgainst:
			return long, 0, nil
		}
	}
	return long, 0, nil
}

func vote(yes bool) int {
	if yes {
		return 1
	}
	return -1
}

// stretches returns how many iterations a turn would have, and how many of
// them a long call is worth: 0 where setup or a single iteration takes so long
// that there is no telling.
func (c *calibration) stretches(k cost) (n, times int64) {
	if c.loop || k.custom || k.time.op <= 0 {
		return 0, 0
	}
	n = max(iterations(c.turn, k.time.op), k.portions())
	one := k.wall.setup + float64(n)*max(k.wall.op, k.time.op)
	if k.time.setup > float64(n)*k.time.op/4 || n > wire.MaxIterations/stretchMost {
		return n, 0
	}
	return n, min(stretchMost, int64(2*slowCall/one))
}

// shorts returns the average time of an iteration in short calls, and the CPU
// time of the process meanwhile.
func (c *calibration) shorts(k cost, n, times int64) (per, work float64, err error) {
	from := c.cpu()
	for range times {
		r, err := c.burst(n)
		if err != nil {
			return 0, 0, err
		}
		per += k.perOp(r)
	}
	return per / float64(times), (c.cpu() - from) / float64(times*n), nil
}

// lengthen raises the number of iterations until a call takes about a window.
func (c *calibration) lengthen(k cost, r wire.Report) (cost, error) {
	for float64(r.Main.Nanoseconds) < c.window/2 && float64(r.Wall) < 2*c.window && r.Main.N < wire.MaxIterations/4 {
		// A cost that grows with their number makes the time grow with its square.
		grow := min(4, c.window/float64(max(r.Main.Nanoseconds, 1)))
		var err error
		if r, err = c.burst(int64(float64(r.Main.N) * grow)); err != nil {
			return k, err
		}
	}
	g := k.growth
	g.long, g.longN = k.perOp(r), r.Main.N
	k = c.cost(c.base, r)
	k.growth = g
	return k, nil
}

// perOp is the time of an iteration without the setup.
func (k cost) perOp(r wire.Report) float64 {
	return max(float64(r.Main.Nanoseconds)-k.time.setup, 0) / float64(r.Main.N)
}

func agree(a, b float64) bool { return a <= b*agreement && b <= a*agreement }

// grown returns how many iterations take about a window on the side where that
// are fewer, and what was seen there; 0 where no side's cost depends on it.
func grown(sides [2]cost) (n int64, seen growth) {
	for _, c := range sides {
		if g := c.growth; g.longN > 0 && (n == 0 || g.longN < n) {
			n, seen = g.longN, g
		}
	}
	return n, seen
}
