package machine

import (
	"context"
	"errors"
	"math"
	"testing"
	"time"
)

// rounds makes n rounds of turns of one length, which change may change.
func rounds(n int, change func(round, turn int, seconds float64) float64) [][]float64 {
	all := make([][]float64, n)
	for r := range all {
		all[r] = make([]float64, turnsOfRound)
		for i := range all[r] {
			all[r][i] = change(r, i, 500e-6)
		}
	}
	return all
}

func TestNoiseOf(t *testing.T) {
	for _, c := range []struct {
		name                    string
		change                  func(round, turn int, s float64) float64
		round, disturbed, drift float64
	}{
		{"a perfect machine", func(_, _ int, s float64) float64 { return s }, 0, 0, 0},
		{"a burst in every tenth turn is forgotten by the estimate", func(_, i int, s float64) float64 {
			if i%10 == 0 {
				return 3 * s
			}
			return s
		}, 0, 0.1, 0},
		{"a slow spell of two rounds out of ten drifts, and disturbs no round", func(r, _ int, s float64) float64 {
			if r < 2 {
				return 1.3 * s
			}
			return s
		}, 0, 0.2, 0.3},
		{"one side is off by 2 % in every second round", func(r, i int, s float64) float64 {
			if i%2 == 1 && r%2 == 1 {
				return s * math.Exp(0.02)
			}
			return s
		}, 1.4826 * 0.01, 0, -1},
	} {
		n := noiseOf(rounds(10, c.change))
		near := func(what string, got, want float64) {
			if want >= 0 && math.Abs(got-want) > 1e-3 {
				t.Errorf("%s: %s %.4f, want %.4f", c.name, what, got, want)
			}
		}
		near("round", n.Round, c.round)
		near("disturbed", n.Disturbed, c.disturbed)
		near("drift", n.Drift, c.drift)
	}
}

func TestMeasureNoise(t *testing.T) {
	n, err := MeasureNoise(t.Context(), 0)
	if err != nil || n.Rounds != fewestRounds || n.Seconds <= 0 || n.Round < 0 || n.Disturbed < 0 || n.Disturbed > 1 || n.Drift < 0 {
		t.Errorf("MeasureNoise = %+v, %v", n, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := MeasureNoise(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of its context: %v", err)
	}
	if free, err := FreeBytes(t.TempDir()); err != nil || free == 0 {
		t.Errorf("FreeBytes = %d, %v", free, err)
	}
	if _, err := FreeBytes(t.TempDir() + "/absent"); err == nil {
		t.Error("free space of a directory that is not there")
	}
}
