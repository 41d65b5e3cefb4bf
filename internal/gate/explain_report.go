package gate

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

// explainReport builds both sides of a report again, explains and completes it.
func (g *gate) explainReport(ctx context.Context, rep *report.Report, rounds []round.Round, groups [][]judge.Row) (err error) {
	if err := g.reopen(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.out.Close()) }()
	defer g.progress.stop()
	defer g.removeTrees()
	for _, step := range []func(context.Context) error{g.layTrees, g.prepare, g.loadSuite} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	g.explainGroups(ctx, rep.Rows, groups, len(groups), math.MaxInt64)
	g.removeTrees()
	g.progress.stop()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for _, w := range g.warnings { // they may quote what a benchmark printed
		fmt.Fprintf(g.Stderr, "benchgate: warning: %s\n", report.Visible(w))
	}
	if len(g.explanations) == 0 {
		return exit.Unmeasuredf("the warnings say why", "nothing could be explained")
	}
	rep.Explanations = replaced(rep.Explanations, g.explanations)
	rep.Explanations = rep.Explanations[:min(len(rep.Explanations), report.MaxExplanations)]
	if err := g.out.WriteReport(rep, rounds); err != nil {
		return err
	}
	only := *rep
	only.Explanations = g.explanations
	return report.WriteExplanations(g.Stdout, &only, g.renderOptions(g.options.color == "always", g.options.verbose))
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

// reopen is open for a run whose report there is already: nothing of it is
// cleared.
func (g *gate) reopen(ctx context.Context) (err error) {
	if g.repo, err = git.Open(ctx, g.Dir, g.Env); err != nil {
		return err
	}
	g.enclose()
	if g.settings, g.source, err = config.Find(g.Absolute(g.options.config), g.repo.Root); err != nil {
		return err
	}
	if err := g.override(&g.settings, g.options); err != nil {
		return err
	}
	color, err := g.Color(g.options.color, g.Stdout)
	if err != nil {
		return err
	}
	g.options.color = map[bool]string{true: "always", false: "never"}[color]
	for _, ref := range []*record.Ref{&g.refs.base, &g.refs.head} {
		if ref.SHA, err = g.repo.Resolve(ctx, ref.SHA); err != nil {
			return err
		}
	}
	if g.out, err = output.Keep(g.outputPath()); err != nil {
		return err
	}
	return g.startLog()
}

// again is a run of the report's commits with the same flags, up to where its
// benchmarks are built.
func (p *program) again(rep *report.Report, o *explainOptions, groups [][]judge.Row, build []string) (*gate, error) {
	switch {
	case rep.Base.SHA == "" || rep.Head.SHA == "":
		return nil, exit.Unmeasuredf("explain the report of benchgate run", "the report names no commits: it compares files")
	case rep.Head.Dirty:
		return nil, exit.Unmeasuredf("commit the changes and let benchgate run explain them", "head was a working tree with uncommitted changes (on %.12s), which cannot be built again", rep.Head.SHA)
	}
	options, err := repeated(rep.Reproduce, o, build)
	if err != nil {
		return nil, err
	}
	options.overrides = append(options.overrides, override{"bench", topsOf(groups), "the report"})
	g := &gate{program: p, options: options, started: time.Now()}
	g.refs.base, g.refs.head = rep.Base, rep.Head
	return g, nil
}
