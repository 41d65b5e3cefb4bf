package report

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/round"
)

func num(x float64) *float64 { return &x }

func judged(pkg, name, unit string) policy.Row {
	nan := math.NaN()
	return policy.Row{
		Delta: compare.Delta{
			Benchmark: round.Benchmark{Package: pkg, Name: name}, Unit: unit,
			Change: nan, ChangeLo: nan, ChangeHi: nan, P: nan, Detectable: nan,
		},
		Outcome: policy.Pass, Alpha: nan, Threshold: nan,
	}
}

func TestFromRowsTurnsWhatIsNotFiniteIntoNull(t *testing.T) {
	r := judged("p", "A", "sec/op")
	r.Base = &compare.Summary{Center: 1, Lo: math.Inf(-1), Hi: math.Inf(1), N: 3}
	r.Head = &compare.Summary{Center: math.NaN(), N: 3}
	r.ChangeHi, r.P = math.Inf(1), 0.25
	got := FromRows([]policy.Row{r}, nil)[0]
	want := Row{Package: "p", Benchmark: "A", Unit: "sec/op", Outcome: policy.Pass,
		Base: &Summary{Center: 1, N: 3}, P: num(0.25)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFromRowsKeepsWhatIsKnown(t *testing.T) {
	r := judged("p", "A", "req/s")
	r.Engine, r.Better, r.Exact, r.Waived, r.Rounds = "exec", compare.Higher, true, true, 12
	r.Outcome, r.Action, r.Reason = policy.Regression, policy.Warn, "because"
	r.Base, r.Head = &compare.Summary{Center: 4, Lo: 3, Hi: 5, N: 12}, &compare.Summary{Center: 2, Lo: 1, Hi: 3, N: 12}
	r.Change, r.ChangeLo, r.ChangeHi = -.5, -.6, -.4
	r.P, r.Alpha, r.Threshold, r.Detectable = .001, .01, .05, .07
	r.Limit = policy.Limit{Min: num(1000)}
	r.Warnings = []string{"noisy"}
	pos := func(b round.Benchmark) (string, int) { return "p/" + b.Name + "_test.go", 7 }
	want := Row{
		Package: "p", Benchmark: "A", Unit: "req/s", Engine: "exec", Outcome: policy.Regression, Action: policy.Warn,
		Reason: "because", File: "p/A_test.go", Line: 7, Better: "higher",
		Base: &Summary{4, num(3), num(5), 12}, Head: &Summary{2, num(1), num(3), 12},
		Change: num(-.5), ChangeLo: num(-.6), ChangeHi: num(-.4), Detectable: num(.07), P: num(.001), Alpha: num(.01),
		Threshold: num(.05), Limit: &Limit{Min: num(1000)}, Exact: true, Waived: true, Rounds: 12,
		Warnings: []string{"noisy"},
	}
	if diff := cmp.Diff([]Row{want}, FromRows([]policy.Row{r}, pos)); diff != "" {
		t.Error(diff)
	}
}

func TestFromRowsSorts(t *testing.T) {
	var rows []policy.Row
	for _, pkg := range []string{"b", "a"} {
		for _, name := range []string{"Y", "X"} {
			for _, unit := range []string{"sec/op", "B/op"} {
				rows = append(rows, judged(pkg, name, unit))
			}
		}
	}
	want := FromRows(rows, nil)
	for range 20 {
		rand.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if diff := cmp.Diff(want, FromRows(rows, nil)); diff != "" {
			t.Fatal(diff)
		}
	}
	if got := want[0]; got.Package != "a" || got.Benchmark != "X" || got.Unit != "B/op" {
		t.Errorf("first row is %+v", got)
	}
}

// The same rows in another order are the same report to a reader.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	for name, rep := range corpus(t) {
		shuffled := *rep
		shuffled.Rows = append([]Row(nil), rep.Rows...)
		rand.Shuffle(len(shuffled.Rows), func(i, j int) {
			shuffled.Rows[i], shuffled.Rows[j] = shuffled.Rows[j], shuffled.Rows[i]
		})
		for _, format := range []string{Text, Markdown, GitHub} {
			want, got := render(t, format, rep, Options{Verbose: true}), render(t, format, &shuffled, Options{Verbose: true})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s as %s:\n%s", name, format, diff)
			}
		}
	}
}
