package exec

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// A model is a benchmark as calibration sees it, in seconds.
type model struct {
	start   float64 // of the process
	setup   float64 // timed, once a run of the function
	timed   float64 // an iteration
	stopped float64 // an iteration, while the timer is stopped
	report  float64 // sec/op that the benchmark reports instead; NaN for none
	noise   float64 // of the start, as a fraction
}

// wall returns the time of a process, where package testing runs the function
// once with a single iteration and then, if more are asked for, again.
func (m model) wall(n float64, rng *rand.Rand) float64 {
	w := m.start*(1+m.noise*rng.Float64()) + m.setup + m.timed + m.stopped
	if n > 1 {
		w += m.setup + n*(m.timed+m.stopped)
	}
	return w
}

func (m model) secPerOp(n float64) float64 {
	switch {
	case math.IsNaN(m.report):
		return 0
	case m.report != 0:
		return m.report
	}
	return m.setup/n + m.timed
}

// calibrated runs the calibration of a model and returns the processes that it
// took, and how long it took.
func (m model) calibrated(t *testing.T) (p pace, probes int, spent float64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	c := calibration{sample: 0.1, longest: 1}
	for n := int64(1); ; {
		probes++
		wall := m.wall(float64(n), rng)
		spent += wall
		next, done := c.next(n, m.secPerOp(float64(n)), time.Duration(wall*float64(time.Second)))
		if done {
			return c.pace(), probes, spent
		}
		if next <= n || next > mostIterations {
			t.Fatalf("%d iterations after %d", next, n)
		}
		n = next
	}
}

func TestCalibration(t *testing.T) {
	const start = 0.008
	tests := map[string]struct {
		model
		enough, most [2]float64 // the least and the most of both
		probes       int
		spent        float64
	}{
		"a nanosecond":       {model{start: start, timed: 1e-9}, [2]float64{1.1e8, 1.25e8}, [2]float64{9e8, 1e9}, 7, 0.4},
		"nothing":            {model{start: start}, [2]float64{1e9, 1e9}, [2]float64{1e9, 1e9}, 7, 0.1},
		"a microsecond":      {model{start: start, timed: 1e-6}, [2]float64{1.1e5, 1.25e5}, [2]float64{9e5, 1e6}, 6, 0.4},
		"60 ms":              {model{start: start, timed: 60e-3}, [2]float64{2, 2}, [2]float64{16, 16}, 2, 0.4},
		"two seconds":        {model{start: start, timed: 2}, [2]float64{1, 1}, [2]float64{1, 1}, 1, 2.1},
		"setup is timed":     {model{start: start, setup: 0.05, timed: 1e-7}, [2]float64{5e5, 1.3e6}, [2]float64{5e6, 1e7}, 20, 3},
		"a timer that stops": {model{start: start, timed: 1e-6, stopped: 20e-3}, [2]float64{1, 200}, [2]float64{45, 50}, 5, 3},
		"and for long":       {model{start: start, timed: 1e-6, stopped: 1}, [2]float64{1, 2}, [2]float64{1, 1}, 2, 6},
		"no time reported":   {model{start: start, timed: 10e-6, report: math.NaN()}, [2]float64{1.1e4, 1.3e4}, [2]float64{8e4, 1e5}, 5, 0.5},
		"a time too short":   {model{start: start, timed: 10e-6, report: 1e-12}, [2]float64{5e4, 1e6}, [2]float64{8e4, 1e5}, 6, 3},
		"a time too long":    {model{start: start, timed: 10e-6, report: 3600}, [2]float64{1.1e4, 1.3e4}, [2]float64{8e4, 1e5}, 5, 0.5},
		"slow to start":      {model{start: 3, timed: 1e-7, noise: 0.3}, [2]float64{1.1e6, 1.25e6}, [2]float64{1e4, 1e7}, 9, 40},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p, probes, spent := test.calibrated(t)
			if e := float64(p.enough); e < test.enough[0] || e > test.enough[1] {
				t.Errorf("%d iterations are enough, want %v", p.enough, test.enough)
			}
			if m := float64(p.most); m < test.most[0] || m > test.most[1] {
				t.Errorf("%d iterations at most, want %v", p.most, test.most)
			}
			if probes > test.probes || spent > test.spent {
				t.Errorf("%d probes in %.2f s, want %d in %v s", probes, spent, test.probes, test.spent)
			}
		})
	}
}

// Whatever a benchmark does and says, calibration ends soon and with a count
// that keeps a round's cost near the bound.
func TestCalibrationIsBounded(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	scale := func(least, most float64) float64 {
		return math.Exp(math.Log(least) + rng.Float64()*math.Log(most/least))
	}
	for range 20000 {
		m := model{start: scale(1e-3, 1), timed: scale(1e-10, 3), noise: scale(1e-3, 0.3)}
		switch rng.IntN(5) {
		case 0:
			m.stopped = scale(1e-9, 3)
		case 1:
			m.setup = scale(1e-6, 1)
		case 2:
			m.report = scale(1e-15, 1e6)
		case 3:
			m.report = math.NaN()
		}
		p, probes, spent := m.calibrated(t)
		one := m.setup + m.timed + m.stopped
		if p.enough < 1 || p.most < 1 || p.enough > mostIterations || p.most > mostIterations {
			t.Fatalf("%+v: %+v", m, p)
		}
		if limit := float64(mostProbes)*(m.start*1.3+2*one) + 4 + 2*one; probes > mostProbes || spent > limit {
			t.Fatalf("%+v: %d probes in %.2f s, limit %.2f", m, probes, spent, limit)
		}
		if cost := float64(min(p.enough, p.most)) * (m.timed + m.stopped); cost > 2.1 && min(p.enough, p.most) > 1 {
			t.Fatalf("%+v: %+v costs %.2f s a sample", m, p, cost)
		}
	}
}
