package gate

import (
	"path/filepath"

	"github.com/benchgate/benchgate/internal/machine"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/formats"
	"github.com/benchgate/benchgate/internal/round"
)

// write leaves the run's files in the output directory.
func (w *workplace) write(rep *report.Report, rounds []round.Round) error {
	for _, f := range rep.Failures {
		w.log.Printf("failed: %s\n%s", report.FailureLine(f), f.Message)
	}
	process.EndOrphans() // what the change left behind must not touch the report
	m := machine.Describe()
	if err := w.out.WriteRounds(round.Header{GOOS: m.GOOS, GOARCH: m.GOARCH, CPU: m.CPU}, rounds); err != nil {
		return err
	}
	return w.out.WriteReport(rep, rounds)
}

// print shows the report on stdout in the format asked for.
func (w *workplace) print(o Options, f *findings, rep *report.Report) error {
	opts := RenderOptions(w.Process, o.Color == "always", o.Verbose)
	opts.Prefix = filepath.ToSlash(w.repo.Prefix)
	opts.Build, opts.HeadElsewhere = f.rules.BuildFlags, !f.sides.here
	opts.Shows, opts.ShowsTo = w.showing(o, f).first(rep)
	opts.Longer = f.commandLine(o).longer(f.measured)
	if !o.Verbose && !o.Fleeting {
		opts.Report = w.Near(filepath.Join(w.out.Path, "report.json"))
	}
	if o.Format == formats.BenchstatClassic {
		var err error
		if opts.Classic.Base, opts.Classic.Head, err = output.ReadSamples(w.out.Path); err != nil {
			return err
		}
	}
	opts.Rounds = f.measured.Rounds
	return formats.Render(w.Stdout, o.Format, rep, opts)
}
