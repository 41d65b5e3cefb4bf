package github

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/reporttest"
	"github.com/benchgate/benchgate/internal/report/reporttest/hostile"
	"github.com/benchgate/benchgate/internal/report/text"
)

// command is how a runner reads a command of a workflow.
var command = regexp.MustCompile(`^::(error|warning) ((?:\w+=[^,:\r\n]*,?)+)::([^\r\n]*)$`)

func TestGitHubAnnotations(t *testing.T) {
	for name, rep := range reporttest.Corpus(t) {
		levels := map[string]int{}
		for l := range strings.Lines(render(t, rep, Options{})) {
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
		rep := &report.Report{Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Status: 1}}
		for i := range tt.rows {
			rep.Rows = append(rep.Rows, judge.Row{Benchmark: fmt.Sprint(i), Outcome: judge.Regression, Action: policy.Fail})
		}
		out := render(t, rep, Options{})
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
		a := rowAnnotation("error", reporttest.Line(judge.Row{File: file, Line: 3}))
		if got := a.File != ""; got != want {
			t.Errorf("%q: got %v", file, got)
		}
	}
}

func FuzzGitHub(f *testing.F) {
	for _, s := range hostile.Names {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(strings.ToLower(s), strings.ToLower(reporttest.Token)) {
			return
		}
		rep := reporttest.Hostile([]string{s})
		for l := range strings.Lines(render(t, rep, Options{})) {
			if !command.MatchString(strings.TrimSuffix(l, "\n")) {
				t.Errorf("%q: not an annotation: %q", s, l)
			}
		}
		out := render(t, rep, Options{StopToken: reporttest.Token, Output: []byte(s)})
		before, after, ok := strings.Cut(out, "\n::"+reporttest.Token+"::\n")
		if !ok || !strings.HasPrefix(before, "::stop-commands::"+reporttest.Token+"\n") || strings.Contains(after, reporttest.Token) {
			t.Errorf("%q: the output is not between the markers:\n%s", s, out)
		}
	})
}

func TestGitHubGuardsItsToken(t *testing.T) {
	for _, opts := range []Options{
		{Output: []byte("x")},
		{StopToken: "short"},
		{StopToken: "spaces are not allowed"},
		{StopToken: reporttest.Token + "\n::error::x"},
		{StopToken: reporttest.Token, Output: []byte("x\n::" + strings.ToLower(reporttest.Token) + "::\n")},
	} {
		var b strings.Builder
		if err := Write(&b, report.ViewOf(reporttest.Corpus(t)["regression"], report.Setting{}), text.Options{}, opts); err == nil || b.Len() > 0 {
			t.Errorf("%+v: got %v and %q", opts, err, b.String())
		}
	}
}

func render(t testing.TB, rep *report.Report, opts Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, report.ViewOf(rep, report.Setting{}), text.Options{}, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
