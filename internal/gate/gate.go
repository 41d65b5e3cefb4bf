// Package gate runs the gate: it takes a run through its steps, keeps what they
// find as a record, has it judged, and leaves and shows the report.
//
// A run goes one way:
//
//	open      the repository, the output directory, the policy file
//	resolve   the names of base and head to commits
//	lay out   both commits in directories of their own
//	in force  the policy that a pull request is held to: base's
//	prepare   both trees by the policy's commands
//	load      build both sides and find the benchmarks
//	assign    this shard's part of them
//	measure   rounds, until all is decided or the budget is used up
//	explain   where in the code the regressions come from
//	conclude  record, judge, write, print
//
// Each step is a function of what it needs of the steps before. What they found is
// put together in findings, from which the record of a run is made whenever it
// ends, early or not.
package gate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report"
)

// Directory is where a run leaves its files below the root of the repository.
const Directory = ".benchgate"

// A Result is what a run left. Report is nil where it ended before it had one.
type Result struct {
	Report *report.Report
	Dir    string // the output directory
}

// Run measures base and head, judges and reports. The error carries the exit
// status; it is an exit.Verdict where the report says it all.
func Run(ctx context.Context, p *process.Process, o Options) (res Result, err error) {
	started := time.Now()
	w, f, err := open(ctx, p, &o, Directory)
	if err != nil {
		return res, err
	}
	f.started, res.Dir = started, w.out.Path
	defer func() { err = cmp.Or(w.out.Close(), err) }()
	defer w.progress.stop()
	broken := w.steps(ctx, o, &f)
	res.Report, err = w.conclude(ctx, o, &f, broken)
	return res, err
}

// steps takes the steps of a run. Its error is a stageError.
func (w *workplace) steps(ctx context.Context, o Options, f *findings) (err error) {
	if f.sides, err = w.resolve(ctx, o.Base, o.Head); err != nil {
		return at("resolve", err)
	}
	trees, err := w.layOut(ctx, f.sides)
	if err != nil {
		return at("resolve", err)
	}
	defer w.remove(trees)
	f.roots = trees.roots()
	if f.rules, err = w.inForce(ctx, o, f.sides, f.rules); err != nil {
		return at("resolve", err)
	}
	if err = w.prepare(ctx, trees, f.rules.Settings); err != nil {
		return at("prepare", err)
	}
	if f.suite, err = w.load(ctx, o, trees, f.sides, f.rules, false); err != nil {
		return at("build", err)
	}
	empty := f.suite.Empty()
	f.shard = assign(o.Shard, f.suite, f.lastCosts)
	if empty {
		return at("list", noneMatch(f.rules.Settings))
	}
	if f.measured, err = w.measure(ctx, o, trees, f.suite, f.rules.Settings); err != nil {
		return at("run", err)
	}
	if f.rules.Explain {
		f.explanations = w.explain(ctx, o, trees, f, f.judge(o, w.warnings).Rows)
	}
	return nil
}

// conclude makes the report of what the steps found and leaves it, whatever broke
// them off: nothing, an error or the user. A mistake of the user leaves none.
func (w *workplace) conclude(ctx context.Context, o Options, f *findings, broken error) (*report.Report, error) {
	w.progress.stop()
	interrupted := ctx.Err() != nil
	if broken != nil && !interrupted {
		if exit.Of(broken) == exit.Usage {
			return nil, broken
		}
		f.stop(broken)
	}
	rep := w.report(context.WithoutCancel(ctx), o, f, interrupted)
	if err := w.write(rep, f.measured.Rounds); err != nil {
		return rep, errors.Join(broken, err)
	}
	switch {
	case interrupted:
		return rep, w.interrupted(o, f, rep, broken)
	case broken != nil:
		return rep, broken
	}
	if err := w.print(o, f, rep); err != nil {
		return rep, err
	}
	w.complain(o, f, rep)
	return rep, exit.With(rep.Status)
}

// interrupted ends a run that the user, or the deadline of a push, broke off. It
// shows what is known, where there is anything.
func (w *workplace) interrupted(o Options, f *findings, rep *report.Report, broken error) error {
	stage := (*stageError)(nil)
	if (!errors.As(broken, &stage) || stage.stage == "run") && len(rep.Rows) > 0 {
		if err := w.print(o, f, rep); err != nil {
			return err
		}
	}
	if o.Deadline.IsZero() { // else the hook says how it ended
		fmt.Fprintln(w.Stderr, "benchgate: interrupted; everything is cleaned up, and the report is marked partial")
	}
	return exit.Verdict(exit.Interrupted)
}
