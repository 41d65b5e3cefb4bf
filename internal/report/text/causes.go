package text

import (
	"bufio"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
)

// WriteCauses writes what explains the rows of a report alone, as text.
func WriteCauses(w io.Writer, v *report.View, opts Options) error {
	p := &printer{w: bufio.NewWriter(w), v: v, opts: opts}
	for _, c := range v.Causes {
		title := c.Name.String() + " " + c.Unit.String()
		if c.Unclear.Empty() {
			title += ": " + c.Difference().String()
		}
		p.say(0, bold, title)
		for _, l := range p.explained(c) {
			p.say(tableIndent, "", l)
		}
	}
	return p.w.Flush()
}

// explained is what a cause says, in a few lines.
func (p *printer) explained(c *report.Cause) []string {
	if !c.Unclear.Empty() {
		return []string{"where: the profiles cannot tell: " + c.Unclear.String()}
	}
	most := 3
	if p.opts.Verbose {
		most = len(c.Functions)
	}
	list := c.Culprits()
	var lines []string
	for i, f := range list[:min(len(list), most)] {
		line := "       "
		if i == 0 {
			line = "where: "
		}
		lines = append(lines, line+culprit(f))
	}
	if system := c.System(); len(system) > 0 {
		lines = append(lines, "       of all: "+joined(system, ", "))
	}
	return lines
}

// culprit says what a function gained, and where in it.
func culprit(f *report.Function) string {
	line := f.Gain().String() + " in " + f.Short.String()
	var notes []report.Text
	for _, t := range []report.Text{f.Place, f.Traits()} {
		if !t.Empty() {
			notes = append(notes, t)
		}
	}
	if len(notes) > 0 {
		line += " (" + joined(notes, "; ") + ")"
	}
	if inside := f.Inside(); len(inside) > 0 {
		line += ": " + joined(inside, ", ")
	}
	return line
}

func joined(list []report.Text, by string) string {
	var parts []string
	for _, t := range list {
		parts = append(parts, t.String())
	}
	return strings.Join(parts, by)
}
