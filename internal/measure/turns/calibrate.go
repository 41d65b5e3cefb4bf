package turns

import (
	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// A runner is one side's process.
type runner interface {
	// run has the process run warm untimed and n timed iterations; verb is that of
	// the order.
	run(verb string, warm, n int64) (wire.Report, error)
	// cpu is the process's CPU time so far in nanoseconds, 0 if unknown.
	cpu() float64
}

// goTestTime is the time after which go test runs no more iterations.
const goTestTime = 1e9

// A calibration finds out what a benchmark costs, without its setup.
type calibration struct {
	settings
	runner
	// loop: the benchmark calls b.Loop, so that a turn has no setup.
	loop bool
	// base is the shortest call of one iteration; for b.Loop it is empty.
	base wire.Report
	seen wire.Report // of the last burst: metrics and goroutines
}

// once tells whether go test would run no more than the iteration with which a
// process came up.
func once(first wire.Message) bool {
	return first.Kind != wire.KindLoop && first.Report.Main.Nanoseconds >= goTestTime
}

// calibrate measures the cost of one side. First is the message with which its
// process came up.
func calibrate(s settings, r runner, first wire.Message) (cost, error) {
	c := calibration{settings: s, runner: r, loop: first.Kind == wire.KindLoop}
	if !c.loop {
		c.base = first.Report
		if once(first) {
			return cost{once: true}, nil
		}
		// The first call of all also pays for what happens once a process.
		if err := c.rebase(3); err != nil {
			return cost{}, err
		}
	}
	long, err := c.ramp()
	if err != nil {
		return cost{}, err
	}
	k, err := c.refine(long)
	if err != nil {
		return k, err
	}
	if k, err = c.stretched(k); err != nil {
		return k, err
	}
	return c.collects(k)
}

// mostCycles is how many GC cycles calibration asks for at most, since the first
// may find one in progress.
const mostCycles = 3

// collects finds out what a GC cycle takes, and how much is allocated from one
// to the next. A heap that only lives while a b.N function runs is not seen.
func (c *calibration) collects(k cost) (cost, error) {
	if k.bytes.op <= 0 || k.custom || k.growth.longN > 0 {
		return k, nil
	}
	for try, spent := 0, 0.0; try < mostCycles && spent < slowCall; try++ {
		r, err := c.run(wire.VerbCollect, 0, 1)
		if err != nil {
			return k, err
		}
		if took := float64(r.Main.Nanoseconds); try == 0 || took < k.collect {
			k.collect, k.cycle = took, float64(r.Main.Bytes)
		}
		spent += float64(r.Main.Nanoseconds)
	}
	return k, nil
}

// rebase measures the call of one iteration up to times times, fewer when that
// takes long, and keeps the shortest.
func (c *calibration) rebase(times int) error {
	for spent := 0.0; times > 0 && spent < slowCall; times-- {
		r, err := c.burst(1)
		if err != nil {
			return err
		}
		if c.base.Wall == 0 {
			c.base = r // instead of the process's very first, which has no wall time
		}
		c.base = best(c.base, r)
		spent += float64(r.Wall)
	}
	return nil
}

func (c *calibration) burst(n int64) (wire.Report, error) {
	r, err := c.run(wire.VerbLearn, 0, n)
	c.seen = r
	return r, err
}

// ramp raises the number of iterations until what they take beyond one
// iteration is enough to tell their cost from their setup.
func (c *calibration) ramp() (wire.Report, error) {
	// From the one iteration that is known, if there is one, to what is enough.
	n := c.base.Main.N + 1
	if first := float64(c.base.Main.Nanoseconds); !c.loop && first < c.need() {
		n = int64(min(max(1.2*c.need()/max(first, 1), 2), 100))
	}
	for {
		r, err := c.burst(n)
		if err != nil {
			return r, err
		}
		if c.enough(r) {
			if r, err = c.repeat(r); err != nil {
				return r, err
			}
		}
		if c.enough(r) {
			proved, twice, err := c.prove(r)
			if err != nil || proved {
				return r, err
			}
			n, r = twice.Main.N, twice
		}
		if c.beyond(r) < 0 {
			if err := c.rebase(1); err != nil {
				return r, err
			}
		}
		n = c.next(n, r)
	}
}

// repeat measures a burst again, since the first of its size may have paid for
// something only once, or met with a disturbance. Where setup seems to matter,
// all depends on a difference, and both sizes are measured often enough that
// one of each is undisturbed on a busy machine; so they are where two
// iterations seem to be enough, since setup twice disturbed looks like that.
func (c *calibration) repeat(r wire.Report) (wire.Report, error) {
	times := 2
	if float64(r.Wall) > 4*slowCall {
		return r, nil
	}
	for spent := 0.0; times > 0 && spent < slowCall; times-- {
		if !c.loop && (r.Main.N == 2 || c.doubtful(c.cost(c.base, r))) {
			if spent == 0 {
				times = 8
			}
			if err := c.rebase(1); err != nil {
				return r, err
			}
			spent += float64(c.base.Wall)
		}
		more, err := c.burst(r.Main.N)
		if err != nil {
			return r, err
		}
		r = best(r, more)
		spent += float64(more.Wall)
	}
	return r, nil
}

// swamped tells whether setup is most of the call of one iteration.
func (c *calibration) swamped(r wire.Report) bool {
	k := c.cost(c.base, r)
	return !c.loop && k.time.setup > k.baseline/2
}

// prove tells whether a burst beside a large setup took longer than one
// iteration because of its iterations: then twice as many take twice as much
// longer. Noise does not. It returns the burst of twice as many.
func (c *calibration) prove(r wire.Report) (proved bool, twice wire.Report, err error) {
	n := 2 * r.Main.N
	if !c.swamped(r) || n > wire.MaxIterations || !c.timed(r) {
		return true, r, nil
	}
	if twice, err = c.burst(n); err == nil {
		twice, err = c.repeat(twice)
	}
	return err == nil && c.beyond(twice) >= 1.5*c.beyond(r), twice, err
}

// beyond is what a burst took beyond one iteration.
func (c *calibration) beyond(r wire.Report) float64 {
	return float64(r.Main.Nanoseconds - c.base.Main.Nanoseconds)
}

// timed tells whether a burst was timed for long enough.
func (c *calibration) timed(r wire.Report) bool { return c.beyond(r) >= c.need() }

// need is how long the iterations beyond one must take.
func (c *calibration) need() float64 {
	return max(c.turn, float64(c.base.Main.Nanoseconds)/4)
}

// enough tells whether a burst is long enough, or must not become longer.
func (c *calibration) enough(r wire.Report) bool {
	wall := float64(r.Wall - c.base.Wall)
	return c.timed(r) || wall >= max(slowCall, float64(c.base.Wall)) || r.Main.N >= wire.MaxIterations
}

// next predicts from a burst of n iterations how many are enough.
func (c *calibration) next(n int64, r wire.Report) int64 {
	more := float64(n - c.base.Main.N)
	timed := max(c.beyond(r), 1)
	wall := max(float64(r.Wall-c.base.Wall), 1)
	grow := min(1.2*c.need()/timed, 1.2*max(slowCall, float64(c.base.Wall))/wall)
	next := c.base.Main.N + int64(min(more*grow, wire.MaxIterations))
	// The first predictions are the worst: not more than a hundredfold at once.
	return min(max(next, n+1), 100*n, wire.MaxIterations)
}

// alternations is how often a setup must show to be believed.
const alternations = 4

// refine turns calls of both sizes into a cost. Where setup that is small beside
// an iteration seems to matter, it measures both again, one right after the
// other: noise does not look like setup every time.
func (c *calibration) refine(long wire.Report) (cost, error) {
	k := c.cost(c.base, long)
	for try, spent := 0, 0.0; try < alternations && spent < 8*slowCall && c.doubtful(k) && k.time.setup < k.baseline/4; try++ {
		short, err := c.burst(1)
		if err != nil {
			return k, err
		}
		again, err := c.burst(long.Main.N)
		if err != nil {
			return k, err
		}
		if !c.doubtful(c.cost(short, again)) {
			k.time.setup = 0
			return k, nil
		}
		spent += float64(short.Wall + again.Wall)
		c.base, long = best(c.base, short), best(long, again)
		k = c.cost(c.base, long)
	}
	return k, nil
}

// doubtful tells whether a turn must be longer than usual for its setup.
func (c *calibration) doubtful(k cost) bool {
	n := iterations(c.turn, k.time.op)
	need, _ := outweighing([2]cost{k, k}, n)
	return need > n
}

// cost draws a line through a call of one iteration and a longer one.
func (c *calibration) cost(short, long wire.Report) cost {
	b, l := short.Main, long.Main
	beyond := float64(l.N - b.N)
	through := func(short, long float64) line {
		op := max((long-short)/beyond, 0)
		if c.loop {
			return line{op: op}
		}
		return line{setup: max(short-op, 0), op: op}
	}
	return cost{
		time:     through(float64(b.Nanoseconds), float64(l.Nanoseconds)),
		mallocs:  through(float64(b.Mallocs), float64(l.Mallocs)),
		bytes:    through(float64(b.Bytes), float64(l.Bytes)),
		wall:     through(float64(short.Wall), float64(long.Wall)),
		baseline: float64(b.Nanoseconds),
		workers:  c.seen.Workers,
		custom:   len(c.seen.Extra) > 0,
	}
}

// best returns the least of each quantity of two bursts of one size.
func best(a, b wire.Report) wire.Report {
	a.Wall = min(a.Wall, b.Wall)
	a.Main.Nanoseconds = min(a.Main.Nanoseconds, b.Main.Nanoseconds)
	a.Main.Mallocs = min(a.Main.Mallocs, b.Main.Mallocs)
	a.Main.Bytes = min(a.Main.Bytes, b.Main.Bytes)
	return a
}
