package exec

import (
	"context"
	"math"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

const (
	// mostIterations is where package testing stops as well.
	mostIterations = 1_000_000_000
	// growth bounds the step from one probe to the next, since what few
	// iterations take says little about many.
	growth = 100
	// margin is by how much a sample is meant to be longer than asked for, so
	// that a faster moment does not make it too short.
	margin = 1.2
	// mostProbes bounds the processes of one side's calibration. Four reach 100 ms
	// with iterations of a microsecond.
	mostProbes = 20
)

// calibrate finds the number of iterations for both sides: enough for a sample
// of the faster one, but no more than the slower one manages in the longest time.
func (e *Engine) calibrate(ctx context.Context, t measure.Target, first round.Side) (int64, error) {
	enough, most := int64(1), int64(mostIterations)
	for _, s := range [2]round.Side{first, first.Other()} {
		p, err := e.pace(ctx, t, s)
		if err != nil {
			return 0, err
		}
		enough, most = max(enough, p.enough), min(most, p.most)
	}
	return max(1, min(enough, most)), nil
}

// pace runs probes of one side, with more and more iterations.
func (e *Engine) pace(ctx context.Context, t measure.Target, s round.Side) (pace, error) {
	c := calibration{sample: e.sample.Seconds(), longest: e.longest.Seconds()}
	for n := int64(1); ; {
		out, err := e.take(ctx, t, s, n)
		if err != nil {
			return pace{}, err
		}
		next, done := c.next(n, out.Results[0].Values["sec/op"], out.Elapsed)
		if done {
			return c.pace(), nil
		}
		n = next
	}
}

// A pace is what calibration learns about one side.
type pace struct {
	enough int64 // iterations that fill a sample
	most   int64 // iterations that end within the longest time, at least 1
}

// A calibration decides on probes, processes of n = 1 and then more and more
// iterations. All times are in seconds.
//
// The benchmark's own timer is believed as long as it is possible at all: a
// benchmark may report any sec/op, or none, and may stop its timer for most of
// an iteration. So the wall time of the process is watched too: what it takes
// longer than the first probe, the iterations must have cost.
type calibration struct {
	sample, longest float64

	probes int
	first  float64 // wall time of the first probe
	n      float64 // of the last probe
	timed  float64 // what the last probe's timer saw
	extra  float64 // wall time of the last probe beyond the first
}

// next takes a probe and returns the n of the next one, or that none is needed.
func (c *calibration) next(n int64, secPerOp float64, wall time.Duration) (int64, bool) {
	if c.probes == 0 {
		c.first = wall.Seconds()
	}
	c.probes++
	c.n, c.extra = float64(n), max(0, wall.Seconds()-c.first)
	c.timed = c.n * secPerOp
	if !(c.timed > 0 && c.timed <= 1.1*wall.Seconds()) {
		c.timed = c.extra
	}
	if c.timed >= c.sample || c.extra >= c.room()/2 || n >= mostIterations || c.probes == mostProbes {
		return 0, true
	}
	return int64(math.Ceil(min(c.grown(), mostIterations))), false
}

// room is the wall time that the iterations of a probe may take. It is longer
// where starting takes long, since then its noise hides short times.
func (c *calibration) room() float64 { return max(c.longest, c.first) }

// grown returns the n that should fill a sample, as far as it can be reached in
// one step and in the time.
func (c *calibration) grown() float64 {
	n := growth * c.n
	if c.timed > 0 {
		n = min(n, margin*c.sample/c.timed*c.n)
	}
	switch {
	case c.n == 1:
		// The first process holds a whole iteration; more is not known yet.
		n = min(n, c.room()/c.first)
	case c.extra > 0:
		n = min(n, c.room()/c.extra*c.n)
	}
	return max(n, c.n+1)
}

// pace concludes from the last probe.
func (c *calibration) pace() pace {
	p := pace{enough: int64(c.n), most: mostIterations}
	// One iteration that fills a sample is enough as it is: what two would cost is
	// not known.
	if c.timed >= c.sample && c.n > 1 {
		p.enough = int64(math.Ceil(min(margin*c.sample/c.timed*c.n, mostIterations)))
	}
	if each := max(c.timed, c.extra) / c.n; each > 0 {
		p.most = int64(max(1, min(c.longest/each, mostIterations)))
	}
	return p
}
