package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/lab/binomial"
)

func header(out io.Writer, o options) {
	fmt.Fprintf(out, "%d suites of %d benchmarks each, change %+.4g %%, threshold %.4g %%, seed %d\n\n",
		o.suites, o.benchmarks, 100*o.change, 100*o.threshold, o.seed)
	fmt.Fprintln(out, "| noise | suites that failed | share | 95 % bound | regression | undecided | passed | suspects a suite | rounds a benchmark: mean | median | p95 |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|---|---|---|")
}

// line writes what became of the suites of one source.
func line(out io.Writer, o options, s source, suites []tally) {
	failed, suspects, n := 0, 0, 0
	outcomes := map[judge.Outcome]int{}
	var rounds []int
	total := 0
	for _, t := range suites {
		if t.failed() {
			failed++
		}
		for i, row := range t.Rows {
			outcomes[row.Outcome]++
			if row.Suspected {
				suspects++
			}
			rounds = append(rounds, t.Rounds[i])
			total += t.Rounds[i]
			n++
		}
	}
	slices.Sort(rounds)
	share := func(k int) string { return fmt.Sprintf("%.3g %%", 100*float64(k)/float64(n)) }
	fmt.Fprintf(out, "| %s | %d | %.3g %% | %.3g %% | %s | %s | %s | %.2f | %.1f | %d | %d |\n", s.name, failed,
		100*float64(failed)/float64(len(suites)), 100*o.bound(s, suites, failed), share(outcomes[judge.Regression]),
		share(outcomes[judge.Inconclusive]), share(outcomes[judge.Pass]+outcomes[judge.Improvement]),
		float64(suspects)/float64(len(suites)), float64(total)/float64(n), rounds[n/2], rounds[n*95/100])
}

// bound is an upper 95 % bound of the share of suites that fail. Suites of made
// up noise are independent, and the bound is that of Clopper and Pearson. Recorded
// ones share the traces: there the traces are drawn anew, with repetition, and
// every suite counts as the chance that none of its benchmarks fails, which
// follows from each trace's own share of failures.
func (o options) bound(s source, suites []tally, failed int) float64 {
	exact := binomial.UpperBound(failed, len(suites))
	if s.name != "recorded" {
		return exact
	}
	played, bad := make([]float64, s.kinds), make([]float64, s.kinds)
	for _, t := range suites {
		for i, kind := range t.kinds {
			played[kind]++
			if t.Rows[i].Outcome == judge.Regression {
				bad[kind]++
			}
		}
	}
	rng := rand.New(rand.NewPCG(o.seed, math.MaxUint64))
	shares := make([]float64, o.resamples)
	for i := range shares {
		sum := 0.0
		for range s.kinds {
			if k := rng.IntN(s.kinds); played[k] > 0 {
				sum += bad[k] / played[k]
			}
		}
		shares[i] = -math.Expm1(float64(o.benchmarks) * math.Log1p(-sum/float64(s.kinds)))
	}
	slices.Sort(shares)
	return max(exact, shares[len(shares)*95/100])
}
