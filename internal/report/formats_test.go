package report

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
)

// hostileReport has every hostile string in every place that a stranger fills.
func hostileReport(names []string) *Report {
	rep := &Report{Schema: Schema, Judgement: judge.Judgement{Verdict: judge.VerdictError, Status: 3}}
	for _, s := range names {
		rep.Rows = append(rep.Rows, judge.Row{Package: s, Benchmark: s, Unit: s, Engine: s, File: s, Line: 1, Reason: s,
			Outcome: judge.Regression, Action: policy.Fail, Better: judge.BetterLower, Threshold: num(.05), Change: num(.2),
			Base: &judge.Summary{Center: 1e-6}, Head: &judge.Summary{Center: 1.2e-6}})
		rep.Failures = append(rep.Failures, judge.Failure{Side: "head", Package: s, Benchmark: s, Stage: "run", Message: s}, judge.Failure{Side: "base", Package: s, Benchmark: s, Stage: "build", Message: s, Ignored: true})
		rep.Warnings = append(rep.Warnings, s)
		rep.Added, rep.Removed = append(rep.Added, record.Name{Package: s, Benchmark: s + "+"}), append(rep.Removed, record.Name{Package: s, Benchmark: s + "-"})
		rep.Policy.Changes = append(rep.Policy.Changes, s)
		rep.Base.Ref, rep.Head.Ref, rep.Environment.CPU, rep.Policy.Source, rep.Reproduce = s, s, s, s, s
	}
	return rep
}

func parseJUnit(t testing.TB, text string) junitSuites {
	t.Helper()
	var got junitSuites
	if err := xml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	return got
}

func TestJUnitCounts(t *testing.T) {
	for name, rep := range corpus(t) {
		got := parseJUnit(t, render(t, JUnit, rep, Options{}))
		var sum junitSuites
		for _, s := range got.Suites {
			var tests, failures, errs, skipped int
			for _, c := range s.Cases {
				tests++
				failures += count01(c.Failure)
				errs += count01(c.Error)
				skipped += count01(c.Skipped)
				if c.Class != s.Name {
					t.Errorf("%s: case %q of class %q in suite %q", name, c.Name, c.Class, s.Name)
				}
			}
			if tests != s.Tests || failures != s.Failures || errs != s.Errors || skipped != s.Skipped {
				t.Errorf("%s: counts of suite %s are wrong", name, s.Name)
			}
			sum.Tests, sum.Failures = sum.Tests+tests, sum.Failures+failures
			sum.Errors, sum.Skipped = sum.Errors+errs, sum.Skipped+skipped
		}
		if sum.Tests != got.Tests || sum.Failures != got.Failures || sum.Errors != got.Errors || sum.Skipped != got.Skipped {
			t.Errorf("%s: totals are wrong", name)
		}
		if red := got.Failures+got.Errors > 0; red != (rep.Status != 0) {
			t.Errorf("%s: %d failures and %d errors at status %d", name, got.Failures, got.Errors, rep.Status)
		}
	}
}

func count01(r *junitResult) int {
	if r == nil {
		return 0
	}
	return 1
}

func FuzzJUnit(f *testing.F) {
	for _, s := range hostileNames {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := parseJUnit(t, render(t, JUnit, hostileReport([]string{s}), Options{}))
		if want := visible(s); got.Suites[0].Cases[0].Failure.Text != want {
			t.Errorf("%q: got %q", s, got.Suites[0].Cases[0].Failure.Text)
		}
		if want := visible(caseName(lineFor(judge.Row{Benchmark: s, Unit: s}))); got.Suites[0].Cases[0].Name != want {
			t.Errorf("%q: got %q", s, got.Suites[0].Cases[0].Name)
		}
	})
}

func TestCSVHasARecordForEachRow(t *testing.T) {
	for name, rep := range corpus(t) {
		out := render(t, CSV, rep, Options{})
		records, err := csv.NewReader(strings.NewReader(out)).ReadAll() // all as long as the first
		if err != nil || len(records) != 1+len(rep.Rows) {
			t.Errorf("%s: %d records, %v", name, len(records), err)
		}
		if strings.Count(out, "\r\n") != len(records) || strings.Count(out, "\n") != len(records) {
			t.Errorf("%s: lines do not end in CRLF", name)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range hostileNames {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		records, err := csv.NewReader(strings.NewReader(render(t, CSV, hostileReport([]string{s}), Options{}))).ReadAll()
		if err != nil || len(records) != 2 {
			t.Fatalf("%q: %d records, %v", s, len(records), err)
		}
		field := records[1][1]
		if want := visible(s); field != want && field != "'"+want {
			t.Errorf("%q: got %q", s, field)
		}
		if trimmed := strings.TrimLeft(field, " \t\r\n"); trimmed != "" && strings.Contains("=+-@", trimmed[:1]) {
			t.Errorf("%q: %q is a formula", s, field)
		}
	})
}

// command is how a runner reads a command of a workflow.
var command = regexp.MustCompile(`^::(error|warning) ((?:\w+=[^,:\r\n]*,?)+)::([^\r\n]*)$`)

func TestGitHubAnnotations(t *testing.T) {
	for name, rep := range corpus(t) {
		levels := map[string]int{}
		for l := range strings.Lines(render(t, GitHub, rep, Options{})) {
			m := command.FindStringSubmatch(strings.TrimSuffix(l, "\n"))
			if m == nil {
				t.Fatalf("%s: not an annotation: %s", name, l)
			}
			levels[m[1]]++
			if strings.Contains(m[2], "file=..") || strings.Contains(m[2], "file=/") {
				t.Errorf("%s: a file outside the repository: %s", name, l)
			}
		}
		if levels["error"] > 10 || levels["warning"] > 10 {
			t.Errorf("%s: too many: %v", name, levels)
		}
		if red := levels["error"] > 0; red != (rep.Status != 0) {
			t.Errorf("%s: %v at status %d", name, levels, rep.Status)
		}
	}
}

func TestGitHubLimitsAnnotations(t *testing.T) {
	for _, tt := range []struct{ rows, want, more int }{{9, 9, 0}, {10, 10, 0}, {11, 10, 2}, {73, 10, 64}} {
		rep := &Report{Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Status: 1}}
		for i := range tt.rows {
			rep.Rows = append(rep.Rows, judge.Row{Benchmark: fmt.Sprint(i), Outcome: judge.Regression, Action: policy.Fail})
		}
		out := render(t, GitHub, rep, Options{})
		if n := strings.Count(out, "\n"); n != tt.want {
			t.Errorf("%d rows: %d annotations", tt.rows, n)
		}
		if more := fmt.Sprintf("::and %d more\n", tt.more); strings.HasSuffix(out, more) != (tt.more > 0) {
			t.Errorf("%d rows: wrong end of\n%s", tt.rows, out)
		}
	}
}

func TestGitHubEscapes(t *testing.T) {
	if got, want := escapeData("50%\r\na:b,c"), "50%25%0D%0Aa:b,c"; got != want {
		t.Errorf("data: got %q, want %q", got, want)
	}
	if got, want := escapeProperty("50%\r\na:b,c"), "50%25%0D%0Aa%3Ab%2Cc"; got != want {
		t.Errorf("property: got %q, want %q", got, want)
	}
}

func TestGitHubNamesOnlyFilesOfTheRepository(t *testing.T) {
	for file, want := range map[string]bool{
		"a/b_test.go": true, "a,b:c%_test.go": true, "../x": false, "/etc/passwd": false, "": false, ".": false,
		"a/../../x": false, "a\nb": false, "a\u202eb": false,
	} {
		a := rowAnnotation("error", lineFor(judge.Row{File: file, Line: 3}))
		if got := a.File != ""; got != want {
			t.Errorf("%q: got %v", file, got)
		}
	}
}

func FuzzGitHub(f *testing.F) {
	for _, s := range hostileNames {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(strings.ToLower(s), strings.ToLower(token)) {
			return
		}
		rep := hostileReport([]string{s})
		for l := range strings.Lines(render(t, GitHub, rep, Options{})) {
			if !command.MatchString(strings.TrimSuffix(l, "\n")) {
				t.Errorf("%q: not an annotation: %q", s, l)
			}
		}
		out := render(t, GitHub, rep, Options{GitHub: GitHubOptions{StopToken: token, Output: []byte(s)}})
		before, after, ok := strings.Cut(out, "\n::"+token+"::\n")
		if !ok || !strings.HasPrefix(before, "::stop-commands::"+token+"\n") || strings.Contains(after, token) {
			t.Errorf("%q: the output is not between the markers:\n%s", s, out)
		}
	})
}

func TestGitHubGuardsItsToken(t *testing.T) {
	for _, opts := range []GitHubOptions{
		{Output: []byte("x")},
		{StopToken: "short"},
		{StopToken: "spaces are not allowed"},
		{StopToken: token + "\n::error::x"},
		{StopToken: token, Output: []byte("x\n::" + strings.ToLower(token) + "::\n")},
	} {
		var b strings.Builder
		if err := Render(&b, GitHub, corpus(t)["regression"], Options{GitHub: opts}); err == nil || b.Len() > 0 {
			t.Errorf("%+v: got %v and %q", opts, err, b.String())
		}
	}
}
