package gate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/decide"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// A gate is one run of the pipeline, with what each step leaves for the next.
type gate struct {
	*program
	options *runOptions
	started time.Time

	repo     *git.Repo
	settings config.Settings
	source   string   // where the policy came from
	changes  []string // what head changes in the policy
	out      *output.Dir
	log      *output.Log
	progress *progress
	around   surroundings // the machine at the start

	refs     refs
	trees    *git.Trees
	roots    map[round.Side]string // of the trees, also when they are gone
	tempDir  string                // for what benchmarks leave, inside the trees' directory
	goCmd    gotest.Go
	suite    *suite.Suite
	measured measure.Result
	judged   judge.Judgement
	stops    []record.Entry // what broke the run off
	warnings []string

	explanations []report.Explanation

	calibrating bool                  // both sides are the same commit
	needed      time.Duration         // the budget that would do, where it is too small
	deadline    time.Time             // of a push that waits; zero for none
	lastCosts   map[suite.Top]float64 // in seconds
}

// run is the pipeline. Whatever ends it early after the output directory is
// open still leaves a report that says so; the trees go away in any case.
func (g *gate) run(ctx context.Context) (err error) {
	if err := g.open(ctx); err != nil {
		return err
	}
	defer func() { err = cmp.Or(g.out.Close(), err) }()
	defer g.progress.stop()

	steps := []struct {
		name string
		do   func(context.Context) error
	}{
		{"resolve", g.resolve},
		{"resolve", g.layTrees},
		{"resolve", g.readPolicy},
		{"prepare", g.prepare},
		{"build", g.loadSuite},
		{"run", g.measure},
	}
	defer g.removeTrees()
	for _, s := range steps {
		if err := s.do(ctx); err != nil {
			return g.stopped(ctx, s.name, err)
		}
	}
	g.explain(ctx)
	g.removeTrees()
	if ctx.Err() != nil {
		return g.cutShort(ctx)
	}
	return g.finish(g.report(ctx, false))
}

// resolve finds the two commits.
func (g *gate) resolve(ctx context.Context) (err error) {
	g.progress.doing("resolving base and head")
	if n, err := g.repo.Sweep(ctx); err != nil {
		g.warnings = append(g.warnings, "cleaning up after a killed run: "+err.Error())
	} else if n > 0 {
		g.log.Printf("removed what %d killed runs left behind", n)
	}
	g.refs, err = g.resolveRefs(ctx, g.repo, g.options)
	return err
}

// layTrees puts base and head into directories of their own.
func (g *gate) layTrees(ctx context.Context) (err error) {
	g.progress.doing("laying out base %.12s and head %.12s", g.refs.base.SHA, g.refs.head.SHA)
	g.trees, err = g.repo.Lay(ctx, g.refs.base.SHA, git.Head{SHA: g.refs.head.SHA, Snapshot: g.refs.headSnapshot})
	if err != nil {
		return err
	}
	g.roots = map[round.Side]string{round.Base: g.trees.Base, round.Head: g.trees.Head}
	g.warnings = append(g.warnings, g.trees.Warnings...)
	g.tempDir = filepath.Join(g.trees.Dir, "tmp")
	return os.MkdirAll(g.tempDir, 0o700)
}

// removeTrees may be called more than once. It is not part of the context: an
// interrupted run cleans up too.
func (g *gate) removeTrees() {
	if g.trees == nil {
		return
	}
	if err := g.trees.Remove(); err != nil {
		g.warnings = append(g.warnings, err.Error())
		g.log.Printf("%v", err)
	}
	g.trees = nil
}

// loadSuite builds both sides and finds the benchmarks.
func (g *gate) loadSuite(ctx context.Context) error {
	changed, err := g.repo.Changed(ctx, g.refs.base.SHA, git.Head{SHA: g.refs.head.SHA, Snapshot: g.refs.headSnapshot})
	if err != nil {
		return err
	}
	if changed, err = g.throughLinks(changed); err != nil {
		return err
	}
	options, err := g.suiteOptions(ctx, changed)
	if err != nil {
		return err
	}
	g.suite, err = suite.Load(ctx, options)
	if borrowed := (*gotest.BorrowedError)(nil); errors.As(err, &borrowed) {
		return &stageError{"list", err}
	}
	if err != nil {
		return err
	}
	empty := g.suite.Empty()
	g.takeShard()
	if empty {
		return &stageError{"list", exit.Unmeasuredf(unmatchedHint(g.settings.Bench),
			"no benchmark matches %q in %v", g.settings.Bench, g.settings.Packages)}
	}
	return nil
}

// measure takes rounds until all is decided or the budget is used up.
func (g *gate) measure(ctx context.Context) (err error) {
	targets := g.targets()
	if len(targets) == 0 {
		return nil
	}
	engine, err := g.engine()
	if err != nil {
		return err
	}
	plan := measure.Plan{Targets: targets, Seed: g.options.seed, Budget: g.budget(),
		Layouts: filepath.Join(g.trees.Dir, "layouts")}
	g.measured, err = measure.Run(ctx, plan, engine, decide.Staged(judge.ProcedureOf(g.settings.Policy, g.options.shard)), time.Now, g.measuring)
	if n := len(g.measured.Ended(measure.Unreached, measure.Unscreened, measure.Unconfirmed)); n > 0 && g.measured.Stopped == measure.OutOfBudget {
		g.warn("the budget ended before %s decided (of %d)", wasOrWere(n, "benchmark"), len(targets))
	}
	return err
}

// targets are the benchmarks to measure: those of both sides, and those that head
// alone has and that are held to a limit.
func (g *gate) targets() []measure.Target {
	targets := slices.Clone(g.suite.Targets)
	for _, t := range g.suite.Alone {
		if g.settings.Policy.Limited(t.Benchmark) {
			targets = append(targets, t)
		}
	}
	return targets
}

// measuring shows how measuring goes on, and says at once what the user should
// know before it ends.
func (g *gate) measuring(e measure.Event) {
	g.progress.event(e)
	if e.Step == measure.Unplaced {
		g.warn("%s is confirmed in one layout of its functions, since it cannot be linked anew: %v", e.Target.Package, e.Err)
	}
	if e.Step == measure.Short {
		g.needed = e.Needed
		text := fmt.Sprintf("the budget of %v is too small for %s on this machine: about %v would do",
			e.Budget.Round(time.Millisecond), counted(e.Total, "benchmark"), g.enough())
		g.warn("%s", text)
		g.progress.say(text)
	}
}
