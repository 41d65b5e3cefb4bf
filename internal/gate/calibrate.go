package gate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/calibration"
	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/decide"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/words"
)

// CalibrateOptions are those of run, and its own.
type CalibrateOptions struct {
	Options
	Rounds int  // a benchmark
	Write  bool // write the suggestion into the policy file
}

// calibrateDirectory keeps the files of calibrating apart from the last run's.
const calibrateDirectory = ".benchgate-calibrate"

// Calibrate takes the steps of a run up to the rounds, with the same commit on both
// sides, and tells what they say of this machine.
func Calibrate(ctx context.Context, p *process.Process, o CalibrateOptions) (err error) {
	w, f, err := open(ctx, p, &o.Options, calibrateDirectory)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.out.Close()) }()
	defer w.progress.stop()
	if err := w.takeRounds(ctx, o, &f); err != nil {
		return err
	}
	w.progress.stop()
	return w.tell(o, &f)
}

// takeRounds measures. There is no bound of time but their number.
func (w *workplace) takeRounds(ctx context.Context, o CalibrateOptions, f *findings) error {
	w.sweep(ctx)
	head, _, err := w.head(ctx, o.Head)
	if err != nil {
		return err
	}
	f.sides = sides{base: head, head: head}
	trees, err := w.layOut(ctx, f.sides)
	if err != nil {
		return err
	}
	defer w.remove(trees)
	if err := w.prepare(ctx, trees, f.rules.Settings); err != nil {
		return err
	}
	if f.suite, err = w.load(ctx, o.Options, trees, f.sides, f.rules, true); err != nil {
		return err
	}
	if f.suite.Empty() {
		return noneMatch(f.rules.Settings)
	}
	engine, err := w.engine(trees, f.rules.Settings, o.Seed)
	if err != nil {
		return err
	}
	if len(f.suite.Targets) == 0 {
		return exit.Unmeasuredf("see the failures below", "nothing could be measured")
	}
	const forEver = 1000 * time.Hour
	plan := measure.Plan{Targets: f.suite.Targets, Seed: o.Seed, Budget: forEver}
	f.measured.Result, err = measure.Run(ctx, plan, engine, decide.Fixed(o.Rounds), time.Now, w.progress.event)
	werr := w.out.Write("rounds.jsonl", func(to io.Writer) error { return round.Encode(to, f.measured.Rounds) })
	return errors.Join(err, werr)
}

// tell prints what the rounds say. Benchmarks that could not be measured are
// named, and make the status 3.
func (w *workplace) tell(o CalibrateOptions, f *findings) error {
	c := calibration.Of(f.measured.Rounds, f.measured.Elapsed, f.rules.Policy, o.Seed)
	if err := c.Write(w.Stdout); err != nil {
		return err
	}
	for _, text := range append(w.warnings, f.suite.Warnings...) {
		w.Warn(text)
	}
	if o.Write {
		if err := w.writePolicy(o.Config, c.Suggest()); err != nil {
			return err
		}
	}
	var failed []string
	for _, x := range f.suite.Failures {
		failed = append(failed, strings.TrimSpace(fmt.Sprintf("%s %s.%s: %s", x.Side, x.Package, x.Benchmark, x.Message)))
	}
	for _, e := range f.measured.Errors {
		failed = append(failed, e.Error())
	}
	if len(failed) > 0 {
		return exit.Unmeasuredf("", "could not measure:\n  %s", strings.Join(failed, "\n  "))
	}
	return nil
}

// writePolicy puts a suggestion into the policy file.
func (w *workplace) writePolicy(named string, s calibration.Suggestion) error {
	if s.Threshold == 0 {
		return exit.Unmeasuredf("nothing was written", "there is no threshold to suggest on this machine")
	}
	path := w.Absolute(named)
	if path == "" {
		path = filepath.Join(w.repo.Root, config.FileName)
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
		{words.ShortDuration(s.Budget), []string{"budget"}},
	} {
		if data, err = config.Edit(path, data, edit.value, edit.keys...); err != nil {
			return err
		}
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(w.Stdout, "Written to %s.\n", path)
	return nil
}
