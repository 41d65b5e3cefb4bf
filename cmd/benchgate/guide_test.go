package main

import (
	"strings"
	"testing"

	"golang.org/x/perf/benchunit"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/round"
)

// TestGuidePolicy holds values as benchmarks report them against the targets of
// docs/guide-policy.yml: at a target, it is met; a little beyond, it is broken.
func TestGuidePolicy(t *testing.T) {
	text := read(t, "../../docs/guide-policy.yml")
	s, err := config.Parse("guide-policy.yml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	serve := round.Benchmark{Package: "example.com/m", Name: "ServeIndex-2"}
	targets := map[string]struct{ at, beyond float64 }{
		"p99-ns/op":         {100e6, 100.1e6},
		"req/s":             {1000, 999},
		"cpu-all-%":         {70, 70.1},
		"peak-total-B":      {512e6, 512e6 + 4096},
		"peak-goroutines":   {1000, 1001},
		"max-gc-pause-ns":   {10e6, 10.01e6},
		"leaked-goroutines": {0, 1},
		"errors-%":          {0, 0.01},
	}
	for unit, target := range targets {
		limit := s.Policy.For(serve, unit).Limit
		for _, c := range []struct {
			value float64
			want  judge.Outcome
		}{{target.at, judge.Pass}, {target.beyond, judge.LimitBroken}} {
			v, _ := benchunit.Tidy(c.value, unit)
			if got := judge.LimitOutcome(limit, v, v); got != c.want {
				t.Errorf("%v %s: %s, want %s", c.value, unit, got, c.want)
			}
		}
	}
	if n := len(s.Policy.Rules[0].Limits) + len(s.Policy.Rules[1].Limits); n != len(targets) {
		t.Errorf("the policy has %d limits, %d are tested", n, len(targets))
	}
	script := read(t, "testdata/script/run_guide.txtar")
	if n := strings.Count(script, text); n != 2 {
		t.Errorf("run_guide.txtar has docs/guide-policy.yml %d times, want it on both sides", n)
	}
}
