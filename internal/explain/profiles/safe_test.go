package profiles

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// What goes wrong while a regression is explained is a warning: the verdict is
// known by then, and the report not yet written.
func TestExplainingKeepsTheVerdict(t *testing.T) {
	out, err := output.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	log, err := out.OpenLog()
	if err != nil {
		t.Fatal(err)
	}
	var warnings []string
	warn := func(format string, args ...any) { warnings = append(warnings, fmt.Sprintf(format, args...)) }
	b := round.Benchmark{Package: "p", Name: "A"}
	x := &Explainer{Log: log, Warn: warn, Targets: []measure.Target{{Benchmark: b}}} // without trees
	x.Explain(context.Background(), []judge.Row{{Package: "p", Benchmark: "A", Unit: "sec/op"}})
	if len(warnings) != 1 || !strings.Contains(warnings[0], "p.A is not explained: internal error") {
		t.Errorf("warnings: %q", warnings)
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
		c := &explanationCase{Explainer: &Explainer{}}
		if err := c.keep(context.Background(), bad, nil); err == nil || !strings.Contains(err.Error(), what) || len(c.done) > 0 {
			t.Errorf("%s: %v, kept %d", what, err, len(c.done))
		}
	}
}
