package gate

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/profiles"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
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
func (g *gate) explain(ctx context.Context) {
	if !g.settings.Explain || g.suite == nil {
		return
	}
	rows := g.judge(false).Rows
	groups := report.Regressions(rows)
	if len(groups) == 0 {
		return
	}
	budget := g.settings.Budget
	if budget == 0 {
		budget = measure.DefaultBudget(len(g.suite.Targets))
	}
	left := budget - g.measured.Elapsed
	if !g.deadline.IsZero() { // a push waits
		left = min(left, time.Until(g.deadline))
	}
	g.explainGroups(ctx, rows, groups, mostExplained, left)
}

// explainGroups explains regressions, those of a benchmark together.
func (g *gate) explainGroups(ctx context.Context, rows []judge.Row, groups [][]judge.Row, most int, budget time.Duration) {
	x, err := g.newExplainer(rows)
	if err != nil {
		g.warn("what got slower is not explained: %v", err)
		return
	}
	until := time.Now().Add(budget)
	for i, group := range groups {
		left := len(groups) - i
		switch {
		case ctx.Err() != nil:
			return
		case i == most:
			g.warn("%s more not explained, although worse: benchgate explain can do it", wasOrWere(left, "benchmark"))
		case time.Now().Add(explainTime).After(until):
			g.warn("the budget does not suffice to explain %s that got worse", counted(left, "benchmark"))
		default:
			g.progress.doing("explaining %d of %d: %s.%s", i+1, len(groups), group[0].Package, group[0].Benchmark)
			x.explain(ctx, group)
			continue
		}
		break
	}
	if err := x.profiler.Close(); err != nil {
		g.warn("%v", err)
	}
}

// An explainer explains the regressions of a run whose trees still stand.
type explainer struct {
	*gate
	profiler *profiles.Profiler
	targets  map[round.Benchmark]measure.Target
	packages map[round.Side][]gotest.Package
	rows     []judge.Row
	patience time.Duration // for one benchmark
}

func (g *gate) newExplainer(rows []judge.Row) (*explainer, error) {
	dir := filepath.Join(g.trees.Dir, "profiles")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	x := &explainer{gate: g, rows: rows, patience: explainTime, targets: map[round.Benchmark]measure.Target{}, packages: map[round.Side][]gotest.Package{},
		profiler: &profiles.Profiler{Dir: dir, Silence: g.settings.Timeout, Seed: g.options.seed, Log: g.log.Printf}}
	for _, t := range g.suite.Targets {
		x.targets[t.Benchmark] = t
		for _, s := range round.Sides {
			x.packages[s] = append(x.packages[s], t.Binary(s).Package)
		}
	}
	return x, nil
}

// explain explains one benchmark's regressions.
func (x *explainer) explain(ctx context.Context, rows []judge.Row) {
	b := round.Benchmark{Package: rows[0].Package, Name: rows[0].Benchmark}
	t, ok := x.targets[b]
	if !ok {
		x.warn("%s is not explained: it is not among the benchmarks of both sides", b)
		return
	}
	c := &explanationCase{explainer: x, target: t, rows: rows, pace: x.pace(b), until: time.Now().Add(x.patience * 9 / 10)}
	err := c.safely(ctx)
	var failed *gotest.Failure
	switch {
	case ctx.Err() != nil:
	case errors.As(err, &failed):
		x.warn("%s is not explained: under the profiler, %v", b, err)
	case err != nil:
		x.warn("%s is not explained: %v", b, err)
	}
	x.explanations = append(x.explanations, c.done...)
}

// pace is what the rows say of the benchmark's slower side.
func (x *explainer) pace(b round.Benchmark) profiles.Pace {
	var p profiles.Pace
	for _, r := range x.rows {
		if r.Package != b.Package || r.Benchmark != b.Name || r.Base == nil || r.Head == nil {
			continue
		}
		most := max(r.Base.Center, r.Head.Center)
		switch r.Unit {
		case "sec/op":
			p.Seconds = most
		case "allocs/op":
			p.Allocs = most
		}
	}
	return p
}
