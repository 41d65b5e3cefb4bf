package gate

import (
	"crypto/rand"
	"errors"
	"io"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/html"
	"github.com/benchgate/benchgate/internal/report/svg"
)

// A Drawing is what the formats html and svg need beside the report. The zero
// value draws all changes, without rounds.
type Drawing struct {
	Picture, Row string
}

// Draw writes a report in one of these formats.
func (d Drawing) Draw(w io.Writer, format string, v *report.View) error {
	if format == report.HTML {
		return html.Write(w, v)
	}
	err := svg.Write(w, v, svg.Options{Picture: d.Picture, Row: d.Row})
	if unknown := (*svg.RowError)(nil); errors.As(err, &unknown) {
		return exit.Unmeasuredf("benchgate render -v shows the rows that it has", "%w", err)
	}
	return err
}

// RenderOptions are those that every format needs, for what stdout is.
func RenderOptions(p *process.Process, color, verbose bool) report.Options {
	return report.Options{
		Text:   report.TextOptions{Width: process.Width(p.Stdout), Color: color, ASCII: !p.UTF8(), Verbose: verbose},
		GitHub: report.GitHubOptions{StopToken: rand.Text()},
	}
}
