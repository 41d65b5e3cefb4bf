package output

import (
	"io"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/formats"
	"github.com/benchgate/benchgate/internal/round"
)

// WriteReport leaves the report for people and, last, for machines: where it is,
// all is there. There are no rounds behind files.
func (d *Dir) WriteReport(rep *report.Report, rounds []round.Round) error {
	err := d.Write("report.md", func(w io.Writer) error {
		return formats.Render(w, formats.Markdown, rep, formats.Options{})
	})
	if err == nil {
		err = d.Write("report.html", func(w io.Writer) error {
			return formats.Render(w, formats.HTML, rep, formats.Options{Setting: report.Setting{Rounds: rounds}})
		})
	}
	if err != nil {
		return err
	}
	return d.Write("report.json", func(w io.Writer) error { return report.Encode(w, rep) })
}

// WriteRounds leaves the rounds, as they are and as samples of both sides.
func (d *Dir) WriteRounds(header round.Header, rounds []round.Round) error {
	err := d.Write("rounds.jsonl", func(w io.Writer) error { return round.Encode(w, rounds) })
	for _, side := range round.Sides {
		if err == nil {
			err = d.Write(string(side)+".txt", func(w io.Writer) error { return round.WriteSide(w, side, header, rounds) })
		}
	}
	return err
}
