package report

import "strings"

// explained is what a regression's explanation says, in a few lines.
func (p *textPrinter) explained(r *Row) []string {
	e := p.rep.explanation(r)
	if e == nil {
		return nil
	}
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
