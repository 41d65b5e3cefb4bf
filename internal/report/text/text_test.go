package text

import (
	"fmt"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/reporttest"
	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/record"
)

// Whatever the width, lines fit it; only what is to be pasted stays whole, and
// a line that would be a command of a CI service grows by its escape.
func TestTextFitsTheWidth(t *testing.T) {
	for name, rep := range reporttest.Corpus(t) {
		for columns := 40; columns <= 140; columns += 4 {
			for _, ascii := range []bool{false, true} {
				out := render(t, rep, Options{Width: columns, Verbose: columns%8 == 0, ASCII: ascii})
				for l := range strings.SplitSeq(out, "\n") {
					if words.Width(l) > columns && !toPaste(l) && !strings.Contains(l, `\x3a`) {
						t.Errorf("%s at %d (ASCII %v): %d columns: %s", name, columns, ascii, words.Width(l), l)
					}
				}
			}
		}
	}
}

// toPaste tells whether a line is a command, which stays whole.
func toPaste(l string) bool {
	return strings.HasPrefix(l, "Again: ") || strings.HasPrefix(l, "  benchgate ") || strings.HasPrefix(l, "  go ")
}

func TestTextIsPlainUnlessAsked(t *testing.T) {
	for name, rep := range reporttest.Corpus(t) {
		plain := render(t, rep, Options{})
		if strings.Contains(plain, "\x1b") {
			t.Errorf("%s: an escape without colour", name)
		}
		colored := render(t, rep, Options{Color: true})
		if !strings.Contains(colored, "\x1b[") {
			t.Errorf("%s: no colour", name)
		}
		if stripped(colored) != plain {
			t.Errorf("%s: colour changes the words", name)
		}
		ascii := render(t, rep, Options{ASCII: true})
		if both := stripped(render(t, rep, Options{ASCII: true, Color: true})); both != ascii {
			t.Errorf("%s: colour changes the words of ASCII", name)
		}
		if i := strings.IndexFunc(ascii, func(r rune) bool { return r != '\n' && (r < ' ' || r > '~') }); i >= 0 {
			t.Errorf("%s: not ASCII: %q", name, ascii[i:min(i+20, len(ascii))])
		}
	}
}

// stripped is a text without our colours.
func stripped(text string) string {
	for _, code := range []string{red, yellow, green, bold, "0"} {
		text = strings.ReplaceAll(text, "\x1b["+code+"m", "")
	}
	return text
}

// No line of the text may be a command to a CI service that runs benchgate.
func TestTextCommandsNoRunner(t *testing.T) {
	rep := reporttest.Corpus(t)["hostile"]
	rep.Warnings = append(rep.Warnings, "::set-output name=x::y", "a ##[error]b", "##vso[task.complete]")
	out := render(t, rep, Options{})
	for l := range strings.SplitSeq(out, "\n") {
		if strings.HasPrefix(strings.TrimSpace(l), "::") || strings.Contains(l, "##[") || strings.Contains(l, "##vso[") {
			t.Errorf("a command: %s", l)
		}
	}
}

func TestTextPutsTheWorstFirst(t *testing.T) {
	rep := &report.Report{Schema: report.Schema, Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Status: 1}}
	add := func(name string, o judge.Outcome, a policy.Action, change float64) {
		rep.Rows = append(rep.Rows, judge.Row{Package: "p", Benchmark: name, Unit: "sec/op", Outcome: o, Action: a, Better: "lower",
			Base: &judge.Summary{Center: 1}, Head: &judge.Summary{Center: 1 + change}, Change: &change, Threshold: reporttest.Num(.05)})
	}
	add("Passing", judge.Pass, "", 0)
	add("Improved", judge.Improvement, "", -.5)
	add("Unsure", judge.Inconclusive, policy.Ignore, .04)
	add("Bad", judge.Regression, policy.Fail, .2)
	add("Warned", judge.Regression, policy.Warn, .9)
	add("Worst", judge.Regression, policy.Fail, .8)
	out := render(t, rep, Options{})
	last := -1
	for _, name := range []string{"Worst", "Bad", "Warned", "Unsure", "Improved"} {
		at := strings.Index(out, "  "+name)
		if at <= last {
			t.Errorf("%s stands at %d, after %d:\n%s", name, at, last, out)
		}
		last = at
	}
	if strings.Contains(out, "Passing") || !strings.Contains(out, "1 benchmark, 1 row pass") {
		t.Errorf("what passes is not rolled up:\n%s", out)
	}
	if verbose := render(t, rep, Options{Verbose: true}); !strings.Contains(verbose, "  Passing") {
		t.Errorf("verbose text leaves out what passes:\n%s", verbose)
	}
}

func TestTextSaysWhatItLeavesOut(t *testing.T) {
	rep := &report.Report{Schema: report.Schema, Judgement: judge.Judgement{Verdict: judge.VerdictPass}}
	for i := range 73 {
		rep.Rows = append(rep.Rows, judge.Row{Benchmark: fmt.Sprint("B", i), Unit: "sec/op", Outcome: judge.Inconclusive})
		rep.Warnings = append(rep.Warnings, fmt.Sprint("warning ", i))
		rep.Failures = append(rep.Failures, judge.Failure{Stage: "run", Message: strings.Repeat("line\n", 30)})
		rep.Added = append(rep.Added, record.Name{Package: "p", Benchmark: fmt.Sprint("New", i)})
	}
	out := render(t, rep, Options{})
	for _, want := range []string{"Undecided (showing 20 of 73)", "and 53 more", "Not measured (showing 20 of 73)",
		"… 20 lines left out", "73 benchmarks added: ", "and 63 more"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if verbose := render(t, rep, Options{Verbose: true}); strings.Contains(verbose, "showing") || strings.Contains(verbose, "more") {
		t.Error("verbose text leaves something out")
	}
}

func render(t testing.TB, rep *report.Report, opts Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, report.ViewOf(rep, report.Setting{}), opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
