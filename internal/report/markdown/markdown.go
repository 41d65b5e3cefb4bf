// Package markdown writes a report as GitHub Flavored Markdown within a bound, for
// comments and step summaries. It is pure.
package markdown

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"
)

// Options say what a document may take, and who measured.
type Options struct {
	// MaxBytes bounds the document: 0 means CommentBytes − MarkerBytes, less than 0 no
	// bound, and bounds under LeastBytes are an error.
	MaxBytes int
	// Untrusted makes it say that the pull request's own workflow measured.
	Untrusted bool
}

// A printer lays a report out for a comment: first the verdict, then
// the culprits, then what to do, and everything else folded.
type printer struct {
	v    *report.View
	opts Options
}

// Write writes a report as GitHub Flavored Markdown.
func Write(w io.Writer, v *report.View, opts Options) error {
	limit := opts.MaxBytes
	switch {
	case limit == 0:
		limit = CommentBytes - MarkerBytes
	case 0 < limit && limit < LeastBytes:
		return fmt.Errorf("a bound of %d bytes is under %d", limit, LeastBytes)
	}
	p := &printer{v: v, opts: opts}
	_, err := io.WriteString(w, assemble(p.blocks(), limit))
	return err
}

// blocks is the document in the order in which it is read, which is also the
// order in which it is kept when it is too long.
func (p *printer) blocks() []block {
	full := []string{"benchmark", "unit", "base → head", "change", "allowed"}
	return []block{
		p.title(),
		p.table(report.Failing, "", full),
		p.failures(),
		p.reproduce(),
		p.waivers(),
		p.policyChanges(),
		p.explanations(),
		p.table(report.Warned, "worse than allowed, with a warning only", full),
		p.table(report.Undecided, "undecided", []string{"benchmark", "unit", "change", "would have been seen from", "why"}),
		p.table(report.Waived, "waived", full),
		p.table(report.Improved, "improved", full[:4]),
		p.names(),
		p.notSelected(),
		p.warnings(),
		p.table(report.Ignored, "worse, but ignored by the policy", full),
		p.ungated(),
		p.rollup(),
		p.how(),
	}
}

func (p *printer) title() block {
	var b strings.Builder
	fmt.Fprintf(&b, "### benchgate: %s\n\n", p.v.Title)
	facts := []string{code(p.v.Base.String(), 60) + " → " + code(p.v.Head.String(), 60)}
	if !p.v.Effort.Empty() {
		facts = append(facts, p.v.Effort.String())
	}
	if !p.v.Machine.Empty() {
		facts = append(facts, code(p.v.Machine.String(), 100))
	}
	if u := runLink(p.v.Log.String()); u != "" {
		facts = append(facts, u)
	}
	b.WriteString(strings.Join(facts, " · ") + "\n")
	if p.opts.Untrusted {
		b.WriteString("\nMeasured by the pull request's own workflow.\n")
	}
	return block{before: b.String(), whole: true}
}

// runLink returns a link to a run, or "" for an address that could be anything
// but one.
func runLink(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || len(address) > 300 {
		return ""
	}
	for _, r := range address {
		if !words.Alnum(r) && !strings.ContainsRune(":/.-_?=#%", r) {
			return ""
		}
	}
	return "[log](" + address + ")"
}

const foldEnd = "\n</details>\n"

// fold begins a folded part; summary holds our own words only.
func fold(summary string) string {
	return "\n<details><summary>" + summary + "</summary>\n\n"
}

// table shows one class of rows. With a summary it is folded.
func (p *printer) table(c report.Class, summary string, heads []string) block {
	lines := report.OfClass(p.v.Worst, c)
	if len(lines) == 0 {
		return block{}
	}
	b := block{before: "\n"}
	if summary != "" {
		b.before, b.after = fold(report.Rolled(lines)+": "+summary), foldEnd
	}
	b.before += tableRow(heads...) + "|" + strings.Repeat("---|", len(heads)) + "\n"
	for _, l := range lines {
		switch {
		case c == report.Undecided:
			b.items = append(b.items, undecidedRow(l))
		case len(heads) == 4:
			b.items = append(b.items, shortRow(l))
		default:
			b.items = append(b.items, fullRow(l))
		}
	}
	return b
}

const (
	nameColumns = 100 // of a benchmark's name with its package
	unitColumns = 30
)

func benchmark(n report.Name) string {
	name := n.Benchmark.String()
	if n.Qualified {
		name = n.Short.Short(nameColumns/2) + "." + name
	}
	return code(name, nameColumns)
}

func fullRow(l *report.Line) string {
	return tableRow(benchmark(l.Name), code(l.Unit.String(), unitColumns), l.Sides.String(),
		outcomeWord(l)+changeCell(l), l.Allowed.String())
}

func shortRow(l *report.Line) string {
	return tableRow(benchmark(l.Name), code(l.Unit.String(), unitColumns), l.Sides.String(), changeCell(l))
}

func undecidedRow(l *report.Line) string {
	seen, why := "", ""
	if d := l.Numbers.Detectable; d != nil {
		seen = words.Fraction(*d)
	}
	if !l.Reason.Empty() {
		why = code(l.Reason.String(), nameColumns)
	}
	return tableRow(benchmark(l.Name), code(l.Unit.String(), unitColumns), changeCell(l), seen, why)
}
