package markdown

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/reporttest"
	"github.com/benchgate/benchgate/internal/report/reporttest/hostile"
	"github.com/benchgate/benchgate/internal/words"

	"gopkg.in/yaml.v3"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
)

func TestMarkdownOfTheCorpus(t *testing.T) {
	for name, rep := range reporttest.Corpus(t) {
		t.Run(name, func(t *testing.T) {
			doc := renderGFM(t, render(t, rep, report.Setting{RunURL: "https://github.com/o/r/actions/runs/1"}, Options{}))
			doc.check(t, 1)
			want, v := 0, report.ViewOf(rep, report.Setting{})
			for _, c := range []report.Class{report.Failing, report.Warned, report.Undecided, report.Waived, report.Improved, report.Ignored} {
				want += len(report.OfClass(v.Rows, c))
			}
			want += len(report.LargestFirst(report.OfClass(v.Rows, report.Ungated)))
			if got := bodyRows(doc, 4); got != want {
				t.Errorf("%d rows in tables, want %d", got, want)
			}
		})
	}
}

// bodyRows counts rows of tables of more than columns columns, or of as many
// that are not the rollup of packages.
func bodyRows(doc renderedDocument, columns int) int {
	n := 0
	for _, table := range doc.columns {
		if table[0] >= columns {
			n += len(table) - 1
		}
	}
	if strings.Contains(doc.html, "<th>package</th>") {
		n -= len(doc.columns[len(doc.columns)-1]) - 1
	}
	return n
}

func TestMarkdownShowsNamesAsText(t *testing.T) {
	for _, s := range hostile.Names {
		checkName(t, s)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range hostile.Names {
		f.Add(s)
	}
	f.Fuzz(checkName)
}

// checkName renders a report with s in every place that a stranger fills, and
// looks for it in the HTML.
func checkName(t *testing.T, s string) {
	t.Helper()
	text := render(t, reporttest.Hostile([]string{s}), report.Setting{}, Options{})
	doc := renderGFM(t, text)
	doc.check(t, 0)
	if len(doc.columns) == 0 || len(doc.columns[0]) != 2 || doc.columns[0][0] != 5 {
		t.Fatalf("%q: tables of %v", s, doc.columns)
	}
	for _, want := range []string{words.Shorten(words.Visible(s), nameColumns), words.Shorten(words.Visible(s), unitColumns)} {
		if strings.TrimSpace(want) == "" {
			continue // shown as a blank
		}
		if !slices.Contains(doc.codes, want) {
			t.Errorf("%q: %q is not shown among %q", s, want, doc.codes)
		}
	}
}

func TestCodeInTable(t *testing.T) {
	for _, s := range hostile.Names {
		text := "| a | b |\n|---|---|\n" + tableRow(code(words.Visible(s), 200), "x")
		doc := renderGFM(t, text)
		doc.check(t, 0)
		want := words.Shorten(words.Visible(s), 200)
		if strings.TrimSpace(want) == "" {
			want = "\u00a0"
		}
		if len(doc.codes) != 1 || doc.codes[0] != want {
			t.Errorf("%q: shown as %q, want %q", s, doc.codes, want)
		}
	}
}

// crowded is a report of 500 benchmarks × 3 units that all fail.
func crowded(name func(i int) string) *report.Report {
	rep := &report.Report{Schema: report.Schema, Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Status: 1}, Reproduce: "benchgate run --base=abc", Record: record.Record{Started: time.Unix(1.8e9, 0)}}
	for i := range 500 {
		for _, unit := range []string{"sec/op", "B/op", "allocs/op"} {
			rep.Rows = append(rep.Rows, judge.Row{Package: name(i), Benchmark: name(i), Unit: unit, Outcome: judge.Regression,
				Action: policy.Fail, Better: judge.BetterLower, Threshold: reporttest.Num(.05), Change: reporttest.Num(.2), ChangeLo: reporttest.Num(.1),
				ChangeHi: reporttest.Num(.3), Base: &judge.Summary{Center: 1e-6}, Head: &judge.Summary{Center: 1.2e-6}, Reason: name(i)})
		}
		rep.Added = append(rep.Added, record.Name{Package: name(i), Benchmark: name(i + 1)})
		rep.Warnings = append(rep.Warnings, name(i))
	}
	return rep
}

func TestMarkdownStaysWithinItsBound(t *testing.T) {
	kinds := map[string]func(int) string{
		"plain": func(i int) string { return fmt.Sprintf("example.com/p/Benchmark/size=%d-8", i) },
		"long":  func(i int) string { return fmt.Sprint(strings.Repeat("long/", 100), i) },
		"worst": func(i int) string { return fmt.Sprint(strings.Repeat("@|`\U0001f600", 80), i) },
		"mixed": func(i int) string { return fmt.Sprint(hostile.Names[i%len(hostile.Names)], i) },
	}
	for kind, name := range kinds {
		rep := crowded(name)
		for _, limit := range []int{0, LeastBytes, 20_000, CommentBytes, 1 << 20, -1} {
			t.Run(fmt.Sprint(kind, limit), func(t *testing.T) {
				text := render(t, rep, report.Setting{}, Options{MaxBytes: limit})
				most := limit
				if limit == 0 {
					most = CommentBytes - MarkerBytes
				}
				if limit >= 0 && len(text) > most {
					t.Errorf("%d bytes, at most %d", len(text), most)
				}
				if limit == 0 || limit == LeastBytes {
					renderGFM(t, text).check(t, 0)
				}
				for _, want := range []string{"500 of 500 benchmarks got worse than allowed", "**Reproduce**"} {
					if !strings.Contains(text, want) {
						t.Errorf("%q is missing", want)
					}
				}
				cut, full := strings.Contains(text, "_showing "), limit < 0 || len(text) < limit*9/10 && limit == 1<<20
				if cut == full {
					t.Errorf("cut: %v at a bound of %d, with %d bytes", cut, limit, len(text))
				}
			})
		}
	}
}

// The bound must be used, not only kept.
func TestMarkdownUsesItsBound(t *testing.T) {
	text := render(t, crowded(func(i int) string { return fmt.Sprint("example.com/p/Name", i) }), report.Setting{}, Options{})
	if len(text) < (CommentBytes-MarkerBytes)*9/10 {
		t.Errorf("only %d bytes", len(text))
	}
	m := regexp.MustCompile(`_showing (\d+) of 1500_`).FindStringSubmatch(text)
	if m == nil || len(m[1]) < 3 {
		t.Errorf("the table of what fails shows %v", m)
	}
}

func TestMarkdownRefusesATinyBound(t *testing.T) {
	if err := Write(io.Discard, report.ViewOf(&report.Report{}, report.Setting{}), Options{MaxBytes: LeastBytes - 1}); err == nil {
		t.Error("no error")
	}
}

func TestRunLink(t *testing.T) {
	for address, want := range map[string]bool{
		"https://github.com/o/r/actions/runs/1": true, "http://github.com": false, "javascript:alert(1)": false, "": false,
		"https://a)b": false, "https://u:p@host/": false, "https://host/ x": false, "https:///x": false, "https://host/<x>": false,
	} {
		if got := runLink(address) != ""; got != want {
			t.Errorf("%q: got %v", address, got)
		}
	}
}

// The waivers that a comment proposes are YAML with the literal names.
func TestWaiversAreYAML(t *testing.T) {
	valid := slices.DeleteFunc(slices.Clone(hostile.Names), func(s string) bool { return !utf8.ValidString(s) })
	rep := crowded(func(i int) string { return fmt.Sprint(valid[i%len(valid)], "x") })
	text := render(t, rep, report.Setting{}, Options{MaxBytes: -1})
	_, text, _ = strings.Cut(text, "```yaml\n")
	text, _, _ = strings.Cut(text, "```")
	var doc struct {
		Waivers []struct{ Benchmark, Package, Unit, Max, Until, Reason string }
	}
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, r := range rep.Rows {
		names[r.Benchmark] = true
	}
	for _, w := range doc.Waivers {
		if !names[w.Benchmark] || w.Max != "30%" || w.Until != "2027-04-15" {
			t.Errorf("a waiver of %+v", w)
		}
	}
	if len(doc.Waivers) < 1000 {
		t.Errorf("%d waivers of %d rows", len(doc.Waivers), len(rep.Rows))
	}
}

func render(t testing.TB, rep *report.Report, s report.Setting, opts Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, report.ViewOf(rep, s), opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
