package gate

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/benchgate/benchgate/internal/explain/profiles"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"
)

const (
	// mostExplained bounds the benchmarks that a run explains by itself.
	mostExplained = 10
	// explainTime bounds what explaining one benchmark may take.
	explainTime = 5 * time.Second
)

// explain says of the regressions, worst first, where in the code they come from,
// as far as the budget lasts. It changes no outcome, and what it cannot do is a
// warning.
func (w *workplace) explain(ctx context.Context, o Options, t trees, f *findings, rows []judge.Row) []report.Explanation {
	groups := report.Regressions(rows)
	if len(groups) == 0 {
		return nil
	}
	budget := f.rules.Budget
	if budget == 0 {
		budget = measure.DefaultBudget(len(f.suite.Targets))
	}
	left := budget - f.measured.Elapsed
	if !o.Deadline.IsZero() { // a push waits
		left = min(left, time.Until(o.Deadline))
	}
	return w.explainGroups(ctx, w.explainer(o, t, f, rows), groups, mostExplained, left)
}

func (w *workplace) explainer(o Options, t trees, f *findings, rows []judge.Row) *profiles.Explainer {
	return &profiles.Explainer{
		Profiler: &profiles.Profiler{Dir: filepath.Join(t.Dir, "profiles"), Silence: f.rules.Timeout, Seed: o.Seed, Log: w.log.Printf},
		Repo:     w.repo, Trees: t.Trees, Targets: f.suite.Targets, Rows: rows, Out: w.out, Log: w.log, Patience: explainTime, Warn: w.warn,
	}
}

// explainGroups explains regressions, those of a benchmark together.
func (w *workplace) explainGroups(ctx context.Context, x *profiles.Explainer, groups [][]judge.Row, most int, budget time.Duration) (done []report.Explanation) {
	if err := os.MkdirAll(x.Profiler.Dir, 0o700); err != nil {
		w.warn("what got slower is not explained: %v", err)
		return nil
	}
	until := time.Now().Add(budget)
	for i, group := range groups {
		left := len(groups) - i
		switch {
		case ctx.Err() != nil:
			return done
		case i == most:
			w.warn("%s more not explained, although worse: benchgate explain can do it", words.Plural(left, "benchmark was", "benchmarks were"))
		case time.Now().Add(explainTime).After(until):
			w.warn("the budget does not suffice to explain %s that got worse", words.Count(left, "benchmark"))
		default:
			w.progress.doing("explaining %d of %d: %s.%s", i+1, len(groups), group[0].Package, group[0].Benchmark)
			done = append(done, x.Explain(ctx, group)...)
			continue
		}
		break
	}
	if err := x.Profiler.Close(); err != nil {
		w.warn("%v", err)
	}
	return done
}
