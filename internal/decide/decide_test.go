package decide

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

// canned returns n rounds of a benchmark whose head takes ratio times base's
// time, with noise of about one percent from a fixed seed.
func canned(name string, n int, ratio float64) []round.Round {
	rng := rand.New(rand.NewPCG(1, uint64(len(name))))
	var rounds []round.Round
	for i := range n {
		base := 100e-9 * (1 + 0.01*rng.NormFloat64())
		head := 100e-9 * ratio * (1 + 0.01*rng.NormFloat64())
		rounds = append(rounds, round.Round{
			Benchmark: round.Benchmark{Package: "p", Name: name}, Index: i, Engine: "exec", Stage: round.Screen, First: round.Base, N: 1000,
			Base: round.Values{"sec/op": {Center: base, Mean: base}, "allocs/op": {}},
			Head: round.Values{"sec/op": {Center: head, Mean: head}, "allocs/op": {}},
		})
	}
	return rounds
}

func TestForSuite(t *testing.T) {
	for _, tt := range []struct {
		benchmarks, want int
	}{{0, 12}, {1, 12}, {10, 14}, {40, 16}, {100, 18}, {2000, 22}} {
		f := ForSuite(tt.benchmarks, 0.01)
		if f.Rounds != tt.want {
			t.Errorf("ForSuite(%d) = %d rounds, want %d", tt.benchmarks, f.Rounds, tt.want)
		}
		_, need := compare.NeedN(0.01, 6*max(1, tt.benchmarks))
		if f.Rounds < need {
			t.Errorf("ForSuite(%d) = %d rounds, but the corrected level needs %d", tt.benchmarks, f.Rounds, need)
		}
	}
}

func TestFixed(t *testing.T) {
	f := Fixed{Rounds: 3}
	rounds := canned("A", 3, 1)
	for n, want := range []measure.State{measure.More, measure.More, measure.More, measure.Done} {
		if got := f.Decide(rounds[:n]); got != want {
			t.Errorf("Decide after %d rounds = %v, want %v", n, got, want)
		}
		if got := f.Forecast(rounds[:n]); got != 3-n {
			t.Errorf("Forecast after %d rounds = %d", n, got)
		}
	}
}

func TestJudge(t *testing.T) {
	var rounds []round.Round
	for i, r := range []float64{1, 1.2, 0.8} {
		rounds = append(rounds, canned([]string{"Same", "Slow", "Fast"}[i], 12, r)...)
	}
	p := policy.Default()
	j := Judge(Deltas(rounds, p), rounds, p, time.Now())
	got := map[string]policy.Outcome{}
	for _, r := range j.Rows {
		got[r.Name+" "+r.Unit] = r.Outcome
	}
	want := map[string]policy.Outcome{
		"Same sec/op": policy.Pass, "Slow sec/op": policy.Regression, "Fast sec/op": policy.Improvement,
		"Same allocs/op": policy.Pass, "Slow allocs/op": policy.Pass, "Fast allocs/op": policy.Pass,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	if j.Verdict != policy.VerdictRegression {
		t.Errorf("verdict %s", j.Verdict)
	}
}

// TestJudgeIgnoresOrder holds the decision to be a function of each
// benchmark's rounds, however benchmarks are mixed.
func TestJudgeIgnoresOrder(t *testing.T) {
	a, b := canned("A", 12, 1.2), canned("B", 12, 1)
	var mixed []round.Round
	for i := range a {
		mixed = append(mixed, b[i], a[i])
	}
	p, now := policy.Default(), time.Now()
	first := append(append([]round.Round{}, a...), b...)
	one, two := Judge(Deltas(first, p), first, p, now), Judge(Deltas(mixed, p), mixed, p, now)
	for i := range one.Rows {
		if one.Rows[i].Outcome != two.Rows[i].Outcome || one.Rows[i].Reason != two.Rows[i].Reason {
			t.Errorf("row %d: %s (%s) against %s (%s)", i, one.Rows[i].Outcome, one.Rows[i].Reason, two.Rows[i].Outcome, two.Rows[i].Reason)
		}
	}
}

// TestLimitsOfFiles judges a limit on a file's noisy values.
func TestLimitsOfFiles(t *testing.T) {
	text := "pkg: p\n"
	for _, v := range []string{"101", "102", "103", "104", "105", "106", "107", "108", "109", "110"} {
		text += "BenchmarkA-2 1 " + v + " ns/op\n"
	}
	var base, head compare.Samples
	for _, s := range []*compare.Samples{&base, &head} {
		if err := s.Read(strings.NewReader(text), "x"); err != nil {
			t.Fatal(err)
		}
	}
	deltas, err := compare.Files(&base, &head, compare.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for limit, want := range map[float64]policy.Outcome{100e-9: policy.LimitBroken, 105e-9: policy.Inconclusive} {
		p := policy.Default()
		p.Rules = []policy.Rule{{Limits: map[string]policy.Limit{"sec/op": {Max: &limit}}}}
		j := JudgeFiles(deltas, &head, p, time.Now())
		if got := j.Rows[0].Outcome; got != want {
			t.Errorf("limit %v: %s (%s), want %s", limit, got, j.Rows[0].Reason, want)
		}
	}
}
