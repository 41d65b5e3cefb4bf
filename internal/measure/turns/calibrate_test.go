package turns

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// A model is a benchmark whose costs are known, in nanoseconds.
type model struct {
	setup, op       float64 // timed
	idleSetup, idle float64 // untimed, a call and an iteration
	lazy            float64 // once, in the first call of all
	allocSetup      float64
	alloc           float64
	noise           float64 // relative, of either sign
	power           float64 // the iterations' time grows with this power of their number more
	workers         int64
	custom, loop    bool

	calls  int
	spent  float64
	work   float64 // of spent, what the process did itself
	stolen float64 // the part of a call past 1 ms that a busy machine takes more
	rand   *rand.Rand
}

func (m *model) run(_ string, warm, n int64) (wire.Report, error) {
	r := wire.Report{Workers: m.workers}
	if m.custom {
		r.Extra = map[string]float64{"x": 1}
	}
	if warm > 0 {
		r.Warm = m.burst(warm, &r)
	}
	r.Main = m.burst(n, &r)
	return r, nil
}

func (m *model) burst(n int64, r *wire.Report) wire.Burst {
	if m.rand == nil {
		m.rand = rand.New(rand.NewPCG(1, 2))
	}
	timed := (m.setup + m.op*math.Pow(float64(n), 1+m.power)) * math.Exp(m.noise*m.rand.NormFloat64())
	if m.calls == 0 {
		timed += m.lazy
	}
	m.work += timed
	timed += max(timed-1e6, 0) * m.stolen
	m.calls++
	r.Wall += int64(timed + m.idleSetup + m.idle*float64(n))
	m.spent += timed + m.idleSetup + m.idle*float64(n)
	return wire.Burst{N: n, Nanoseconds: int64(timed), Mallocs: uint64(m.allocSetup + m.alloc*float64(n))}
}

func (m *model) cpu() float64 { return m.work }

// first is the message with which the model's process comes up.
func (m *model) first() wire.Message {
	if m.loop {
		return wire.Message{Kind: wire.KindLoop}
	}
	r, _ := m.run(wire.VerbTurn, 0, 1)
	r.Wall = 0
	return wire.Message{Kind: wire.KindRan, Report: r}
}

const (
	us = 1e3
	ms = 1e6
)

// TestPlan holds what a turn becomes for benchmarks of all kinds.
func TestPlan(t *testing.T) {
	s := standard
	s.length = 200 * ms
	for _, c := range []struct {
		name       string
		base, head model
		n          [2]int64 // the least and the most
		warm       [2]int64
		slope      bool
		allocSlope bool
		once       bool
		most       float64 // of time spent calibrating both sides
	}{
		{name: "fast", base: model{op: 100}, n: [2]int64{5000, 5000}, warm: [2]int64{625, 625}, most: 250 * ms},
		{name: "very fast", base: model{op: 0.3}, n: [2]int64{1.6e6, 1.7e6}, warm: [2]int64{2e5, 2.2e5}, most: 250 * ms},
		{name: "loop", base: model{op: 100, loop: true}, n: [2]int64{5000, 5000}, warm: [2]int64{625, 625}, most: 250 * ms},
		{name: "one side slower", base: model{op: 100}, head: model{op: 1000}, n: [2]int64{5000, 5000},
			warm: [2]int64{0, 0}, most: 250 * ms},
		{name: "one turn an iteration", base: model{op: 2 * ms}, n: [2]int64{1, 1}, most: 450 * ms},
		{name: "20 ms", base: model{op: 20 * ms, noise: 0.05}, n: [2]int64{1, 1}, most: 3000 * ms},
		{name: "20 ms loop", base: model{op: 20 * ms, noise: 0.05, loop: true}, n: [2]int64{1, 1}, most: 200 * ms},
		{name: "1 s", base: model{op: 1000 * ms}, n: [2]int64{1, 1}, once: true, most: 2000 * ms},
		{name: "1 s loop", base: model{op: 1000 * ms, loop: true}, n: [2]int64{1, 1}, most: 4000 * ms},
		{name: "small setup", base: model{op: 100, setup: 20 * us}, n: [2]int64{19_000, 21_000},
			warm: [2]int64{2300, 2700}, most: 250 * ms},
		{name: "large setup", base: model{op: 100, setup: 3 * ms, noise: 0.02, allocSetup: 1}, n: [2]int64{90_000, 150_000},
			warm: [2]int64{1, 1}, slope: true, most: 600 * ms},
		{name: "huge setup", base: model{op: 100, setup: 300 * ms, noise: 0.02}, n: [2]int64{500_000, 13_000_000},
			warm: [2]int64{1, 1}, slope: true, most: 20_000 * ms},
		{name: "untimed setup", base: model{op: 100, idleSetup: 5 * ms}, n: [2]int64{45_000, 55_000}, most: 400 * ms},
		{name: "stopped timer", base: model{op: 100, idle: 20 * us}, n: [2]int64{2000, 2500}, most: 500 * ms,
			warm: [2]int64{250, 320}},
		{name: "nothing timed", base: model{idle: 20 * us}, n: [2]int64{2000, 2500}, most: 500 * ms,
			warm: [2]int64{250, 320}},
		{name: "custom", base: model{op: 100, custom: true}, n: [2]int64{1e6, 1e6}, most: 250 * ms},
		{name: "parallel", base: model{op: 100, workers: 2}, n: [2]int64{40_000, 40_000}, most: 400 * ms,
			warm: [2]int64{5000, 5000}},
		{name: "parallel, many", base: model{op: 50, workers: 64}, n: [2]int64{1e6, 1e6}, most: 250 * ms},
		{name: "lazy", base: model{op: 100, lazy: 300 * ms}, n: [2]int64{5000, 5000}, warm: [2]int64{625, 625}, most: 800 * ms},
		{name: "allocating setup", base: model{op: 100, alloc: 1, allocSetup: 10_000}, n: [2]int64{5000, 5000},
			warm: [2]int64{625, 625}, allocSlope: true, most: 250 * ms},
		{name: "setup's few allocations", base: model{op: 100, alloc: 1, allocSetup: 100}, n: [2]int64{5000, 5000},
			warm: [2]int64{625, 625}, most: 250 * ms},
		{name: "slow with allocating setup", base: model{op: 20 * ms, alloc: 10, allocSetup: 500}, n: [2]int64{2, 2},
			warm: [2]int64{1, 1}, allocSlope: true, most: 3000 * ms},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.head == (model{}) {
				c.head = c.base
			}
			var costs [2]cost
			for i, m := range []*model{&c.base, &c.head} {
				var err error
				if costs[i], err = calibrate(s, m, m.first()); err != nil {
					t.Fatal(err)
				}
			}
			p := newPlan(s, costs)
			if p.n < c.n[0] || p.n > c.n[1] || p.warm < c.warm[0] || p.warm > c.warm[1] {
				t.Errorf("n = %d, warm = %d, want %v and %v (%+v)", p.n, p.warm, c.n, c.warm, costs[0])
			}
			if p.slope != c.slope || p.allocSlope != c.allocSlope || p.once != c.once {
				t.Errorf("plan is %+v", p)
			}
			if spent := c.base.spent + c.head.spent; spent > c.most {
				t.Errorf("calibrating took %v ms", spent/ms)
			}
			checkShare(t, p, c.base)
		})
	}
}

// checkShare insists that what a plan would measure is the cost of an
// iteration, to one part in a hundred.
func checkShare(t *testing.T, p plan, m model) {
	t.Helper()
	if p.once || m.op == 0 {
		return
	}
	m.noise, m.calls = 0, 1
	r, _ := m.run(wire.VerbTurn, p.warm, p.n)
	pair := Pair{Base: r, Head: r}
	base, _, err := values(p, []Pair{pair}, [2]*wire.Report{})
	if err != nil {
		t.Fatal(err)
	}
	if got := base["sec/op"].Center * 1e9; math.Abs(got/m.op-1) > 0.0101 {
		t.Errorf("an iteration of %v ns measures as %v ns", m.op, got)
	}
	if got := base["allocs/op"].Center; got != m.alloc {
		t.Errorf("%v allocations measure as %v", m.alloc, got)
	}
}

// TestNoSetupOfNoise holds that noise alone does not look like setup.
func TestNoSetupOfNoise(t *testing.T) {
	s := standard
	s.length = 200 * ms
	wrong := 0
	for seed := range uint64(200) {
		m := model{op: 20 * ms, noise: 0.1, rand: rand.New(rand.NewPCG(seed, 0))}
		c, err := calibrate(s, &m, m.first())
		if err != nil {
			t.Fatal(err)
		}
		if p := newPlan(s, [2]cost{c, c}); p.slope || p.n != 1 {
			wrong++
		}
	}
	if wrong > 20 {
		t.Errorf("%d of 200 benchmarks without setup seem to have one", wrong)
	}
}

// TestStretched holds what is said of benchmarks whose cost depends on the
// number of iterations, on a machine whose noise is as large as what is looked
// for.
func TestStretched(t *testing.T) {
	s := standard
	s.length = 200 * ms
	for _, c := range []struct {
		power, noise, stolen float64
		least, most          int // of 200 runs that say so
	}{
		{0, 0.02, 0, 0, 0}, {0, 0.2, 0, 0, 10}, {0.02, 0.05, 0, 0, 0}, {0, 0.05, 1, 0, 0},
		{0.1, 0.05, 0, 199, 200}, {1, 0.05, 0, 200, 200}, {-0.1, 0.05, 0, 199, 200}, {0.1, 0.2, 0, 100, 200},
		{1, 0.05, 1, 200, 200},
	} {
		said := 0
		for seed := range uint64(200) {
			m := model{op: 100, power: c.power, noise: c.noise, stolen: c.stolen, rand: rand.New(rand.NewPCG(seed, 0))}
			k, err := calibrate(s, &m, m.first())
			if err != nil {
				t.Fatal(err)
			}
			p := newPlan(s, [2]cost{k, {time: line{op: 1}}})
			if p.growth.longN == 0 {
				continue
			}
			said++
			if took := m.op * math.Pow(float64(p.n), 1+m.power); took < s.window/4 || took > 4*s.window {
				t.Errorf("power %v: a turn of %d takes %v ms", c.power, p.n, took/ms)
			}
			if m.spent > 5000*ms {
				t.Errorf("power %v: calibrating took %v ms", c.power, m.spent/ms)
			}
		}
		if said < c.least || said > c.most {
			t.Errorf("power %v, noise %v: %d of 200 seem to depend on b.N, want %d to %d", c.power, c.noise, said, c.least, c.most)
		}
	}
}
