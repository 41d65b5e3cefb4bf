// Package text lays a report out for a terminal. It is pure.
package text

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// Options say how text is laid out. The zero value is a good default for a
// file: no limit on the width, no colour, Unicode, what passes rolled up.
type Options struct {
	// Width is the number of columns that lines may take, 0 for no limit. Commands
	// that are to be pasted stay whole.
	Width int
	// Color asks for ANSI colours; it never says anything that the words do not say.
	Color bool
	// ASCII keeps to ASCII.
	ASCII bool
	// Verbose asks for every row.
	Verbose bool
}

// A printer lays a report out for a terminal. What is to be read last, the
// verdict and what to do, comes last.
type printer struct {
	w    *bufio.Writer
	v    *report.View
	opts Options
	axis axis // of the table's drawings
	// alone is set where a single benchmark was compared.
	alone bool
}

// Write writes a report for a terminal.
func Write(w io.Writer, v *report.View, opts Options) error {
	p := &printer{w: bufio.NewWriter(w), v: v, opts: opts, alone: alone(v.Rows)}
	p.facts()
	p.rows()
	p.rollup()
	p.means()
	p.failures()
	p.remarks()
	p.verdict()
	return p.w.Flush() // keeps the first error of all writes
}

// ANSI colours. The words stand without them.
const (
	red    = "31"
	yellow = "33"
	green  = "32"
	bold   = "1"
)

// plain makes text fit for this terminal.
func (p *printer) plain(s string) string {
	if p.opts.ASCII {
		s = words.ASCII(s)
	}
	return s
}

func colored(color, text string) string { return "\x1b[" + color + "m" + text + "\x1b[0m" }

// put prints one line as it is.
func (p *printer) put(color, text string) {
	if p.opts.ASCII {
		// An escape in it is a drawing's colour: nobody else's gets here.
		parts := strings.Split(text, "\x1b")
		for i := range parts {
			parts[i] = words.ASCII(parts[i])
		}
		text = strings.Join(parts, "\x1b")
	}
	text = disarm(text)
	if p.opts.Color && color != "" && text != "" {
		text = colored(color, text)
	}
	p.w.WriteString(text)
	p.w.WriteByte('\n')
}

// disarm breaks what makes a CI service take a line of a log for a command,
// wherever the line came from: "::" at the start for GitHub, "##[" and "##vso["
// for it and for Azure.
func disarm(line string) string {
	if rest := strings.TrimLeft(line, " "); strings.HasPrefix(rest, "::") {
		line = strings.Replace(line, "::", `\x3a:`, 1)
	}
	return strings.NewReplacer("##[", `##\x5b`, "##vso[", `##vso\x5b`).Replace(line)
}

// say prints a paragraph, wrapped; lines after the first are indented by two
// more columns.
func (p *printer) say(indent int, color, text string) {
	columns := 0
	if p.opts.Width > 0 {
		columns = max(p.opts.Width-indent-2, 10)
	}
	for i, l := range words.Wrap(p.plain(text), columns) {
		p.put(color, strings.Repeat(" ", indent+min(i, 1)*2)+l)
	}
}

func (p *printer) facts() {
	p.say(0, bold, "benchgate  "+p.v.Base.String()+" → "+p.v.Head.String())
	var parts []string
	for _, t := range []report.Text{p.v.Machine, p.v.Effort} {
		if !t.Empty() {
			parts = append(parts, t.String())
		}
	}
	if len(parts) > 0 {
		p.say(0, "", strings.Join(parts, "; "))
	}
	if !p.v.Package.Empty() {
		p.say(0, "", "package "+p.v.Package.String())
	}
}

func (p *printer) means() {
	means := p.v.Means
	if len(means) == 0 {
		return
	}
	const most = 12
	shown := means
	if !p.opts.Verbose && len(means) > most {
		shown = means[:most]
	}
	p.put("", "")
	p.say(0, "", "Geometric means of head/base, matched benchmarks only"+showing(len(shown), len(means)))
	for _, m := range shown {
		p.say(tableIndent, "", m.Short.String()+": "+m.Words.String())
	}
}

// verdict prints the last lines.
func (p *printer) verdict() {
	p.put("", "")
	color := map[judge.Verdict]string{
		judge.VerdictPass: green, judge.VerdictRegression: red,
		judge.VerdictInconclusive: yellow, judge.VerdictError: red,
	}[p.v.Verdict]
	p.say(0, color, string(p.v.Verdict)+": "+p.v.Title.String())
	p.say(0, "", "Decided: "+p.v.Decided.String())
	switch again := p.v.Reproduce; {
	case !again.Command.Empty():
		p.put("", "Again: "+p.plain(again.Command.String()))
	case again.Hidden:
		p.say(0, "", "Again: the report's command is not a plain benchgate command and is not shown")
	}
	if next := p.v.Next; !next.Command.Empty() {
		p.say(0, "", "Next, to "+next.To.String()+":")
		p.put("", "  "+p.plain(next.Command.String()))
	}
}

// showing says how much of a list stands below, where it is not all.
func showing(shown, all int) string {
	if shown == all {
		return ""
	}
	return fmt.Sprintf(" (showing %d of %d)", shown, all)
}
