package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// A textPrinter lays a report out for a terminal. What is to be read last, the
// verdict and what to do, comes last.
type textPrinter struct {
	w    *bufio.Writer
	rep  *Report
	opts Options
	pkg  func(string) string // shortens an import path
	// only is set where all rows belong to one package, which they then leave out.
	only bool
	axis axis // of the table's drawings
	// alone is set where a single benchmark was compared.
	alone bool
}

func renderText(w io.Writer, rep *Report, opts Options) error {
	p := &textPrinter{w: bufio.NewWriter(w), rep: rep, opts: opts, pkg: shortPackages(rep), only: onePackage(rep.Rows), alone: alone(rep.Rows)}
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

// plain makes a stranger's text fit for one line of this terminal.
func (p *textPrinter) plain(s string) string {
	s = visible(s)
	if p.opts.ASCII {
		s = toASCII(s)
	}
	return s
}

// put prints one line as it is.
func (p *textPrinter) put(color, text string) {
	if p.opts.ASCII {
		// An escape in it is a drawing's colour: nobody else's gets here.
		parts := strings.Split(text, "\x1b")
		for i := range parts {
			parts[i] = toASCII(parts[i])
		}
		text = strings.Join(parts, "\x1b")
	}
	text = disarm(text)
	if p.opts.Color && color != "" && text != "" {
		text = "\x1b[" + color + "m" + text + "\x1b[0m"
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
func (p *textPrinter) say(indent int, color, text string) {
	columns := 0
	if p.opts.Width > 0 {
		columns = max(p.opts.Width-indent-2, 10)
	}
	for i, l := range words.Wrap(p.plain(text), columns) {
		p.put(color, strings.Repeat(" ", indent+min(i, 1)*2)+l)
	}
}

func (p *textPrinter) facts() {
	p.say(0, bold, "benchgate  "+refName(p.rep.Base)+" → "+refName(p.rep.Head))
	var parts []string
	for _, s := range []string{machineWords(p.rep.Environment), p.rep.effort()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) > 0 {
		p.say(0, "", strings.Join(parts, "; "))
	}
	if note := p.packageNote(); note != "" {
		p.say(0, "", note)
	}
}

// packageNote names the package of all rows.
func (p *textPrinter) packageNote() string {
	if p.only && p.rep.Rows[0].Package != "" {
		return "package " + p.rep.Rows[0].Package
	}
	return ""
}

func onePackage(rows []judge.Row) bool {
	for _, r := range rows {
		if r.Package != rows[0].Package {
			return false
		}
	}
	return len(rows) > 0
}

func (p *textPrinter) means() {
	means := geomeans(p.rep.Rows)
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
	for _, g := range shown {
		p.say(tableIndent, "", p.pkg(g.pkg)+": "+g.words())
	}
}

// verdict prints the last lines.
func (p *textPrinter) verdict() {
	p.put("", "")
	color := map[judge.Verdict]string{
		judge.VerdictPass: green, judge.VerdictRegression: red,
		judge.VerdictInconclusive: yellow, judge.VerdictError: red,
	}[p.rep.Verdict]
	p.say(0, color, string(p.rep.Verdict)+": "+Title(p.rep))
	p.say(0, "", "Decided: "+p.decided())
	switch {
	case p.rep.Reproduce == "":
	case plainCommand(p.rep.Reproduce):
		p.put("", "Again: "+p.plain(p.rep.Reproduce))
	default:
		p.say(0, "", "Again: the report's command is not a plain benchgate command and is not shown")
	}
	// Where the same cannot be made again, its repository is gone.
	if command, to := p.rep.next(p.opts); command != "" && p.rep.Reproduce != "" {
		p.say(0, "", "Next, to "+to+":")
		p.put("", "  "+p.plain(command))
	}
}

// decided names the row or failure that decided the verdict, else the rules.
func (p *textPrinter) decided() string {
	if f := counting(p.rep.Failures); p.rep.Verdict == judge.VerdictError && len(f) > 0 {
		return "by the failure of " + failureTitle(f[0])
	}
	if rows := worstFirst(ofClass(p.rep.Rows, failing)); len(rows) > 0 {
		return "by " + p.benchmark(&rows[0]) + " " + rows[0].Unit + ", " + causeOf(&rows[0])
	}
	if p.rep.hopeless() > 0 {
		return p.rep.hopelessReason()
	}
	if p.rep.Verdict == judge.VerdictError {
		return "nothing passes that was not measured"
	}
	return p.rep.rules()
}

// showing says how much of a list stands below, where it is not all.
func showing(shown, all int) string {
	if shown == all {
		return ""
	}
	return fmt.Sprintf(" (showing %d of %d)", shown, all)
}
