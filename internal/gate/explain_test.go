package gate

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/explain/profiles"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report"
)

// TestExplainAllocation explains a real benchmark whose cause is known and whose
// profiles count instead of taking time. Of all causes: TestExplainPlantedCauses.
func TestExplainAllocation(t *testing.T) {
	g := layCauses(t, "exec", "Allocation")
	rows := []judge.Row{regression(g, "Allocation", "B/op", 32, 64), regression(g, "Allocation", "sec/op", 1e-6, 2e-6)}
	e := explainOne(t, g, patient, rows, rows[0])
	if e.Unclear != "" || !strings.HasSuffix(e.Functions[0].Name, "causes.Upper") || len(e.Functions[0].Changed) == 0 {
		t.Fatalf("%q %+v", e.Unclear, e.Functions)
	}
	checkSums(t, e)
	opens(t, g, e)
}

// regression is a row of a benchmark that got worse.
func regression(g *laidRun, benchmark, unit string, base, head float64) judge.Row {
	return judge.Row{Package: g.suite.Targets[0].Package, Benchmark: suffixed(benchmark), Unit: unit, Outcome: judge.Regression,
		Base: &judge.Summary{Center: base}, Head: &judge.Summary{Center: head}}
}

// Without time nothing is explained, and that is said.
func TestExplainWithoutTime(t *testing.T) {
	w := &workplace{Process: &process.Process{}}
	row := judge.Row{Package: "p", Benchmark: "A", Unit: "sec/op", Outcome: judge.Regression}
	x := &profiles.Explainer{Profiler: &profiles.Profiler{Dir: t.TempDir()}, Patience: explainTime, Warn: w.warn}
	w.explainGroups(t.Context(), x, [][]judge.Row{{row}}, mostExplained, explainTime-1)
	if len(w.warnings) != 1 || w.warnings[0] != "the budget does not suffice to explain 1 benchmark that got worse" {
		t.Errorf("%q", w.warnings)
	}
}

// checkSums: what is listed and the rest are the totals, and so are the parts and
// the tree.
func checkSums(t *testing.T, e report.Explanation) {
	t.Helper()
	base, head := e.Rest.Base, e.Rest.Head
	for _, f := range e.Functions {
		base, head = base+f.BaseFlat, head+f.HeadFlat
	}
	equal(t, "functions of base", base, e.Base.Total)
	equal(t, "functions of head", head, e.Head.Total)
	base, head = 0, 0
	for _, s := range e.Shares {
		base, head = base+s.Base, head+s.Head
	}
	equal(t, "parts of base", base, e.Base.Total)
	equal(t, "parts of head", head, e.Head.Total)
	if e.Tree != nil {
		equal(t, "tree of base", e.Tree.Base, e.Base.Total)
		equal(t, "tree of head", e.Tree.Head, e.Head.Total)
	}
}

func equal(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*math.Abs(want) {
		t.Errorf("%s: %g, want %g", what, got, want)
	}
}

// opens shows the two profiles' difference with pprof itself.
func opens(t *testing.T, g *laidRun, e report.Explanation) {
	t.Helper()
	index := e.Kind
	if e.Kind == "block" || e.Kind == "mutex" {
		index = "delay"
	}
	base, head := filepath.Join(g.out.Path, e.BaseFile), filepath.Join(g.out.Path, e.HeadFile)
	out, err := exec.Command("go", "tool", "pprof", "-sample_index="+index,
		"-top", "-nodecount=400", "-diff_base="+base, head).CombinedOutput()
	short := e.Functions[0].Name[strings.LastIndexByte(e.Functions[0].Name, '/')+1:]
	if err != nil || !strings.Contains(string(out), short) {
		t.Errorf("go tool pprof: %v, no %s in\n%s", err, short, out)
	}
}

// layCauses is a run on testdata/causes up to its built binaries.
func layCauses(t *testing.T, engine string, bench string) *laidRun {
	t.Helper()
	return laid(t, engine, os.DirFS("testdata/causes/base"), os.DirFS("testdata/causes/head"), bench)
}

func suffixed(name string) string {
	if n := runtime.GOMAXPROCS(0); n > 1 {
		return name + "-" + itoa(n)
	}
	return name
}

// patient is time enough to explain a benchmark, however busy the machine is.
const patient = 20 * explainTime

// explainOne explains one row, within so much time.
func explainOne(t *testing.T, g *laidRun, patience time.Duration, rows []judge.Row, row judge.Row) report.Explanation {
	t.Helper()
	x := g.explainer(g.options, g.trees, &g.findings, rows)
	x.Patience = patience
	if err := os.MkdirAll(x.Profiler.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	done := x.Explain(t.Context(), []judge.Row{row})
	if err := x.Profiler.Close(); err != nil {
		t.Error(err)
	}
	if len(done) != 1 {
		t.Fatalf("%d explanations; %q", len(done), g.warnings)
	}
	return done[0]
}
