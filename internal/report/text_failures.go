package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

func (p *textPrinter) failures() {
	if len(p.rep.Failures) == 0 {
		return
	}
	const most = 20
	shown := p.rep.Failures
	if !p.opts.Verbose && len(shown) > most {
		shown = shown[:most]
	}
	p.put("", "")
	p.say(0, red, "Not measured"+showing(len(shown), len(p.rep.Failures)))
	for _, f := range shown {
		p.say(tableIndent, "", failureTitle(f))
		for _, l := range excerpt(f.Message, 10) {
			p.say(tableIndent+2, "", l)
		}
	}
}

// failureTitle says where a failure happened.
func failureTitle(f judge.Failure) string {
	parts := []string{f.Stage}
	if f.Side != "" {
		parts = []string{f.Side, f.Stage}
	}
	for _, s := range []string{f.Package, f.Benchmark} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	title := strings.Join(parts, " ")
	if f.Ignored {
		title += " (does not count, by the policy)"
	}
	return title
}

// leadLines is how many lines of a long message are kept from its start: there
// stands what happened, and at its end where.
const leadLines = 4

// excerpt returns the lines of a message that say something, at most n of them
// and one for what is left out, with tabs as spaces and nothing hidden.
func excerpt(message string, n int) []string {
	var lines []string
	for l := range strings.SplitSeq(strings.ReplaceAll(visibleLines(message), "\t", "    "), "\n") {
		if l = strings.TrimRight(l, " "); l != "" {
			lines = append(lines, l)
		}
	}
	cut := len(lines) - n
	if cut <= 0 {
		return lines
	}
	lead := min(leadLines, n/2)
	short := append(slices.Clone(lines[:lead]), fmt.Sprintf("… %s left out", words.Count(cut, "line")))
	return append(short, lines[lead+cut:]...)
}

func (p *textPrinter) remarks() {
	if changes := p.rep.Policy.Changes; len(changes) > 0 {
		p.put("", "")
		p.say(0, yellow, "Policy: head changes it; the one of "+orUnknown(p.rep.Policy.Source)+" applies")
		p.list(changes)
	}
	if len(p.rep.Warnings) > 0 {
		p.put("", "")
		p.put(yellow, "Warnings")
		p.list(p.rep.Warnings)
	}
}

func orUnknown(s string) string {
	if s == "" {
		return "base"
	}
	return s
}

func (p *textPrinter) list(items []string) {
	const most = 20
	for i, s := range items {
		if i == most && !p.opts.Verbose {
			p.put("", fmt.Sprintf("  and %d more", len(items)-i))
			return
		}
		p.say(tableIndent, "", s)
	}
}
