package gate

import (
	"io"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/machine"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/classic"
	"github.com/benchgate/benchgate/internal/report/html"
	"github.com/benchgate/benchgate/internal/round"
)

// finish writes the files, prints the report, and ends with its status.
func (g *gate) finish(rep *report.Report) error {
	g.progress.stop()
	if err := g.write(rep); err != nil {
		return err
	}
	if err := g.print(rep); err != nil {
		return err
	}
	g.complain(rep)
	return exit.With(rep.Status)
}

// write leaves the run's files in the output directory.
func (g *gate) write(rep *report.Report) error {
	for _, f := range rep.Failures {
		g.log.Printf("failed: %s\n%s", report.FailureLine(f), f.Message)
	}
	process.EndOrphans() // what the change left behind must not touch the report
	m := machine.Describe()
	header := round.Header{GOOS: m.GOOS, GOARCH: m.GOARCH, CPU: m.CPU}
	rounds := g.measured.Rounds
	files := []struct {
		name   string
		render func(io.Writer) error
	}{
		{"rounds.jsonl", func(w io.Writer) error { return round.Encode(w, rounds) }},
		{"base.txt", func(w io.Writer) error { return round.WriteSide(w, round.Base, header, rounds) }},
		{"head.txt", func(w io.Writer) error { return round.WriteSide(w, round.Head, header, rounds) }},
	}
	for _, f := range files {
		if err := g.out.Write(f.name, f.render); err != nil {
			return err
		}
	}
	return g.out.WriteReport(rep, rounds)
}

// print shows the report on stdout in the format asked for.
func (g *gate) print(rep *report.Report) error {
	opts := g.renderOptions(g.options.color == "always", g.options.verbose)
	opts.Prefix = filepath.ToSlash(g.repo.Prefix)
	opts.Build, opts.HeadElsewhere = g.settings.BuildFlags, !g.refs.headHere
	opts.Shows, opts.ShowsTo = g.showingFirst(rep)
	opts.Longer = g.longer()
	if !g.options.verbose && !g.fleeting {
		opts.Report = near(g.Dir, filepath.Join(g.out.Path, "report.json"))
	}
	if g.options.format == report.BenchstatClassic {
		if err := output.ReadSamples(g.out.Path); err != nil {
			return err
		}
		opts.Classic = classic.Write
	}
	opts.Draw = drawing{rounds: g.measured.Rounds}.draw
	return report.Render(g.Stdout, g.options.format, rep, opts)
}
