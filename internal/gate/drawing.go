package gate

// A drawing is what the formats html and svg need beside the report. The zero
// value draws all changes, without rounds.
type drawing struct {
	rounds       []round.Round
	picture, row string
}

func (d drawing) draw(w io.Writer, format string, rep *report.Report) error {
	if format == report.HTML {
		return html.Write(w, rep, d.rounds)
	}
	svg, err := picture.Draw(rep, d.rounds, d.picture, d.row)
	if err != nil && d.row != "" {
		return exit.Unmeasuredf("benchgate render -v shows the rows that it has", "%w", err)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(svg)
	return err
}

func (p *program) renderOptions(color, verbose bool) report.Options {
	return report.Options{Width: process.Width(p.Stdout), Color: color, ASCII: !p.UTF8(), Verbose: verbose, StopToken: rand.Text()}
}

// near is a path as one would type it in dir: relative where that is shorter.
func near(dir, path string) string {
	if rel, err := filepath.Rel(dir, path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}
