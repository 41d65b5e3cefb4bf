package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/words"
)

// functionsShown bounds a benchmark's functions in a comment.
const functionsShown = 5

// explanations says of every regression that was explained which functions
// gained most, in one folded part. The worst come first and stay when there is no
// room for all.
func (p *markdownPrinter) explanations() block {
	if len(p.rep.Explanations) == 0 {
		return block{}
	}
	b := block{before: fold("where it comes from, by profiles of both sides"), after: foldEnd}
	for _, e := range p.rep.Explanations {
		b.items = append(b.items, p.explanation(&e))
	}
	return b
}

func (p *markdownPrinter) explanation(e *Explanation) string {
	title := "\n**" + p.benchmark(e.Package, e.Benchmark) + "** " + code(e.Unit, unitColumns)
	list := e.culprits()
	if e.Unclear != "" || len(list) == 0 {
		return title + ": the profiles cannot tell: " + code(cmp.Or(e.Unclear, "they name no function"), nameColumns) + "\n"
	}
	var t strings.Builder
	fmt.Fprintf(&t, "%s: %s, of which\n\n", title, e.difference(e.Base.Total, e.Head.Total)+" "+e.per())
	t.WriteString(tableRow("function", "base → head", "change", "where", "of it") + "|---|---|---|---|---|\n")
	for _, f := range list[:min(len(list), functionsShown)] {
		t.WriteString(e.functionRow(&f))
	}
	if n := len(list) - functionsShown; n > 0 {
		fmt.Fprintf(&t, "\n_and %s more_\n", words.Count(n, "function"))
	}
	if system := e.system(); len(system) > 0 {
		t.WriteString("\nOf all: " + strings.Join(escaped(system), ", ") + "\n")
	}
	return t.String()
}

func (e *Explanation) functionRow(f *FunctionChange) string {
	sc := scaleFor(e.ProfileUnit, false, f.BaseFlat, f.HeadFlat)
	where := strings.Join(f.traits(), "; ")
	if place := f.place(); place != "" {
		where = strings.TrimSuffix(code(place, nameColumns)+" "+where, " ")
	}
	return tableRow(code(shortFunction(f.Name), nameColumns), sc.format(f.BaseFlat)+" → "+sc.format(f.HeadFlat),
		e.difference(f.BaseFlat, f.HeadFlat), where, strings.Join(escaped(e.inside(f)), ", "))
}

// escaped writes texts with strangers' names as code.
func escaped(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = code(s, nameColumns)
	}
	return out
}
