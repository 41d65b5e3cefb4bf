package gate

func (g *gate) calibrate(ctx context.Context, o *calibrateOptions) (err error) {
	if err := g.open(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.out.Close()) }()
	defer g.progress.stop()
	defer g.removeTrees()
	record := func(ctx context.Context) error { return g.takeRounds(ctx, o.rounds) }
	for _, do := range []func(context.Context) error{g.resolveSame, g.layTrees, g.prepare, g.loadSuite, record} {
		if err := do(ctx); err != nil {
			return err
		}
	}
	g.removeTrees()
	g.progress.stop()
	return g.tell(o)
}

// resolveSame makes both sides the same commit.
func (g *gate) resolveSame(ctx context.Context) error {
	if _, err := g.repo.Sweep(ctx); err != nil {
		g.warn("cleaning up after a killed run: %v", err)
	}
	head, _, err := g.resolveHead(ctx, g.repo, g.options.head)
	g.refs.base, g.refs.head = head, head
	return err
}

// takeRounds measures. There is no bound of time but their number.
func (g *gate) takeRounds(ctx context.Context, rounds int) error {
	engine, err := g.engine()
	if err != nil {
		return err
	}
	if len(g.suite.Targets) == 0 {
		return exit.Unmeasuredf("see the failures below", "nothing could be measured")
	}
	const forEver = 1000 * time.Hour
	plan := measure.Plan{Targets: g.suite.Targets, Seed: g.options.seed, Budget: forEver}
	g.measured, err = measure.Run(ctx, plan, engine, decide.Fixed(rounds), time.Now, g.progress.event)
	if werr := g.out.Write("rounds.jsonl", func(w io.Writer) error { return round.Encode(w, g.measured.Rounds) }); werr != nil {
		return errors.Join(err, werr)
	}
	return err
}

// tell prints what the rounds say. Benchmarks that could not be measured are
// named, and make the status 3.
func (g *gate) tell(o *calibrateOptions) error {
	c := calibration.Of(g.measured.Rounds, g.measured.Elapsed, g.settings.Policy, g.options.seed)
	if err := c.Write(g.Stdout); err != nil {
		return err
	}
	for _, w := range append(g.warnings, g.suite.Warnings...) {
		fmt.Fprintf(g.Stderr, "benchgate: warning: %s\n", w)
	}
	if o.write {
		if err := g.writePolicy(c.Suggest()); err != nil {
			return err
		}
	}
	var failed []string
	for _, f := range g.suite.Failures {
		failed = append(failed, strings.TrimSpace(fmt.Sprintf("%s %s.%s: %s", f.Side, f.Package, f.Benchmark, f.Message)))
	}
	for _, e := range g.measured.Errors {
		failed = append(failed, e.Error())
	}
	if len(failed) > 0 {
		return exit.Unmeasuredf("", "could not measure:\n  %s", strings.Join(failed, "\n  "))
	}
	return nil
}

// writePolicy puts a suggestion into the policy file.
func (g *gate) writePolicy(s calibration.Suggestion) error {
	if s.Threshold == 0 {
		return exit.Unmeasuredf("nothing was written", "there is no threshold to suggest on this machine")
	}
	path := g.Absolute(g.options.config)
	if path == "" {
		path = filepath.Join(g.repo.Root, config.FileName)
	}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, edit := range []struct {
		value string
		keys  []string
	}{
		{fmt.Sprintf("%.3g%%", 100*s.Threshold), []string{"thresholds", "sec/op"}},
		{config.FormatDuration(s.Budget), []string{"budget"}},
	} {
		if data, err = config.Edit(path, data, edit.value, edit.keys...); err != nil {
			return err
		}
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(g.Stdout, "Written to %s.\n", path)
	return nil
}
