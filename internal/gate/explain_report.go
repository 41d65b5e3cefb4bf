package gate

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"slices"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/text"
	"github.com/benchgate/benchgate/internal/round"
)

// chosen returns the rows to explain by benchmark: the regressions, or those of
// the benchmarks that are named.
func chosen(rows []judge.Row, names []string) ([][]judge.Row, error) {
	if len(names) == 0 {
		return report.Regressions(rows), nil
	}
	var groups [][]judge.Row
	for _, name := range names {
		group := slices.DeleteFunc(slices.Clone(rows), func(r judge.Row) bool {
			return r.Base == nil || r.Head == nil || r.Benchmark != name && r.Package+"."+r.Benchmark != name
		})
		if len(group) == 0 {
			return nil, exit.Usagef("benchgate render -v shows the names that it has", "explain: no benchmark %q was compared in this report", name)
		}
		group = varying(group)
		for len(group) > 0 { // several packages may have the name
			first := group[0].Package
			mine := func(r judge.Row) bool { return r.Package == first }
			groups = append(groups, slices.DeleteFunc(slices.Clone(group), func(r judge.Row) bool { return !mine(r) }))
			group = slices.DeleteFunc(group, mine)
		}
	}
	return groups, nil
}

// varying leaves out counts that are the same on both sides, which need no
// explaining, where anything else is left.
func varying(rows []judge.Row) []judge.Row {
	rest := slices.DeleteFunc(slices.Clone(rows), func(r judge.Row) bool {
		return r.Exact && r.Base.Center == r.Head.Center
	})
	if len(rest) == 0 {
		return rows
	}
	return rest
}

// replaced returns the explanations of a report with new ones put in the place of
// those of the same benchmark and unit, the new ones first.
func replaced(old, added []report.Explanation) []report.Explanation {
	out := slices.Clone(added)
	for _, e := range old {
		if !slices.ContainsFunc(added, func(a report.Explanation) bool {
			return a.Package == e.Package && a.Benchmark == e.Benchmark && a.Unit == e.Unit
		}) {
			out = append(out, e)
		}
	}
	return out
}

// ExplainOptions are what the command line of explain says.
type ExplainOptions struct {
	Report        string   // a report.json
	Benchmarks    []string // those to explain; none for all regressions
	Config        string
	Output, Color string
	Verbose       bool
	Build         []string // flags after --
}

// An Earlier is a run whose report is there, to be explained.
type Earlier struct {
	// Words are the command line of the run behind the report, without the command:
	// what could make a hostile report dangerous is not among them.
	Words []string

	options ExplainOptions
	report  *report.Report
	rounds  []round.Round
	groups  [][]judge.Row
}

// OpenEarlier reads a report and finds what in it is to be explained; nil where
// nothing is.
func OpenEarlier(p *process.Process, o ExplainOptions) (*Earlier, error) {
	if _, err := eventOf(p); err != nil { // what is built and run may be a stranger's
		return nil, err
	}
	path := p.Absolute(o.Report)
	rep, err := output.ReadReport(path)
	if err != nil {
		return nil, err
	}
	groups, err := chosen(rep.Rows, o.Benchmarks)
	if err != nil || len(groups) == 0 {
		return nil, err
	}
	rounds, err := output.RoundsBeside(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	switch {
	case rep.Base.SHA == "" || rep.Head.SHA == "":
		return nil, exit.Unmeasuredf("explain the report of benchgate run", "the report names no commits: it compares files")
	case rep.Head.Dirty:
		return nil, exit.Unmeasuredf("commit the changes and let benchgate run explain them", "head was a working tree with uncommitted changes (on %.12s), which cannot be built again", rep.Head.SHA)
	}
	words, err := repeated(rep.Reproduce, o.Build)
	return &Earlier{words, o, rep, rounds, groups}, err
}

// Explain builds both sides of the report again, explains and completes it. run is
// what the command line of Words says.
func (e *Earlier) Explain(ctx context.Context, p *process.Process, run Options) (err error) {
	o, err := e.again(p, run)
	if err != nil {
		return err
	}
	w, f, err := reopen(ctx, p, &o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.out.Close()) }()
	defer w.progress.stop()
	if f.sides, err = w.namedAgain(ctx, e.report.Base, e.report.Head); err != nil {
		return err
	}
	done, err := w.explainAgain(ctx, o, &f, e)
	if err != nil {
		return err
	}
	w.progress.stop()
	return w.completeReport(o, e, done)
}

// explainAgain takes the steps of a run up to its binaries, and explains.
func (w *workplace) explainAgain(ctx context.Context, o Options, f *findings, e *Earlier) ([]report.Explanation, error) {
	trees, err := w.layOut(ctx, f.sides)
	if err != nil {
		return nil, err
	}
	defer w.remove(trees)
	if err := w.prepare(ctx, trees, f.rules.Settings); err != nil {
		return nil, err
	}
	if f.suite, err = w.load(ctx, o, trees, f.sides, f.rules, false); err != nil {
		return nil, err
	}
	done := w.explainGroups(ctx, w.explainer(o, trees, f, e.report.Rows), e.groups, len(e.groups), math.MaxInt64)
	return done, context.Cause(ctx)
}

// completeReport leaves and shows the report with its new explanations.
func (w *workplace) completeReport(o Options, e *Earlier, done []report.Explanation) error {
	for _, text := range w.warnings { // they may quote what a benchmark printed
		w.Warn(text)
	}
	if len(done) == 0 {
		return exit.Unmeasuredf("the warnings say why", "nothing could be explained")
	}
	all := replaced(e.report.Explanations, done)
	e.report.Explanations = all[:min(len(all), report.MaxExplanations)]
	if err := w.out.WriteReport(e.report, e.rounds); err != nil {
		return err
	}
	only := *e.report
	only.Explanations = done
	opts := RenderOptions(w.Process, o.Color == "always", o.Verbose)
	return text.WriteCauses(w.Stdout, report.ViewOf(&only, opts.Setting), opts.Text)
}

// again are the options of the run behind the report, as they are to be now.
func (e *Earlier) again(p *process.Process, run Options) (Options, error) {
	o := e.options
	if run.Config != "" && o.Config == "" {
		return run, exit.Usagef("name the policy file with --config", "the report was made with --config %s, which is not taken from a report", run.Config)
	}
	run.Overrides = slices.DeleteFunc(run.Overrides, func(ov Override) bool { return ov.Key == "explain" })
	run.Overrides = append(run.Overrides, Override{"bench", topsOf(e.groups), "the report"})
	run.Config, run.Output, run.Color, run.Verbose, run.Shard = o.Config, o.Output, o.Color, o.Verbose, nil
	if run.Output == "" {
		run.Output = filepath.Dir(p.Absolute(o.Report))
	}
	return run, nil
}

// reopen is open for a run whose report is there already: nothing of it is
// cleared.
func reopen(ctx context.Context, p *process.Process, o *Options) (w *workplace, f findings, err error) {
	w = &workplace{Process: p}
	if w.repo, err = git.Open(ctx, p.Dir, p.Env); err != nil {
		return nil, f, err
	}
	w.enclose()
	if f.rules, err = w.rules(o); err != nil {
		return nil, f, err
	}
	if w.out, err = output.Keep(w.outputPath(o.Output, Directory)); err != nil {
		return nil, f, err
	}
	return w, f, w.start(o.Verbose)
}

// namedAgain are the two sides of a report, which must still be here.
func (w *workplace) namedAgain(ctx context.Context, base, head record.Ref) (s sides, err error) {
	s.base, s.head = base, head
	for _, ref := range []*record.Ref{&s.base, &s.head} {
		if ref.SHA, err = w.repo.Resolve(ctx, ref.SHA); err != nil {
			return s, err
		}
	}
	return s, nil
}
