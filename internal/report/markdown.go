package report

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// AcceptLabel is the label that accepts what a pull request does to the
// benchmarks and to the policy.
const AcceptLabel = "benchgate: accept"

// A markdownPrinter lays a report out for a comment: first the verdict, then
// the culprits, then what to do, and everything else folded.
type markdownPrinter struct {
	rep  *Report
	opts Options
	rows []judge.Row // worst first
	pkg  func(string) string
	only bool
}

func renderMarkdown(w io.Writer, rep *Report, opts Options) error {
	limit := opts.MaxBytes
	switch {
	case limit == 0:
		limit = CommentBytes - MarkerBytes
	case 0 < limit && limit < LeastBytes:
		return fmt.Errorf("a bound of %d bytes is under %d", limit, LeastBytes)
	}
	p := &markdownPrinter{
		rep: rep, opts: opts, rows: worstFirst(rep.Rows),
		pkg: shortPackages(rep), only: onePackage(rep.Rows),
	}
	doc := assemble(p.blocks(), limit)
	_, err := io.WriteString(w, doc)
	return err
}

// blocks is the document in the order in which it is read, which is also the
// order in which it is kept when it is too long.
func (p *markdownPrinter) blocks() []block {
	return []block{
		p.title(),
		p.table(failing, "", "", p.fullRow, "benchmark", "unit", "base → head", "change", "allowed"),
		p.failures(),
		p.reproduce(),
		p.waivers(),
		p.policyChanges(),
		p.explanations(),
		p.table(warned, "worse than allowed, with a warning only", foldEnd, p.fullRow,
			"benchmark", "unit", "base → head", "change", "allowed"),
		p.table(undecided, "undecided", foldEnd, p.undecidedRow,
			"benchmark", "unit", "change", "would have been seen from", "why"),
		p.table(waived, "waived", foldEnd, p.fullRow, "benchmark", "unit", "base → head", "change", "allowed"),
		p.table(improved, "improved", foldEnd, p.shortRow, "benchmark", "unit", "base → head", "change"),
		p.names(),
		p.notSelected(),
		p.warnings(),
		p.table(ignored, "worse, but ignored by the policy", foldEnd, p.fullRow,
			"benchmark", "unit", "base → head", "change", "allowed"),
		p.ungated(),
		p.rollup(),
		p.how(),
	}
}

func (p *markdownPrinter) title() block {
	var b strings.Builder
	fmt.Fprintf(&b, "### benchgate: %s\n\n", Title(p.rep))
	facts := []string{code(refName(p.rep.Base), 60) + " → " + code(refName(p.rep.Head), 60)}
	if s := p.rep.effort(); s != "" {
		facts = append(facts, s)
	}
	if s := machineWords(p.rep.Environment); s != "" {
		facts = append(facts, code(s, 100))
	}
	if u := runLink(p.opts.RunURL); u != "" {
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
		if !isAlnum(r) && !strings.ContainsRune(":/.-_?=#%", r) {
			return ""
		}
	}
	return "[log](" + address + ")"
}

func isAlnum(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

const foldEnd = "\n</details>\n"

// fold begins a folded part; summary holds our own words only.
func fold(summary string) string {
	return "\n<details><summary>" + summary + "</summary>\n\n"
}

// table shows one class of rows. With a summary it is folded.
func (p *markdownPrinter) table(c class, summary, after string, format func(*judge.Row) string, heads ...string) block {
	rows := ofClass(p.rows, c)
	if len(rows) == 0 {
		return block{}
	}
	before := "\n"
	if summary != "" {
		before = fold(rolled(rows) + ": " + summary)
	}
	before += tableRow(heads...) + "|" + strings.Repeat("---|", len(heads)) + "\n"
	b := block{before: before, after: after}
	for _, r := range rows {
		b.items = append(b.items, format(&r))
	}
	return b
}

const (
	nameColumns = 100 // of a benchmark's name with its package
	unitColumns = 30
)

func (p *markdownPrinter) benchmark(pkg, name string) string {
	if !p.only && pkg != "" {
		name = words.Shorten(visible(p.pkg(pkg)), nameColumns/2) + "." + name
	}
	return code(name, nameColumns)
}

func (p *markdownPrinter) fullRow(r *judge.Row) string {
	return tableRow(p.benchmark(r.Package, r.Benchmark), code(r.Unit, unitColumns), sidesOf(r),
		outcomeWord(r)+changeCell(r), allowedOf(r))
}

func (p *markdownPrinter) shortRow(r *judge.Row) string {
	return tableRow(p.benchmark(r.Package, r.Benchmark), code(r.Unit, unitColumns), sidesOf(r), changeCell(r))
}

func (p *markdownPrinter) undecidedRow(r *judge.Row) string {
	seen, why := "", ""
	if r.Detectable != nil {
		seen = words.Fraction(*r.Detectable)
	}
	if r.Reason != "" {
		why = code(r.Reason, nameColumns)
	}
	return tableRow(p.benchmark(r.Package, r.Benchmark), code(r.Unit, unitColumns), changeCell(r), seen, why)
}
