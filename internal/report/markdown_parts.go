package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// outcomeWord sets what is not simply worse apart from what is.
func outcomeWord(r *judge.Row) string {
	switch r.Outcome {
	case judge.LimitBroken:
		return "limit broken: "
	case judge.Inconclusive:
		return "undecided: "
	}
	return ""
}

func (p *markdownPrinter) failures() block {
	if len(p.rep.Failures) == 0 {
		return block{}
	}
	b := block{before: "\n**Not measured**\n"}
	for _, f := range p.rep.Failures {
		item := "\n" + code(failureTitle(f), 150) + "\n"
		if lines := excerpt(f.Message, 12); len(lines) > 0 {
			for i := range lines {
				lines[i] = words.Shorten(lines[i], 200)
			}
			item += "\n" + fence("text", lines)
		}
		b.items = append(b.items, item)
	}
	return b
}

// longestCommand bounds what is shown to be pasted, in bytes.
const longestCommand = 2000

func (p *markdownPrinter) reproduce() block {
	c := p.rep.Reproduce
	switch {
	case c == "":
		return block{}
	case !plainCommand(c) || len(c) > longestCommand:
		return block{before: "\n**Reproduce**: the report's command is not a plain benchgate command and is not shown.\n",
			whole: true}
	}
	return block{before: "\n**Reproduce**\n\n" + fence("sh", []string{c}), whole: true}
}

func (p *markdownPrinter) policyChanges() block {
	if len(p.rep.Policy.Changes) == 0 {
		return block{}
	}
	b := block{before: "\n**Head changes the policy**: " + code(orUnknown(p.rep.Policy.Source), 100) +
		" applies until this change is merged or accepted with the label `" + AcceptLabel + "`\n\n"}
	for _, s := range p.rep.Policy.Changes {
		b.items = append(b.items, "- "+code(s, 200)+"\n")
	}
	return b
}

func (p *markdownPrinter) names() block {
	added, removed, units := p.rep.allAdded(), p.rep.allRemoved(), p.unitItems()
	if len(added)+len(removed)+len(units) == 0 {
		return block{}
	}
	summary := fmt.Sprintf("%d added, %d removed", len(added), len(removed))
	if len(units) > 0 {
		summary += ", " + words.Count(len(units), "unit") + " of one side only"
	}
	b := block{before: fold(summary), after: foldEnd, items: units}
	for _, n := range removed {
		b.items = append(b.items, "- removed "+p.benchmark(n.Package, n.Benchmark)+"\n")
	}
	for _, n := range added {
		b.items = append(b.items, "- added "+p.benchmark(n.Package, n.Benchmark)+"\n")
	}
	return b
}

func (p *markdownPrinter) warnings() block {
	if len(p.rep.Warnings) == 0 {
		return block{}
	}
	b := block{before: fold(words.Count(len(p.rep.Warnings), "warning")), after: foldEnd}
	for _, s := range p.rep.Warnings {
		b.items = append(b.items, "- "+code(s, 300)+"\n")
	}
	return b
}

// rollup counts what passes or was not compared, by package, with the mean of
// the time.
func (p *markdownPrinter) rollup() block {
	rest := slices.Concat(ofClass(p.rows, passing), ofOutcome(p.rows, judge.UnchangedBinary),
		ofOutcome(p.rows, judge.Skipped))
	if len(rest) == 0 {
		return block{}
	}
	means := map[string]string{}
	for _, g := range geomeans(p.rep.Rows) {
		if g.unit == "sec/op" {
			means[g.pkg] = g.words()
		}
	}
	b := block{
		before: fold("the rest ("+outcomesOf(rest)+")") +
			tableRow("package", "benchmarks", "rows", "geometric mean of the package's time") + "|---|---|---|---|\n",
		after: foldEnd,
	}
	slices.SortStableFunc(rest, func(a, b judge.Row) int { return cmp.Compare(a.Package, b.Package) })
	for len(rest) > 0 {
		pkg := rest[0].Package
		n := slices.IndexFunc(rest, func(r judge.Row) bool { return r.Package != pkg })
		if n < 0 {
			n = len(rest)
		}
		benchmarks, rows, _ := strings.Cut(rolled(rest[:n]), ", ")
		b.items = append(b.items, tableRow(code(pkg, nameColumns), benchmarks, rows, means[pkg]))
		rest = rest[n:]
	}
	return b
}

func (p *markdownPrinter) how() block {
	text := fold("how this was decided") + p.rep.rules()
	if p.rep.hopeless() > 0 {
		text += " Inconclusive: " + p.rep.hopelessReason() + "."
	}
	if p.anyStrays() {
		text += " " + pairwise
	}
	if p.rep.Seed != 0 {
		text += fmt.Sprintf(" Seed %d.", p.rep.Seed)
	}
	if p.rep.Policy.Source != "" {
		text += " Policy: " + code(p.rep.Policy.Source, 100) + "."
	}
	if engines := p.engines(); len(engines) > 0 {
		text += " Engine: " + strings.Join(engines, ", ") + "."
	}
	return block{before: text + "\n", after: foldEnd, whole: true}
}

func (p *markdownPrinter) engines() []string {
	var names []string
	for _, r := range p.rep.Rows {
		if name := code(r.Engine, 20); r.Engine != "" && len(names) < 5 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
