package gate

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/decide"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/suite"
	"github.com/benchgate/benchgate/internal/words"
)

// measured is what measuring came to.
type measured struct {
	measure.Result
	needed time.Duration // the budget that would do, where it is known to be too small
	budget time.Duration // as it was; 0 where not known
}

// undecided are the benchmarks that the end of the budget left so.
func (m measured) undecided() []measure.Ending {
	return m.Ended(measure.Unreached, measure.Unscreened, measure.Unconfirmed)
}

// enough is a budget that should do for what the run did not decide. Confirming
// is not known before it starts, and a suspect may need every look.
func (m measured) enough() time.Duration {
	needs := time.Duration(0)
	for _, e := range m.undecided() {
		needs += e.Needs
	}
	// What was too small is never named as what would do.
	return max(2*m.needed, 2*m.Elapsed+3*needs, m.budget*3/2, 5*time.Second).Round(time.Second)
}

// measure takes rounds until all is decided or the budget is used up.
func (w *workplace) measure(ctx context.Context, o Options, t trees, s *suite.Suite, settings config.Settings) (m measured, err error) {
	targets := targetsOf(s, settings)
	if len(targets) == 0 {
		return m, nil
	}
	engine, err := w.engine(t, settings, o.Seed)
	if err != nil {
		return m, err
	}
	plan := measure.Plan{Targets: targets, Seed: o.Seed, Budget: within(settings.Budget, o.Deadline),
		Layouts: filepath.Join(t.Dir, "layouts")}
	m.budget = plan.Budget
	rule := decide.Staged(judge.ProcedureOf(settings.Policy, o.Shard))
	m.Result, err = measure.Run(ctx, plan, engine, rule, time.Now, func(e measure.Event) { w.measuring(e, &m) })
	if n := len(m.undecided()); n > 0 && m.Stopped == measure.OutOfBudget {
		w.warn("the budget ended before %s decided (of %d)", words.Plural(n, "benchmark was", "benchmarks were"), len(targets))
	}
	return m, err
}

// within is the time for measuring: the policy's, and no more than is left of a
// push's. 0 means the default.
func within(budget time.Duration, deadline time.Time) time.Duration {
	if deadline.IsZero() {
		return budget
	}
	left := max(time.Until(deadline), time.Millisecond)
	if budget > 0 {
		left = min(left, budget)
	}
	return left
}

// targetsOf are the benchmarks to measure: those of both sides, and those that head
// alone has and that are held to a limit.
func targetsOf(s *suite.Suite, settings config.Settings) []measure.Target {
	targets := slices.Clone(s.Targets)
	for _, t := range s.Alone {
		if settings.Policy.Limited(t.Benchmark) {
			targets = append(targets, t)
		}
	}
	return targets
}

// measuring shows how measuring goes on, and says at once what the user should
// know before it ends.
func (w *workplace) measuring(e measure.Event, m *measured) {
	w.progress.event(e)
	switch e.Step {
	case measure.Unlinked:
		w.warn("%s is confirmed in one layout of its functions, since it cannot be linked anew: %v", e.Target.Package, e.Err)
	case measure.Short:
		m.needed, m.budget = e.Needed, e.Budget
		text := shortOf(e, m.enough())
		w.warn("%s", text)
		w.progress.say(text)
	}
}

// shortOf says that the budget is too small for what is to be measured.
func shortOf(e measure.Event, enough time.Duration) string {
	return fmt.Sprintf("the budget of %v is too small for %s on this machine: about %v would do",
		e.Budget.Round(time.Millisecond), words.Count(e.Total, "benchmark"), enough)
}
