package policy

import (
	"math"
	"testing"

	"github.com/benchgate/benchgate/internal/compare"
)

// a is a gated row with an outcome.
func a(o Outcome) Row {
	return Row{Outcome: o, Action: Fail, Gated: true, Threshold: 0.05, Alpha: 0.01,
		Delta: compare.Delta{Base: &compare.Summary{}, Head: &compare.Summary{}, MinP: 0.001}}
}

func TestVerdictAndStatus(t *testing.T) {
	warned, ungated, exact, hopeless := a(Regression), a(Regression), a(Pass), a(Inconclusive)
	warned.Action, ungated.Gated, exact.Exact, hopeless.MinP = Warn, false, true, math.NaN()
	grown := a(Regression)
	grown.Exact = true
	tolerated := a(Inconclusive)
	tolerated.Action = Ignore
	tests := []struct {
		name        string
		rows        []Row
		failures    int
		interrupted bool
		want        Verdict
		status      int
	}{
		{"nothing", nil, 0, false, VerdictInconclusive, 3},
		{"pass", []Row{a(Pass), a(Improvement)}, 0, false, VerdictPass, 0},
		{"regression", []Row{a(Pass), a(Regression)}, 0, false, VerdictRegression, 1},
		{"limit", []Row{a(LimitBroken)}, 0, false, VerdictRegression, 1},
		{"some undecided", []Row{a(Pass), tolerated}, 0, false, VerdictPass, 0},
		{"some undecided, on fail", []Row{a(Pass), a(Inconclusive)}, 0, false, VerdictRegression, 1},
		{"all undecided", []Row{tolerated, tolerated}, 0, false, VerdictInconclusive, 3},
		{"all undecided, on fail: 3 before 1", []Row{a(Inconclusive)}, 0, false, VerdictInconclusive, 3},
		{"only warnings", []Row{warned, a(Pass)}, 0, false, VerdictPass, 0},
		{"only ungated", []Row{ungated}, 0, false, VerdictPass, 0},
		{"no test had a chance", []Row{hopeless, exact}, 0, false, VerdictInconclusive, 3},
		{"one test had a chance", []Row{hopeless, a(Pass)}, 0, false, VerdictRegression, 1},
		{"no test had a chance, but an exact row regressed", []Row{hopeless, grown}, 0, false, VerdictRegression, 1},
		{"unchanged binaries", []Row{{Outcome: UnchangedBinary}}, 0, false, VerdictPass, 0},
		{"only added", []Row{{Outcome: Added}}, 0, false, VerdictPass, 0},
		{"only skipped", []Row{{Outcome: Skipped}}, 0, false, VerdictInconclusive, 3},
		{"skipped and passed", []Row{{Outcome: Skipped}, a(Pass)}, 0, false, VerdictPass, 0},
		{"a row in error", []Row{a(Pass), {Outcome: Error}}, 0, false, VerdictError, 3},
		{"a row in error that does not count", []Row{a(Pass), {Outcome: Error, Action: Warn}}, 0, false, VerdictPass, 0},
		{"failure and pass", []Row{a(Pass)}, 1, false, VerdictError, 3},
		{"failure and regression: 3 before 1", []Row{a(Regression)}, 1, false, VerdictError, 3},
		{"interrupted", []Row{a(Regression)}, 1, true, VerdictError, 130},
		{"interrupted pass", []Row{a(Pass)}, 0, true, VerdictPass, 130},
	}
	for _, tt := range tests {
		j := Judgement{}.Combine(tt.failures, tt.rows...)
		if status := j.Status(tt.failures, tt.interrupted); j.Verdict != tt.want || status != tt.status {
			t.Errorf("%s: %s, %d; want %s, %d", tt.name, j.Verdict, status, tt.want, tt.status)
		}
		if len(j.Rows) != len(tt.rows) {
			t.Errorf("%s: rows were lost", tt.name)
		}
	}
	if got := (Judgement{}).Status(0, false); got != StatusUnmeasured {
		t.Errorf("the zero Judgement has status %d", got)
	}
}

func TestCombineLeavesItsReceiver(t *testing.T) {
	j := Judgement{Rows: append(make([]Row, 0, 8), a(Pass))}
	first, second := j.Combine(0, Row{Outcome: Added}), j.Combine(0, Row{Outcome: Removed})
	if first.Rows[1].Outcome != Added || second.Rows[1].Outcome != Removed || len(j.Rows) != 1 {
		t.Error("the rows are shared")
	}
}
