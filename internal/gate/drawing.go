package gate

import (
	"crypto/rand"
	"io"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/html"
	"github.com/benchgate/benchgate/internal/report/svg"
	"github.com/benchgate/benchgate/internal/round"
)

// A Drawing is what the formats html and svg need beside the report. The zero
// value draws all changes, without rounds.
type Drawing struct {
	Rounds       []round.Round
	Picture, Row string
}

// Draw writes a report in one of these formats.
func (d Drawing) Draw(w io.Writer, format string, rep *report.Report) error {
	if format == report.HTML {
		return html.Write(w, rep, d.Rounds)
	}
	svg, err := svg.Draw(rep, d.Rounds, d.Picture, d.Row)
	if err != nil && d.Row != "" {
		return exit.Unmeasuredf("benchgate render -v shows the rows that it has", "%w", err)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(svg)
	return err
}

// RenderOptions are those that every format needs, for what stdout is.
func RenderOptions(p *process.Process, color, verbose bool) report.Options {
	return report.Options{Width: process.Width(p.Stdout), Color: color, ASCII: !p.UTF8(), Verbose: verbose, StopToken: rand.Text()}
}
