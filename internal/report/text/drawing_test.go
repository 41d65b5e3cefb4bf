package text

import (
	"strings"
	"testing"
	"testing/quick"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/reporttest"
	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

func rowOf(lo, at, hi, threshold float64, better string) judge.Row {
	return judge.Row{Unit: "sec/op", Better: better, Base: &judge.Summary{Center: 1}, Head: &judge.Summary{Center: 1 + at},
		Change: &at, ChangeLo: &lo, ChangeHi: &hi, Threshold: &threshold}
}

func TestDraw(t *testing.T) {
	a := axis{half: 10, reach: 0.2}
	for _, c := range []struct {
		row  judge.Row
		want string
	}{
		{rowOf(0.14, 0.16, 0.18, 0.05, judge.BetterLower), "          │  ┊   ─●─"},
		{rowOf(-0.02, 0.01, 0.04, 0.1, judge.BetterLower), "         ─●──  ┊"},
		{rowOf(0.5, 0.6, 0.7, 0.05, judge.BetterLower), "          │  ┊      ▶"},
		{rowOf(-0.7, -0.6, -0.5, 0.05, judge.BetterLower), "◀         │  ┊"},
		{rowOf(-0.3, 0, 0.3, 0.05, judge.BetterLower), "◀─────────●─────────▶"},
		{rowOf(-0.18, -0.16, -0.14, 0.05, judge.BetterHigher), "          │  ┊   ─●─"}, // less is worse
		{rowOf(0.1, 0.1, 0.1, 0, judge.BetterLower), "          │    ●"},
		{judge.Row{Base: &judge.Summary{}, Head: &judge.Summary{}}, ""},
	} {
		if got := a.draw(reporttest.Line(c.row)); got != c.want {
			t.Errorf("%v…%v:\n%q, want\n%q", *c.row.ChangeLo, *c.row.ChangeHi, got, c.want)
		}
	}
	if got := (axis{}).draw(reporttest.Line(judge.Row{})); got != "" {
		t.Errorf("no axis draws %q", got)
	}
}

// Whatever the numbers, a drawing keeps its width and shows its estimate or an
// edge, and turning worse into better mirrors it.
func TestDrawProperties(t *testing.T) {
	err := quick.Check(func(a, b, c float64) bool {
		ax := axis{half: narrowHalf, reach: 0.05}
		lo, at, hi := min(a, b, c), a, max(a, b, c)
		r, m := rowOf(lo, at, hi, 0, judge.BetterLower), rowOf(-hi, -at, -lo, 0, judge.BetterHigher)
		s := ax.draw(reporttest.Line(r))
		return words.Width(s) <= 2*narrowHalf+1 && strings.ContainsAny(s, "●◀▶") && s == ax.draw(reporttest.Line(m))
	}, nil)
	if err != nil {
		t.Error(err)
	}
}

func TestAxisIsRoundAndForMost(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []judge.Row
		want float64
	}{
		{"twice what is allowed", []judge.Row{rowOf(0, 0.001, 0.002, 0.05, judge.BetterLower)}, 0.1},
		{"the largest of two", []judge.Row{rowOf(0, 0.15, 0.3, 0.05, judge.BetterLower), rowOf(0, 0.1, 0.2, 0.05, judge.BetterLower)}, 0.1},
		{"without an outlier", []judge.Row{rowOf(0, 0.15, 0.3, 0.05, judge.BetterLower), rowOf(0, 0.16, 0.2, 0.05, judge.BetterLower),
			rowOf(0, 0.17, 0.2, 0.05, judge.BetterLower), rowOf(0, 0.18, 0.2, 0.05, judge.BetterLower), rowOf(8, 9, 10, 0.05, judge.BetterLower)}, 0.2},
		{"one that changed much", []judge.Row{rowOf(2, 2.5, 3, 0.05, judge.BetterLower)}, 5},
	} {
		if got := axisFor(reporttest.Lines(c.rows...), 0); got.reach != c.want {
			t.Errorf("%s: %v, want %v", c.name, got.reach, c.want)
		}
	}
	if got := axisFor(reporttest.Lines(judge.Row{}), 0); got.half != 0 || got.head() != "" {
		t.Errorf("nothing to draw has the axis %+v", got)
	}
	if wide, narrow := axisFor(reporttest.Lines(rowOf(0, 0, 0, 0.05, "")), 160), axisFor(reporttest.Lines(rowOf(0, 0, 0, 0.05, "")), 80); wide.half <= narrow.half {
		t.Errorf("half %d on a wide terminal, %d on a narrow one", wide.half, narrow.half)
	}
}

// Of a single benchmark all is shown, of several only what did not pass.
func TestASingleBenchmarkIsShownWhenItPasses(t *testing.T) {
	row := rowOf(-0.01, 0.01, 0.03, 0.05, judge.BetterLower)
	row.Benchmark, row.Outcome, row.Action = "One-8", "pass", "fail"
	other := row
	other.Benchmark = "Two-8"
	one := render(t, &report.Report{Judgement: judge.Judgement{Verdict: "pass", Rows: []judge.Row{row}}}, Options{})
	both := render(t, &report.Report{Judgement: judge.Judgement{Verdict: "pass", Rows: []judge.Row{row, other}}}, Options{})
	if !strings.Contains(one, "One-8") || !strings.Contains(one, string(signEstimate)) || strings.Contains(both, "One-8") {
		t.Errorf("one:\n%s\nboth:\n%s", one, both)
	}
}
