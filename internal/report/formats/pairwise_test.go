package formats

import (
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/reporttest"
)

// 30.29ms and 32.07ms beside "1.2 % slower" need a word; 30.29ms and 30.60ms do
// not, nor does a file's change, which is the ratio of the centres.
func TestStrayingChangesAreExplained(t *testing.T) {
	for _, c := range []struct {
		head   float64
		rounds int
		want   bool
	}{{.03207, 12, true}, {.0306, 12, false}, {.03207, 0, false}, {.0290, 12, true}} {
		rep := &report.Report{Schema: report.Schema, Judgement: judge.Judgement{Verdict: judge.VerdictRegression, Status: 1, Rows: []judge.Row{{
			Package: "p", Benchmark: "A", Unit: "sec/op", Outcome: judge.Regression, Action: policy.Fail, Better: "lower",
			Base: &judge.Summary{Center: .03029, N: 12}, Head: &judge.Summary{Center: c.head, N: 12}, Rounds: c.rounds,
			Change: reporttest.Num(.012), ChangeLo: reporttest.Num(.008), ChangeHi: reporttest.Num(.017), Threshold: reporttest.Num(.005),
		}}}}
		for _, format := range []string{Text, Markdown} {
			if got := strings.Contains(render(t, format, rep, Options{}), report.Pairwise); got != c.want {
				t.Errorf("%s, head %v after %d rounds: said %v, want %v", format, c.head, c.rounds, got, c.want)
			}
		}
	}
}
