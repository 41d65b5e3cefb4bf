package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// A report that comes with an event whose workflow holds secrets is a stranger's,
// and so is the code that explaining it would run.
func TestExplainRefusesPrivilegedEvents(t *testing.T) {
	for _, event := range []string{"pull_request_target", "issue_comment", "workflow_run"} {
		var stdout, stderr bytes.Buffer
		p := &program{stdout: &stdout, stderr: &stderr, dir: t.TempDir(), env: []string{"GITHUB_EVENT_NAME=" + event}}
		status := p.main(context.Background(), []string{"explain", "report.json"})
		if status != exit.Usage || !strings.Contains(stderr.String(), "privileged event "+event) {
			t.Errorf("%s: status %d, %s", event, status, &stderr)
		}
	}
}

// What goes wrong while a regression is explained is a warning: the verdict is
// known by then, and the report not yet written.
func TestExplainingKeepsTheVerdict(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "log.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	b := round.Benchmark{Package: "p", Name: "A"}
	g := &gate{program: &program{}, log: &output.Log{file: file, started: time.Now()}} // without trees
	x := &explainer{gate: g, targets: map[round.Benchmark]measure.Target{b: {Benchmark: b}}}
	x.explain(context.Background(), []judge.Row{{Package: "p", Benchmark: "A", Unit: "sec/op"}})
	if len(g.warnings) != 1 || !strings.Contains(g.warnings[0], "p.A is not explained: internal error") {
		t.Errorf("warnings: %q", g.warnings)
	}
}

// Whom a run was told to leave out is choosing, which decides what is judged.
func TestLeavingOutIsChoosing(t *testing.T) {
	pub := &publication{options: &publishOptions{}}
	judging, choosing := pub.tellApart([]string{"--changed", "--strict=false"})
	if strings.Join(judging, " ") != "--strict=false" || strings.Join(choosing, " ") != "--changed" {
		t.Errorf("judging %q, choosing %q", judging, choosing)
	}
}

// An explanation with which report.json could not be read again is not kept: the
// profile behind it is the benchmark's to write.
func TestUnreadableExplanations(t *testing.T) {
	fine := report.Explanation{Package: "p", Benchmark: "A", Unit: "sec/op", Kind: "cpu", Functions: []report.FunctionChange{{Name: "f", Line: 1}}}
	if err := readable(fine); err != nil {
		t.Error(err)
	}
	for what, f := range map[string]report.FunctionChange{
		"line is negative": {Name: "f", Line: -1},
		"more than 4096":   {Name: strings.Repeat("x", report.MaxString+1)},
	} {
		bad := fine
		bad.Functions = []report.FunctionChange{f}
		c := &explanationCase{explainer: &explainer{}}
		if err := c.keep(context.Background(), bad, nil); err == nil || !strings.Contains(err.Error(), what) || len(c.done) > 0 {
			t.Errorf("%s: %v, kept %d", what, err, len(c.done))
		}
	}
}
