package decide

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/round"
)

// A machine measures worlds; a round takes what rounds of small packages do.
type machine struct {
	worlds map[string]*world
	had    map[string]int
	now    time.Time
}

func (m *machine) Name() string     { return "turns" }
func (m *machine) clock() time.Time { return m.now }

func (m *machine) Shares(measure.Target) bool { return false }

func (m *machine) Rounds(ctx context.Context, visits []measure.Visit, layout uint64) []measure.Outcome {
	return measure.Each(ctx, m, visits, layout)
}

func (m *machine) Round(_ context.Context, t measure.Target, first round.Side, layout uint64) (round.Round, error) {
	m.now = m.now.Add(150 * time.Millisecond)
	r := m.worlds[t.Name].round(round.Screen, m.had[t.Name])
	m.had[t.Name]++
	r.First, r.Layout = first, layout
	return r, nil
}

// TestNoTimeIsNoPass: whatever the budget, a suite with slower benchmarks does not
// pass, and no slower benchmark has the outcome of one that is not. More time
// confirms as many or more.
func TestNoTimeIsNoPass(t *testing.T) {
	const benchmarks = 16
	for _, slower := range []int{1, 4, 16} {
		confirmed := -1
		for _, each := range []time.Duration{100 * time.Millisecond, 500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second} {
			rng := rand.New(rand.NewPCG(uint64(slower), 5))
			m := &machine{worlds: map[string]*world{}, had: map[string]int{}}
			rec := &record.Record{}
			var targets []measure.Target
			for i := range benchmarks {
				w := &world{name: fmt.Sprintf("B%02d", i), noise: 0.01, rng: rng}
				if i < slower {
					w.change = 0.6
				}
				m.worlds[w.name] = w
				b := round.Benchmark{Package: "p", Name: w.name}
				targets = append(targets, measure.Target{Benchmark: b, Run: w.name})
				rec.Entries = append(rec.Entries, record.Entry{Package: "p", Benchmark: w.name, State: record.Measured})
			}
			p := policy.Default()
			plan := measure.Plan{Targets: targets, Seed: 3, Budget: benchmarks * each}
			res, err := measure.Run(t.Context(), plan, m, Staged(judge.ProcedureOf(p, nil)), m.clock, nil)
			if err != nil {
				t.Fatal(err)
			}
			rec.Rounds = res.Rounds
			j := judge.Judge(rec, p, time.Time{})
			n := 0
			for _, r := range j.Rows {
				isSlower := m.worlds[r.Benchmark].change > 0 && r.Unit == "sec/op"
				switch {
				case isSlower && r.Outcome == judge.Regression:
					n++
				case isSlower && !(r.Outcome == judge.Inconclusive && r.Unfinished), !isSlower && r.Outcome == judge.Regression:
					t.Errorf("%d slower, %v each: %s %s is %s (%s)", slower, each, r.Benchmark, r.Unit, r.Outcome, r.Reason)
				}
			}
			if j.Status == exit.Pass || n > 0 != (j.Status == exit.Regression) {
				t.Errorf("%d slower, %v each: status %d with %d confirmed", slower, each, j.Status, n)
			}
			if n < confirmed {
				t.Errorf("%d slower, %v each: %d confirmed, with less time %d", slower, each, n, confirmed)
			}
			confirmed = n
		}
		if confirmed != slower {
			t.Errorf("%d slower, the largest budget: %d confirmed", slower, confirmed)
		}
	}
}
