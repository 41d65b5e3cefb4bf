package report

import (
	"bufio"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
)

// WriteExplanations writes the explanations of a report alone, as text.
func WriteExplanations(w io.Writer, rep *Report, opts Options) error {
	p := &textPrinter{w: bufio.NewWriter(w), rep: rep, opts: opts, pkg: shortPackages(rep), only: onePackage(rep.Rows)}
	for i := range rep.Explanations {
		e := &rep.Explanations[i]
		title := p.benchmark(&judge.Row{Package: e.Package, Benchmark: e.Benchmark}) + " " + e.Unit
		if e.Unclear == "" {
			title += ": " + e.difference(e.Base.Total, e.Head.Total) + " " + e.per()
		}
		p.say(0, bold, title)
		for _, l := range p.explained(e) {
			p.say(tableIndent, "", l)
		}
	}
	return p.w.Flush()
}

// explained is what an explanation says, in a few lines.
func (p *textPrinter) explained(e *Explanation) []string {
	if e.Unclear != "" {
		return []string{"where: the profiles cannot tell: " + e.Unclear}
	}
	most := 3
	if p.opts.Verbose {
		most = len(e.Functions)
	}
	list := e.culprits()
	list = list[:min(len(list), most)]
	var lines []string
	for i, f := range list {
		line := "       "
		if i == 0 {
			line = "where: "
		}
		line += e.difference(f.BaseFlat, f.HeadFlat) + " in " + shortFunction(f.Name)
		if notes := append(nonempty(f.place()), f.traits()...); len(notes) > 0 {
			line += " (" + strings.Join(notes, "; ") + ")"
		}
		if inside := e.inside(&f); len(inside) > 0 {
			line += ": " + strings.Join(inside, ", ")
		}
		lines = append(lines, line)
	}
	if system := e.system(); len(system) > 0 {
		lines = append(lines, "       of all: "+strings.Join(system, ", "))
	}
	return lines
}

func nonempty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
