package gate

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/process"
)

// A workplace is where a run works, and whom it tells how it goes on. It holds
// nothing that a step finds out, but for what the reader of the report is to be warned of.
type workplace struct {
	*process.Process
	repo     *git.Repo
	goCmd    gotest.Go
	out      *output.Dir
	log      *output.Log
	progress *progress
	around   surroundings // the machine at the start
	warnings []string     // for the reader of the report
}

// warn tells the reader of the report.
func (w *workplace) warn(format string, args ...any) {
	w.warnings = append(w.warnings, fmt.Sprintf(format, args...))
}

// open checks everything that can be checked before work begins, so that a
// mistake on the command line or in the policy file costs nothing, and opens
// the output directory, where every later failure leaves its report. In o it
// replaces what is to be found out: Color by always or never.
func open(ctx context.Context, p *process.Process, o *Options, directory string) (w *workplace, f findings, err error) {
	w = &workplace{Process: p}
	if w.repo, err = git.Open(ctx, p.Dir, p.Env); err != nil {
		return nil, f, err
	}
	w.enclose()
	if f.lastCosts, err = w.readCosts(o.Costs); err != nil { // it may be the report of the last run
		return nil, f, err
	}
	dir := w.outputPath(o.Output, directory)
	if err := w.checkOutput(ctx, dir); err != nil {
		return nil, f, err
	}
	if err := output.ClearStale(dir); err != nil {
		return nil, f, err
	}
	if f.rules, err = w.rules(o); err != nil {
		return nil, f, err
	}
	w.warnings = append(w.warnings, misspelt(p.Env)...)
	if _, err := eventOf(p); err != nil {
		return nil, f, err
	}
	if _, err := exec.LookPath("go"); err != nil {
		return nil, f, exit.Unmeasuredf("install Go, and see that it is in PATH: https://go.dev/dl", "find go: %w", err)
	}
	if w.out, err = output.Open(dir); err != nil {
		return nil, f, err
	}
	return w, f, w.start(o.Verbose)
}

// enclose keeps the change's code from the secrets of the processes above.
func (w *workplace) enclose() {
	if warning := process.Enclose(); warning != "" {
		w.warn("%s", warning)
	}
}

// rules reads the policy of the user's tree, with what environment and flags say.
func (w *workplace) rules(o *Options) (r rules, err error) {
	if r.Settings, r.source, err = config.Find(w.Absolute(o.Config), w.repo.Root); err != nil {
		return r, err
	}
	if r, err = r.override(w.Process, *o); err != nil {
		return r, err
	}
	color, err := w.Color(o.Color, w.Stdout)
	o.Color = map[bool]string{true: "always", false: "never"}[color]
	return r, err
}

// outputPath is where the run's files go.
func (w *workplace) outputPath(named, directory string) string {
	if named != "" {
		return w.Absolute(named)
	}
	return filepath.Join(w.repo.Root, directory)
}

// checkOutput refuses in CI, where a report is published, a directory that a
// commit can put one into. What is written there is ignored by a file of ours.
func (w *workplace) checkOutput(ctx context.Context, dir string) error {
	if ci, _ := w.Lookup("CI"); !w.InActions() && (ci == "" || ci == "false" || ci == "0") {
		return nil
	}
	if err := git.Untracked(ctx, dir, w.Env); err != nil {
		return output.Error(err)
	}
	return nil
}

// start opens the log of a run, and what else tells how it goes.
func (w *workplace) start(verbose bool) (err error) {
	if w.log, err = w.out.OpenLog(); err != nil {
		return err
	}
	w.lookAround()
	if verbose {
		w.log.Also = w.Stderr
	}
	w.progress = newProgress(w.Stderr, process.IsTerminal(w.Stderr) && !verbose, process.Width(w.Stderr))
	w.progress.log, w.progress.ascii = w.log, !w.UTF8()
	w.repo.Log = w.log.Command
	w.goCmd = gotest.Go{Env: gotest.ChildEnv(w.Env, nil), Log: w.log.Command}
	return nil
}
