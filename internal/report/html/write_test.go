package html

import (
	"bytes"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

func write(t testing.TB, rep *report.Report, rounds []round.Round) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, report.ViewOf(rep, report.Setting{Rounds: rounds})); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The page is bounded: 500 benchmarks of three units with their rounds.
func TestPageOf500BenchmarksIsSmall(t *testing.T) {
	rep, rounds := large(500)
	rep.Explanations = explanationsFor(rep, 10)
	page := write(t, rep, rounds)
	const limit = 2_000_000
	if len(page) > limit {
		t.Errorf("%d bytes, want at most %d", len(page), limit)
	}
	if n := strings.Count(page, "<tr><th scope=\"row\">"); n < 1500 {
		t.Errorf("%d rows, want all 1500", n)
	}
	if n := pictured(page); n < 500 {
		t.Errorf("only %d benchmarks have a picture of their rounds", n)
	}
	t.Logf("%d bytes with %d rounds", len(page), len(rounds))
}

// Where every benchmark has as many rounds as a screen allows, pictures of what
// passes are left out before the page becomes too large, and that is said.
func TestPageOfManyRoundsIsSmall(t *testing.T) {
	var plan []effect
	for i := range 500 {
		plan = append(plan, effect{pkg: "example.com/shop/p", name: strings.Repeat("Long", 10) + string(rune('A'+i%26)) + strings.Repeat("x", i/26),
			seconds: 1e-6, noise: .05, allocs: 1, screen: 40})
	}
	rep, rounds := judged(plan)
	page := write(t, rep, rounds)
	if len(page) > 2_000_000 {
		t.Errorf("%d bytes", len(page))
	}
	t.Logf("%d bytes, rounds of %d benchmarks are drawn", len(page), pictured(page))
	if pictured(page) < 500 && !strings.Contains(page, "rows are not drawn") {
		t.Error("pictures are missing and nothing says so")
	}
}

// pictured counts the rows whose rounds are drawn.
func pictured(page string) int { return strings.Count(page, `<div class="plots">`) }

func explanationsFor(rep *report.Report, n int) []report.Explanation {
	var list []report.Explanation
	for _, r := range rep.Rows {
		if r.Outcome == judge.Regression && r.Unit == "sec/op" && len(list) < n {
			x := explanation(r.Package, r.Benchmark)
			x.Tree = wide(x.Tree, 9)
			list = append(list, x)
		}
	}
	return list
}

// wide is a tree with the given one in many places.
func wide(tree *report.Frame, depth int) *report.Frame {
	if depth == 0 {
		return tree
	}
	return &report.Frame{Name: "call", Base: tree.Base, Head: tree.Head,
		Children: []*report.Frame{scaled(wide(tree, depth-1), .617), scaled(wide(tree, depth-1), .383)}}
}

func scaled(f *report.Frame, by float64) *report.Frame {
	out := *f
	out.Base, out.Head, out.Children = f.Base*by, f.Head*by, nil
	for _, c := range f.Children {
		out.Children = append(out.Children, scaled(c, by))
	}
	return &out
}

// What a stranger chooses never becomes a tag, an attribute or a script: the
// page of hostile names has the very tags that the page of harmless ones has.
func TestHostileNamesStayText(t *testing.T) {
	harmless := skeleton(write(t, named("a name"), nil))
	for _, hostile := range hostileNames {
		page := write(t, named(hostile), nil)
		if got := skeleton(page); got != harmless {
			t.Errorf("%q changes the page:\n%s", hostile, firstDifference(got, harmless))
		}
	}
}

var hostileNames = []string{
	`<img src=x onerror=alert(1)>`, `</script><script>alert(1)</script>`, `"onmouseover="alert(1)`, `' onfocus='alert(1)`,
	`</style><style>*{display:none}`, `</title>`, `<!--`, `-->`, `]]>`, `javascript:alert(1)`, "`${alert(1)}`", `{{.}}`,
	"\u202egnp.exe", "a\u0000b", "\xff\xfe", `\u003cscript\u003e`, `&lt;b&gt;`, `<svg onload=alert(1)>`, "line\nend",
}

// named is a report with one text in every place that an author fills.
func named(s string) *report.Report {
	num := func(x float64) *float64 { return &x }
	x := explanation(s, s)
	x.Unit, x.ProfileUnit, x.Kind, x.Unclear, x.BaseFile, x.HeadFile = s, s, s, s, s, s
	for i := range x.Functions {
		x.Functions[i].Name, x.Functions[i].File = s, s
	}
	for i := range x.Shares {
		x.Shares[i].Name = s
	}
	x.Tree.Name, x.Tree.Children[0].Name, x.Tree.Children[0].File = s, s, s
	rep := &report.Report{Schema: report.Schema, Reproduce: s, Explanations: []report.Explanation{x}}
	rep.Added, rep.Removed = []record.Name{{Package: s, Benchmark: s}}, []record.Name{{Package: s, Benchmark: s + "x"}}
	rep.Verdict, rep.Status, rep.Warnings = judge.VerdictRegression, 1, []string{s}
	rep.Failures = []judge.Failure{{Side: "head", Package: s, Benchmark: s, Stage: "run", Message: s}}
	rep.Base, rep.Head = record.Ref{Ref: s, SHA: s}, record.Ref{Ref: s}
	rep.Environment = record.Environment{Go: s, GOOS: s, GOARCH: s, CPU: s}
	rep.Policy = record.Policy{Source: s, Changes: []string{s}}
	rep.Rows = []judge.Row{{Package: s, Benchmark: s, Unit: s, Engine: s, File: s, Line: 3, Reason: s, Warnings: []string{s},
		Outcome: judge.Regression, Action: policy.Fail, Better: "lower", Threshold: num(.05), Change: num(.2),
		Base: &judge.Summary{Center: 1e-6}, Head: &judge.Summary{Center: 1.2e-6}}}
	return rep
}

var (
	tagPattern   = regexp.MustCompile(`<[^>]*>`)
	valuePattern = regexp.MustCompile(`="[^"]*"`)
	scripts      = regexp.MustCompile(`(?s)(<script[^>]*>).*?(</script>)`)
)

// skeleton is a page without its text, attribute values and scripts.
func skeleton(page string) string {
	page = scripts.ReplaceAllString(page, "$1$2")
	page = strings.ReplaceAll(page, pageStyle, "")
	var tags []string
	for _, tag := range tagPattern.FindAllString(page, -1) {
		tags = append(tags, valuePattern.ReplaceAllString(tag, ""))
	}
	return strings.Join(tags, "\n")
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\ninstead of\n" + y[i]
		}
	}
	return "one is longer"
}

// The policy of the page names the script and the style that are in it.
func TestPolicyFitsThePage(t *testing.T) {
	rep, rounds := shop()
	page := write(t, rep, rounds)
	for tag, directive := range map[string]string{"script": "script-src", "style": "style-src"} {
		open, end := "<"+tag+">", "</"+tag+">"
		if strings.Count(page, open) != 1 || strings.Count(page, end) != 1+strings.Count(page, `<script type="application/json"`)*b2i(tag == "script") {
			t.Fatalf("not one %s", tag)
		}
		_, rest, _ := strings.Cut(page, open)
		body, _, _ := strings.Cut(rest, end)
		want := directive + " 'sha256-" + hash(body) + "'"
		if !strings.Contains(strings.NewReplacer("&#43;", "+").Replace(page), want) {
			t.Errorf("the page's policy does not have %s", want)
		}
	}
	for _, bad := range []string{" style=\"", " onclick=", " src=", "eval(", "innerHTML", "http://", "https://", "url("} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The smallest reports and the oddest numbers make pages too.
func TestPageOfAnyReport(t *testing.T) {
	bad := math.Inf(1)
	for name, rep := range map[string]*report.Report{
		"nothing": {Schema: report.Schema, Judgement: judge.Judgement{Verdict: judge.VerdictError, Status: 3}},
		"infinite": {Judgement: judge.Judgement{Rows: []judge.Row{{Benchmark: "A", Outcome: judge.Regression, Change: &bad, ChangeLo: &bad, ChangeHi: &bad,
			Threshold: &bad, Base: &judge.Summary{Center: bad}, Head: &judge.Summary{Center: 0}}}}},
	} {
		if page := write(t, rep, nil); !strings.Contains(page, "</html>") || strings.Contains(page, "ZgotmplZ") {
			t.Errorf("%s:\n%s", name, page)
		}
	}
}

// A command is shown only where pasting it does what it says.
func TestProfilesAreNamedWhereTheyArePlain(t *testing.T) {
	for name, want := range map[string]bool{"profiles/a-1.cpu.pb.gz": true, "a;b": false, "-flag": false, "../x": false, "/etc/x": false,
		"a b": false, "": false, "$(x)": false, "a/../../x": false, "a\nb": false} {
		rep, rounds := shop()
		rep.Explanations[0].HeadFile = name
		if got := strings.Contains(write(t, rep, rounds), "go tool pprof"); got != want {
			t.Errorf("%q: shown is %v", name, got)
		}
	}
}

// FuzzWrite holds that whatever report decodes makes a page whose tags are those
// of our own template.
func FuzzWrite(f *testing.F) {
	var b bytes.Buffer
	if err := report.Encode(&b, named(hostileNames[0])); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"schema":"benchgate.report/v1","outcome":"pass","rows":[{"benchmark":"</style>","outcome":"pass","base":{"center":1e308},"head":{"center":-1e-308},"change":-1,"change_lo":-1e300,"change_hi":1e300,"threshold":1e308}]}`))
	ours := regexp.MustCompile(`^</?(html|head|meta|title|style|body|a|header|p|span|h[1-4]|dl|div|dt|dd|code|ul|li|b|main|section|pre|article|svg|path|text|rect|circle|use|defs|g|form|label|input|select|option|button|table|caption|thead|tbody|tfoot|tr|th|td|br|small|figure|script|time)[ />]|^<!DOCTYPE html>$`)
	f.Fuzz(func(t *testing.T, data []byte) {
		rep, err := report.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		page := scripts.ReplaceAllString(write(t, rep, nil), "$1$2")
		for _, tag := range tagPattern.FindAllString(strings.ReplaceAll(page, pageStyle, ""), -1) {
			if !ours.MatchString(tag) {
				t.Fatalf("the page has %q", tag)
			}
			if bare := valuePattern.ReplaceAllString(tag, ""); strings.Contains(bare, " on") {
				t.Fatalf("a handler in %q", tag)
			}
		}
	})
}
