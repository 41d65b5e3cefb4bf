package gate

import (
	"context"
	"os"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/suite"
)

// open checks everything that can be checked before work begins, so that a
// mistake on the command line or in the policy file costs nothing, and opens
// the output directory, where every later failure leaves its report.
func (g *gate) open(ctx context.Context) (err error) {
	if g.repo, err = git.Open(ctx, g.Dir, g.Env); err != nil {
		return err
	}
	g.enclose()
	if err := g.readCosts(); err != nil { // it may be the report of the last run
		return err
	}
	if err := g.checkOutput(ctx); err != nil {
		return err
	}
	if err := output.ClearStale(g.outputPath()); err != nil {
		return err
	}
	if g.settings, g.source, err = config.Find(g.Absolute(g.options.config), g.repo.Root); err != nil {
		return err
	}
	if err := g.override(&g.settings, g.options); err != nil {
		return err
	}
	g.warnings = append(g.warnings, g.misspelt()...)
	color, err := g.Color(g.options.color, g.Stdout)
	if err != nil {
		return err
	}
	g.options.color = map[bool]string{true: "always", false: "never"}[color]
	if _, err := g.event(); err != nil {
		return err
	}
	if err := needGo(); err != nil {
		return err
	}
	return g.openOutput()
}

// outputPath is where the run's files go. Calibrating leaves the last run's alone.
func (g *gate) outputPath() string {
	if g.options.output != "" {
		return g.Absolute(g.options.output)
	}
	if g.calibrating {
		return filepath.Join(g.repo.Root, ".benchgate-calibrate")
	}
	return filepath.Join(g.repo.Root, ".benchgate")
}

// checkOutput refuses in CI, where a report is published, a directory that a
// commit can put one into. What is written there is ignored by a file of ours.
func (g *gate) checkOutput(ctx context.Context) error {
	if ci, _ := g.Lookup("CI"); !g.InActions() && (ci == "" || ci == "false" || ci == "0") {
		return nil
	}
	if err := git.Untracked(ctx, g.outputPath(), g.Env); err != nil {
		return output.Error(err)
	}
	return nil
}

func (g *gate) openOutput() (err error) {
	if g.out, err = output.Open(g.outputPath()); err != nil {
		return err
	}
	return g.startLog()
}

// startLog opens the log of a run, and what else tells how it goes.
func (g *gate) startLog() (err error) {
	if g.log, err = g.out.OpenLog(); err != nil {
		return err
	}
	g.lookAround()
	if g.options.verbose {
		g.log.Also = g.Stderr
	}
	g.progress = newProgress(g.Stderr, process.IsTerminal(g.Stderr) && !g.options.verbose, process.Width(g.Stderr))
	g.progress.log, g.progress.ascii = g.log, !g.UTF8()
	g.repo.Log = g.log.Command
	g.goCmd = gotest.Go{Env: gotest.ChildEnv(g.Env, nil), Log: g.log.Command}
	return nil
}

// suiteOptions says what to look for in the trees.
func (g *gate) suiteOptions(ctx context.Context, changed []string) (suite.Options, error) {
	files, err := g.filterOf(ctx, changed)
	if err != nil {
		return suite.Options{}, err
	}
	own, err := g.own(ctx)
	if err != nil {
		return suite.Options{}, err
	}
	s := g.settings
	return suite.Options{
		Base:     suite.Tree{Root: g.trees.Base, Dir: filepath.Join(g.trees.Base, g.repo.Prefix)},
		Head:     suite.Tree{Root: g.trees.Head, Dir: filepath.Join(g.trees.Head, g.repo.Prefix)},
		Patterns: s.Packages, Bench: s.Bench, BuildFlags: s.BuildFlags, CPU: g.options.cpu,
		Env: s.Env, Silence: s.Timeout, OutDir: filepath.Join(g.trees.Dir, "bin"), TempDir: g.tempDir,
		MeasureAll: len(s.Prepare) > 0 || g.calibrating,
		Changed:    changed, Files: files, Go: g.goCmd, Own: own,
		OnlyChanged: g.options.changed == yes,
		Hook:        s.Engine != "exec",
		Progress:    func(doing string) { g.progress.doing("%s", doing) },
	}, nil
}

// own is the repository that the trees are held against.
func (g *gate) own(ctx context.Context) (own *suite.Own, err error) {
	own = &suite.Own{Root: g.repo.Root}
	if own.Roots, err = g.repo.WorkTrees(ctx); err != nil {
		return nil, err
	}
	if own.Ignored, err = g.repo.Ignored(ctx); err != nil {
		return nil, err
	}
	own.Untracked, err = g.repo.Untracked(ctx)
	return own, err
}

// needGo says at once that there is no go command.
func needGo() error {
	if _, err := exec.LookPath("go"); err != nil {
		return exit.Unmeasuredf("install Go, and see that it is in PATH: https://go.dev/dl", "find go: %w", err)
	}
	return nil
}
