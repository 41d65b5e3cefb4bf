package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// outcomeWord sets what is not simply worse apart from what is.
func outcomeWord(l *report.Line) string {
	switch l.Outcome {
	case judge.LimitBroken:
		return "limit broken: "
	case judge.Inconclusive:
		return "undecided: "
	}
	return ""
}

func (p *printer) failures() block {
	if len(p.v.Failures) == 0 {
		return block{}
	}
	b := block{before: "\n**Not measured**\n"}
	for _, f := range p.v.Failures {
		item := "\n" + code(f.Title.String(), 150) + "\n"
		if lines := f.Message.Excerpt(12); len(lines) > 0 {
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

func (p *printer) reproduce() block {
	c := p.v.Reproduce.Command.String()
	switch {
	case p.v.Reproduce.Hidden || len(c) > longestCommand:
		return block{before: "\n**Reproduce**: the report's command is not a plain benchgate command and is not shown.\n",
			whole: true}
	case c == "":
		return block{}
	}
	return block{before: "\n**Reproduce**\n\n" + fence("sh", []string{c}), whole: true}
}

func (p *printer) waivers() block {
	b := block{
		before: "\n**Intended?** Add the label `" + policy.AcceptLabel + "` to the pull request: the benchmarks run again and accept " + p.commit() +
			" without a waiver. After a later push, remove the label and add it again. To accept the change permanently," +
			" add to `.benchgate.yml` on the base branch, with a reason:\n\n```yaml\nwaivers:\n",
		after: fenceEnd,
	}
	for _, l := range report.OfClass(p.v.Worst, report.Failing) {
		if l.Outcome == judge.Regression {
			b.items = append(b.items, l.Waiver().String()+"\n")
		}
	}
	if len(b.items) == 0 {
		return block{}
	}
	return b
}

// commit names the one that the label accepts.
func (p *printer) commit() string {
	if !p.v.Commit.Empty() {
		return "this commit (" + code(p.v.Commit.String(), 7) + ")"
	}
	return "this commit"
}

func (p *printer) policyChanges() block {
	if len(p.v.Changes) == 0 {
		return block{}
	}
	b := block{before: "\n**Head changes the policy**: " + code(p.v.Applies().String(), 100) +
		" applies until this change is merged or accepted with the label `" + policy.AcceptLabel + "`\n\n"}
	for _, s := range p.v.Changes {
		b.items = append(b.items, "- "+code(s.String(), 200)+"\n")
	}
	return b
}

func (p *printer) names() block {
	units := p.unitItems()
	if len(p.v.Added)+len(p.v.Removed)+len(units) == 0 {
		return block{}
	}
	summary := fmt.Sprintf("%d added, %d removed", len(p.v.Added), len(p.v.Removed))
	if len(units) > 0 {
		summary += ", " + words.Count(len(units), "unit") + " of one side only"
	}
	b := block{before: fold(summary), after: foldEnd, items: units}
	for _, n := range p.v.Removed {
		b.items = append(b.items, "- removed "+benchmark(n)+"\n")
	}
	for _, n := range p.v.Added {
		b.items = append(b.items, "- added "+benchmark(n)+"\n")
	}
	return b
}

// unitItems are the units that one side alone reports.
func (p *printer) unitItems() []string {
	var items []string
	for _, l := range p.v.Lost {
		items = append(items, "- "+code(l.Unit.String(), unitColumns)+" "+report.NoLongerReported+" "+benchmark(l.Name)+"\n")
	}
	for _, l := range p.v.Gained {
		items = append(items, "- "+code(l.Unit.String(), unitColumns)+" "+report.NewlyReported+" "+benchmark(l.Name)+"\n")
	}
	return items
}

// notSelected is the folded list of what --changed left out.
func (p *printer) notSelected() block {
	if len(p.v.NotSelected) == 0 {
		return block{}
	}
	b := block{before: fold(p.v.NotMeasured.String()), after: foldEnd}
	for _, n := range p.v.NotSelected {
		b.items = append(b.items, "- "+benchmark(n)+"\n")
	}
	return b
}

func (p *printer) warnings() block {
	if len(p.v.Warnings) == 0 {
		return block{}
	}
	b := block{before: fold(words.Count(len(p.v.Warnings), "warning")), after: foldEnd}
	for _, s := range p.v.Warnings {
		b.items = append(b.items, "- "+code(s.String(), 300)+"\n")
	}
	return b
}

// ungated is the folded part about the rows that nothing is held to, the largest
// changes first.
func (p *printer) ungated() block {
	lines := report.OfClass(p.v.Worst, report.Ungated)
	if len(lines) == 0 {
		return block{}
	}
	start := fold("not gated: " + words.Count(len(lines), "row"))
	changed := report.LargestFirst(lines)
	if len(changed) == 0 {
		return block{before: start + "None of them changed.\n", after: foldEnd, whole: true}
	}
	b := block{before: start + tableRow("benchmark", "unit", "base → head", "change") + "|---|---|---|---|\n", after: foldEnd}
	for _, l := range changed {
		b.items = append(b.items, shortRow(l))
	}
	return b
}

// rollup counts what passes or was not compared, by package, with the mean of
// the time.
func (p *printer) rollup() block {
	rest := slices.Concat(report.OfClass(p.v.Worst, report.Passing), report.OfOutcome(p.v.Worst, judge.UnchangedBinary),
		report.OfOutcome(p.v.Worst, judge.Skipped))
	if len(rest) == 0 {
		return block{}
	}
	means := map[report.Text]string{}
	for _, m := range p.v.Means {
		if m.Unit.String() == "sec/op" {
			means[m.Package] = m.Words.String()
		}
	}
	b := block{
		before: fold("the rest ("+report.Outcomes(rest)+")") +
			tableRow("package", "benchmarks", "rows", "geometric mean of the package's time") + "|---|---|---|---|\n",
		after: foldEnd,
	}
	slices.SortStableFunc(rest, func(a, b *report.Line) int { return a.Package.Compare(b.Package) })
	for len(rest) > 0 {
		pkg := rest[0].Package
		n := slices.IndexFunc(rest, func(l *report.Line) bool { return l.Package != pkg })
		if n < 0 {
			n = len(rest)
		}
		benchmarks, rows, _ := strings.Cut(report.Rolled(rest[:n]), ", ")
		b.items = append(b.items, tableRow(code(pkg.String(), nameColumns), benchmarks, rows, means[pkg]))
		rest = rest[n:]
	}
	return b
}

func (p *printer) how() block {
	text := fold("how this was decided") + p.v.Rules.String()
	if !p.v.Hopeless.Empty() {
		text += " Inconclusive: " + p.v.Hopeless.String() + "."
	}
	if p.anyStrays() {
		text += " " + report.Pairwise
	}
	if p.v.Seed != 0 {
		text += fmt.Sprintf(" Seed %d.", p.v.Seed)
	}
	if !p.v.Policy.Empty() {
		text += " Policy: " + code(p.v.Policy.String(), 100) + "."
	}
	if engines := p.engines(); len(engines) > 0 {
		text += " Engine: " + strings.Join(engines, ", ") + "."
	}
	return block{before: text + "\n", after: foldEnd, whole: true}
}

// anyStrays reports whether a row of the classes shown with both centres strays.
func (p *printer) anyStrays() bool {
	both := []report.Class{report.Failing, report.Warned, report.Waived, report.Improved, report.Ignored, report.Ungated}
	return slices.ContainsFunc(p.v.Rows, func(l *report.Line) bool { return l.Strays && slices.Contains(both, l.Class) })
}

func (p *printer) engines() []string {
	var names []string
	for _, l := range p.v.Rows {
		if name := code(l.Engine.String(), 20); !l.Engine.Empty() && len(names) < 5 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
