package junit

import (
	"bytes"
	"encoding/xml"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/reporttest"
	"github.com/benchgate/benchgate/internal/report/reporttest/hostile"
	"github.com/benchgate/benchgate/internal/words"
)

func render(t testing.TB, rep *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, report.ViewOf(rep, report.Setting{})); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func parseJUnit(t testing.TB, text string) testsuites {
	t.Helper()
	var got testsuites
	if err := xml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	return got
}

func TestJUnitCounts(t *testing.T) {
	for name, rep := range reporttest.Corpus(t) {
		got := parseJUnit(t, render(t, rep))
		var sum testsuites
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

func count01(r *result) int {
	if r == nil {
		return 0
	}
	return 1
}

func FuzzJUnit(f *testing.F) {
	for _, s := range hostile.Names {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := parseJUnit(t, render(t, reporttest.Hostile([]string{s})))
		if want := words.Visible(s); got.Suites[0].Cases[0].Failure.Text != want {
			t.Errorf("%q: got %q", s, got.Suites[0].Cases[0].Failure.Text)
		}
		if want := words.Visible(caseName(reporttest.Line(judge.Row{Benchmark: s, Unit: s}))); got.Suites[0].Cases[0].Name != want {
			t.Errorf("%q: got %q", s, got.Suites[0].Cases[0].Name)
		}
	})
}
