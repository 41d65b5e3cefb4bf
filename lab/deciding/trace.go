package main

import (
	"fmt"
	"math/rand/v2"
	"os"

	"github.com/benchgate/benchgate/internal/calibration"
	"github.com/benchgate/benchgate/internal/round"
)

// leastTrace is how many rounds a trace must have: a suspect that is hard to
// decide wants about as many.
const leastTrace = 80

// recorded makes every benchmark of the files a trace.
func recorded(files []string) (source, error) {
	var traces []calibration.Trace
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return source{}, err
		}
		rounds, err := round.Decode(f)
		f.Close() // only read
		if err != nil {
			return source{}, fmt.Errorf("%s: %w", name, err)
		}
		traces = append(traces, calibration.Traces(rounds)...)
	}
	for _, t := range traces {
		if len(t.Centers) < leastTrace {
			return source{}, fmt.Errorf("a trace has %d rounds, want at least %d", len(t.Centers), leastTrace)
		}
	}
	if len(traces) == 0 {
		return source{}, fmt.Errorf("no rounds with sec/op in %v", files)
	}
	return source{"recorded", len(traces), func(kind int, rng *rand.Rand) calibration.Ratios {
		return traces[kind].Stretch(rng)
	}}, nil
}
