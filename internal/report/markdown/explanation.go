package markdown

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/words"
)

// functionsShown bounds a benchmark's functions in a comment.
const functionsShown = 5

// explanations says of every regression that was explained which functions
// gained most, in one folded part. The worst come first and stay when there is no
// room for all.
func (p *printer) explanations() block {
	if len(p.v.Causes) == 0 {
		return block{}
	}
	b := block{before: fold("where it comes from, by profiles of both sides"), after: foldEnd}
	for _, c := range p.v.Causes {
		b.items = append(b.items, explanation(c))
	}
	return b
}

func explanation(c *report.Cause) string {
	title := "\n**" + benchmark(c.Name) + "** " + code(c.Unit.String(), unitColumns)
	list := c.Culprits()
	if !c.Unclear.Empty() || len(list) == 0 {
		return title + ": the profiles cannot tell: " + code(cmp.Or(c.Unclear.String(), "they name no function"), nameColumns) + "\n"
	}
	var t strings.Builder
	fmt.Fprintf(&t, "%s: %s, of which\n\n", title, c.Difference())
	t.WriteString(tableRow("function", "base → head", "change", "where", "of it") + "|---|---|---|---|---|\n")
	for _, f := range list[:min(len(list), functionsShown)] {
		t.WriteString(functionRow(f))
	}
	if n := len(list) - functionsShown; n > 0 {
		fmt.Fprintf(&t, "\n_and %s more_\n", words.Count(n, "function"))
	}
	if system := c.System(); len(system) > 0 {
		t.WriteString("\nOf all: " + codes(system) + "\n")
	}
	return t.String()
}

func functionRow(f *report.Function) string {
	where := f.Traits().String()
	if !f.Place.Empty() {
		where = strings.TrimSuffix(code(f.Place.String(), nameColumns)+" "+where, " ")
	}
	return tableRow(code(f.Short.String(), nameColumns), f.Sides().String(), f.Gain().String(), where, codes(f.Inside()))
}

// codes writes texts as code.
func codes(list []report.Text) string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = code(t.String(), nameColumns)
	}
	return strings.Join(out, ", ")
}
