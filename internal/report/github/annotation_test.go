package github

import (
	"fmt"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
)

func TestPlaced(t *testing.T) {
	threshold := 0.05
	row := func(name, file string, line int, action policy.Action) judge.Row {
		return judge.Row{Package: "p", Benchmark: name, Unit: "sec/op", Outcome: judge.Regression, Action: action, Threshold: &threshold, File: file, Line: line}
	}
	rep := &report.Report{Judgement: judge.Judgement{Status: 1, Verdict: judge.VerdictRegression, Rows: []judge.Row{
		row("A", "", 0, policy.Fail), row("B", "../../etc/passwd", 1, policy.Fail), row("C", "/etc/passwd", 1, policy.Fail),
		row("D", "x\u202e.go", 1, policy.Fail), row("E", "x_test.go", 0, policy.Fail), row("W", "w_test.go", 3, policy.Warn),
	}, Failures: []judge.Failure{{Side: "head", Stage: "build", Message: "m"}}, Warnings: []string{"w"}}}
	if got := Placed(report.ViewOf(rep, report.Setting{})); len(got) != 1 || got[0].File != "w_test.go" || got[0].Level != "warning" {
		t.Errorf("placed %+v", got)
	}
	for n, want := range map[int]int{9: 10, 10: 11, 11: 11, 40: 11} {
		rep.Rows = rep.Rows[:6]
		for i := range n {
			rep.Rows = append(rep.Rows, row(fmt.Sprint("S", i), "x_test.go", 5+i, policy.Fail))
		}
		got := Placed(report.ViewOf(rep, report.Setting{}))
		if len(got) != want {
			t.Fatalf("%d slower: %d annotations, want %d", n, len(got), want)
		}
		last := got[len(got)-2]
		if says := last.Message == fmt.Sprintf("and %d more", n-9); says != (n > 10) || last.File == "" || last.Line < 1 {
			t.Errorf("%d slower: the last is %+v", n, last)
		}
	}
}
