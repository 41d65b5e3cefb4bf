package main

import (
	"math"
	"math/rand/v2"

	"github.com/benchgate/benchgate/internal/calibration"
)

// scatters are the standard deviations of a round's log-ratio in a suite: most
// benchmarks are quiet, some are not.
var scatters = []float64{0.002, 0.003, 0.005, 0.005, 0.008, 0.01, 0.01, 0.015, 0.02, 0.02, 0.025, 0.03, 0.035, 0.06, 0.10}

// noisier is how much noisier the mean of a round is than its centre.
const noisier = 4

// inventions are the kinds of noise that are made up. All are symmetric, as our
// coins make the log-ratio of a round whatever the machine does.
func inventions() []source {
	kinds := []struct {
		name string
		next func(rng *rand.Rand) func() float64 // of scale 1
	}{
		{"gaussian", func(rng *rand.Rand) func() float64 { return rng.NormFloat64 }},
		{"heavy-tailed", func(rng *rand.Rand) func() float64 {
			// Student's t with 3 degrees of freedom, scaled to a standard deviation of 1.
			return func() float64 {
				squares := 0.0
				for range 3 {
					x := rng.NormFloat64()
					squares += x * x
				}
				return rng.NormFloat64() / math.Sqrt(squares/3) / math.Sqrt(3)
			}
		}},
		{"bimodal", func(rng *rand.Rand) func() float64 {
			// Either side is in a slow mode in one round of five.
			mode := func() float64 {
				if rng.IntN(5) == 0 {
					return 1.75
				}
				return 0
			}
			return func() float64 { return mode() - mode() + 0.1*rng.NormFloat64() }
		}},
		{"drifting", func(rng *rand.Rand) func() float64 {
			// The machine gets slower and faster in long waves; whoever comes second
			// gets the worse, and a coin says who that is.
			level, slope := 0.0, 0.0
			return func() float64 {
				slope = 0.95*slope + 0.3*rng.NormFloat64()
				level += slope
				return float64(2*rng.IntN(2)-1)*slope + 0.3*rng.NormFloat64()
			}
		}},
	}
	var all []source
	for _, k := range kinds {
		all = append(all, source{k.name, len(scatters), func(kind int, rng *rand.Rand) calibration.Ratios {
			centers, means := k.next(rng), k.next(rng)
			return func() (center, mean float64) {
				center = scatters[kind] * centers()
				return center, center + noisier*scatters[kind]*means()
			}
		}})
	}
	return all
}
