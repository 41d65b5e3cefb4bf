package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/suite"
)

// open checks everything that can be checked before work begins, so that a
// mistake on the command line or in the policy file costs nothing, and opens
// the output directory, where every later failure leaves its report.
func (g *gate) open(ctx context.Context) (err error) {
	if g.repo, err = git.Open(ctx, g.dir, g.env); err != nil {
		return err
	}
	if err := g.readCosts(); err != nil { // it may be the report of the last run
		return err
	}
	if err := clearStale(g.outputPath()); err != nil {
		return err
	}
	if g.settings, g.source, err = loadSettings(absolute(g.dir, g.options.config), g.repo.Root); err != nil {
		return err
	}
	if err := g.override(&g.settings, g.options); err != nil {
		return err
	}
	g.warnings = append(g.warnings, g.misspelt()...)
	color, err := g.color(g.options.color, g.stdout)
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

// outputPath is where the run's files go.
func (g *gate) outputPath() string {
	if g.options.output != "" {
		return absolute(g.dir, g.options.output)
	}
	return filepath.Join(g.repo.Root, ".benchgate")
}

func (g *gate) openOutput() (err error) {
	if g.out, err = openOutputDir(g.outputPath()); err != nil {
		return err
	}
	return g.startLog()
}

// startLog opens the log of a run, and what else tells how it goes.
func (g *gate) startLog() (err error) {
	if g.log, err = g.out.openLog(); err != nil {
		return err
	}
	g.lookAround()
	if g.options.verbose {
		g.log.also = g.stderr
	}
	g.progress = newProgress(g.stderr, isTerminal(g.stderr) && !g.options.verbose, width(g.stderr))
	g.progress.log, g.progress.ascii = g.log, !g.utf8()
	g.repo.Log = g.log.command
	g.goCmd = gotest.Go{Env: gotest.ChildEnv(g.env, nil), Log: g.log.command}
	return nil
}

// readPolicy takes the policy from base for a pull request in CI, so that a
// change cannot loosen the gate it has to pass; what it changes is shown.
// Elsewhere the tree's own file counts, which open has read.
func (g *gate) readPolicy(context.Context) error {
	event, err := g.event()
	if err != nil || !event.Proposed {
		return err
	}
	if event.Accepted {
		g.source += ", accepted by label"
		return nil
	}
	head := g.settings
	name, inside := g.policyInBase()
	if !inside {
		g.warn("the policy %s is not in the repository, so it is not base's", g.options.config)
		return nil
	}
	g.settings, g.source, err = loadSettings(name, g.trees.Base)
	if err != nil && !exists(cmp.Or(name, filepath.Join(g.trees.Base, policyName))) {
		g.settings, g.source, err = config.Default(), "defaults", nil
	}
	if err != nil {
		g.warnings = append(g.warnings, fmt.Sprintf("base's policy does not decode, so the defaults apply: %v", err))
		g.settings, g.source = config.Default(), "defaults"
	}
	if g.source != "defaults" {
		g.source = policyName + " of base"
	}
	if err := g.override(&g.settings, g.options); err != nil {
		return err
	}
	g.changes = config.Changes(g.settings, head)
	return nil
}

// policyInBase is where --config points to in base's tree; "" without the flag.
func (g *gate) policyInBase() (name string, inside bool) {
	if g.options.config == "" {
		return "", true
	}
	rel, err := filepath.Rel(g.repo.Root, absolute(g.dir, g.options.config))
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.Join(g.trees.Base, rel), true
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
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
