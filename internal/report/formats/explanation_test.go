package formats

import (
	"fmt"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/markdown"
)

func explainedReport(n int) *report.Report {
	rep := &report.Report{Schema: report.Schema, Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Status: 1}}
	for i := range n {
		r := judge.Row{Package: "example.com/m", Benchmark: fmt.Sprintf("B%03d", i), Unit: "sec/op", Outcome: judge.Regression, Action: policy.Fail,
			Better: "lower", Base: &judge.Summary{Center: 1e-6}, Head: &judge.Summary{Center: 2e-6}}
		change := 1 - float64(i)/1e4
		r.Change = &change
		rep.Rows = append(rep.Rows, r)
		rep.Explanations = append(rep.Explanations, report.Explanation{
			Package: r.Package, Benchmark: r.Benchmark, Unit: r.Unit, ProfileUnit: "sec/op", Kind: "cpu",
			Base: report.ProfileTotal{Total: 1e-6}, Head: report.ProfileTotal{Total: 2e-6}, Error: 1e-8,
			Functions: []report.FunctionChange{
				{Name: "example.com/m/parse.(*P).next", File: "parse/p.go", Line: 27, BaseFlat: 2e-7, HeadFlat: 9e-7, Error: 1e-8,
					Inlined: "base", Changed: []int{28, 30, 31, 32},
					Folded: []report.FoldedChange{{Name: "runtime.growslice", Head: 5e-7}, {Name: "(garbage collection)", Head: 1e-7}}},
				{Name: "example.com/m.fresh", File: "m.go", Line: 3, HeadFlat: 2e-7, Error: 1e-8, Only: "head", Inlined: "head", Changed: []int{3}},
				{Name: "example.com/m.perhaps", HeadFlat: 1e-8, Error: 1e-8},
				{Name: "example.com/m.lost", BaseFlat: 3e-7, Error: 1e-8},
			},
			Shares: []report.ShareChange{{Name: "user code", Base: 1e-6, Head: 13e-7}, {Name: "allocation", Head: 6e-7}, {Name: "locks", Head: 1e-7}},
		})
	}
	return rep
}

func TestExplanationText(t *testing.T) {
	got := render(t, Text, explainedReport(1), Options{})
	for _, want := range []string{
		"    where: +700.0ns in parse.(*P).next (parse/p.go:27; no longer inlined; lines 28, 30-32 changed): +500.0ns in runtime.growslice, +100.0ns for garbage collection\n",
		"           +200.0ns in m.fresh (m.go:3; new; line 3 changed)\n",
		"           of all: +600.0ns allocation\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, not := range []string{"perhaps", "lost", "locks", "user code"} {
		if strings.Contains(got, not) {
			t.Errorf("%q is named in\n%s", not, got)
		}
	}
}

func TestExplanationUnclear(t *testing.T) {
	rep := explainedReport(1)
	rep.Explanations[0].Unclear = "too few samples"
	for format, want := range map[string]string{
		Text: "where: the profiles cannot tell: too few samples", Markdown: "the profiles cannot tell: `too few samples`"} {
		if got := render(t, format, rep, Options{}); !strings.Contains(got, want) || strings.Contains(got, "fresh") {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestExplanationMarkdown(t *testing.T) {
	got := render(t, Markdown, explainedReport(1), Options{})
	for _, want := range []string{
		"<details><summary>where it comes from, by profiles of both sides</summary>\n",
		"**`B000`** `sec/op`: +1.000µs of CPU time per operation, of which\n",
		"| `parse.(*P).next` | 200.0ns → 900.0ns | +700.0ns | `parse/p.go:27` no longer inlined; lines 28, 30-32 changed | `+500.0ns in runtime.growslice`, `+100.0ns for garbage collection` |\n",
		"| `m.fresh` | 0s → 200.0ns | +200.0ns | `m.go:3` new; line 3 changed |  |\n",
		"Of all: `+600.0ns allocation`\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Names in profiles are a stranger's text, too.
func TestExplanationHostile(t *testing.T) {
	rep := explainedReport(1)
	evil := "x|`<script>alert(1)</script>@everyone\x1b[31m\n::error::"
	f := &rep.Explanations[0].Functions[0]
	f.Name, f.File, f.Folded[0].Name = "example.com/"+evil, evil, evil
	rep.Explanations[0].Benchmark, rep.Rows[0].Benchmark = evil, evil
	md := render(t, Markdown, rep, Options{})
	md = md[strings.Index(md, "where it comes from"):]
	for _, bad := range []string{"<script", "@everyone", "\x1b", "\n::error"} {
		if strings.Contains(md, bad) {
			t.Errorf("Markdown has %q:\n%s", bad, md)
		}
	}
	text := render(t, Text, rep, Options{})
	for _, bad := range []string{"\x1b", "\n::error"} {
		if strings.Contains(text, bad) {
			t.Errorf("text has %q:\n%s", bad, text)
		}
	}
}

// A comment has room for the worst.
func TestExplanationBound(t *testing.T) {
	got := render(t, Markdown, explainedReport(400), Options{Markdown: markdown.Options{MaxBytes: 20_000}})
	part := got[strings.Index(got, "where it comes from"):]
	if len(got) > 20_000 || !strings.Contains(part, "**`B000`**") || strings.Contains(part, "**`B399`**") || !strings.Contains(part, "of 400_") {
		t.Errorf("%d bytes\n%s", len(got), part)
	}
}

func TestRegressions(t *testing.T) {
	rep := explainedReport(3)
	extra := rep.Rows[2]
	extra.Unit = "B/op"
	rep.Rows = append(rep.Rows, extra)
	rep.Rows[1].Action = policy.Ignore
	var got []string
	for _, g := range report.Regressions(rep.Rows) {
		got = append(got, fmt.Sprintf("%s %d", g[0].Benchmark, len(g)))
	}
	if want := "B000 1 B002 2"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}
