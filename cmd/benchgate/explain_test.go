package main

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// planted are the benchmarks of testdata/causes with the function that was made
// slower there.
var planted = []struct {
	benchmark, unit string
	function        string
	// part is where the change must show, besides.
	part string
	// alone is set where nothing but the benchmark's goroutine works, so that its
	// CPU time is the time that was measured.
	alone bool
	check func(*testing.T, report.FunctionChange)
}{
	{"Callee", "sec/op", "causes.mix", "user code", true, changedLines},
	{"Allocation", "sec/op", "causes.Upper", "allocation", false, nil},
	{"Allocation", "B/op", "causes.Upper", "", true, changedLines},
	{"Allocation", "allocs/op", "causes.Upper", "", true, nil},
	{"Inlining", "sec/op", "causes.square", "user code", true, noLongerInlined},
	{"Lock", "sec/op", "causes.(*Counter).Add", "", true, nil},
	{"Contended", "sec/op", "causes.(*Counter).Share", "locks", false, nil},
	{"Copy", "sec/op", "causes.Snapshot", "", true, nil},
	{"Garbage", "sec/op", "causes.Encode", "garbage collection", false, chargedWithGarbage},
}

func changedLines(t *testing.T, f report.FunctionChange) {
	if len(f.Changed) == 0 {
		t.Errorf("%s: no changed lines", f.Name)
	}
}

func noLongerInlined(t *testing.T, f report.FunctionChange) {
	if f.Inlined != "base" {
		t.Errorf("%s is inlined in %q, want base only", f.Name, f.Inlined)
	}
}

func chargedWithGarbage(t *testing.T, f report.FunctionChange) {
	if !slices.ContainsFunc(f.Folded, func(c report.FoldedChange) bool {
		return c.Name == "(garbage collection)" && c.Head > c.Base
	}) {
		t.Errorf("%s is not charged with collecting its garbage: %v", f.Name, f.Folded)
	}
}

// TestExplainPlantedCauses explains real benchmarks with known causes, measured
// by both engines.
func TestExplainPlantedCauses(t *testing.T) {
	var truth []judge.Row // turns are not put off by what else runs on a machine
	for _, engine := range []string{"turns", "exec"} {
		if engine == "turns" && runtime.GOOS != "linux" {
			continue
		}
		t.Run(engine, func(t *testing.T) {
			g := layCauses(t, engine)
			measured := measureCauses(t, g)
			if truth == nil {
				truth = measured
			}
			for _, c := range planted {
				t.Run(c.benchmark+"/"+c.unit, func(t *testing.T) {
					row := rowOf(t, measured, c.benchmark, c.unit)
					e := explainOne(t, g, measured, row)
					// Busy machines leave few samples, and saying so is right; naming another
					// function never is.
					for try := 0; e.Unclear != "" && try < 8; try++ {
						t.Logf("once more: %s", e.Unclear)
						e = explainOne(t, g, measured, row)
					}
					if e.Unclear != "" {
						t.Fatalf("unclear: %s\n%+v", e.Unclear, e.Functions)
					}
					if got := e.Functions[0]; !strings.HasSuffix(got.Name, c.function) || got.File == "" || got.Line == 0 {
						t.Fatalf("the first function is %s at %s:%d, want %s\n%+v", got.Name, got.File, got.Line, c.function, e)
					}
					if c.check != nil {
						c.check(t, e.Functions[0])
					}
					checkSums(t, e)
					checkPart(t, e, c.part)
					if c.alone {
						for try := 0; ; try++ {
							// What ran beside it then stretched the measured time, and not the profile's.
							wrong := mismatch(e, rowOf(t, truth, c.benchmark, c.unit))
							if wrong == "" {
								break
							}
							if try == 2 {
								t.Fatal(wrong)
							}
							t.Logf("once more: %s", wrong)
							truth = measureCauses(t, g)
							e = explainOne(t, g, measured, row)
						}
					}
					opens(t, g, e)
				})
			}
		})
	}
}

// TestExplainUnclear tells a change of a benchmark whose sides are the same.
func TestExplainUnclear(t *testing.T) {
	g := layCauses(t, "exec")
	rows := []judge.Row{{Package: "example.com/causes", Benchmark: suffixed("Same"), Unit: "sec/op", Outcome: judge.Regression,
		Base: &judge.Summary{Center: 4e-6}, Head: &judge.Summary{Center: 5e-6}}}
	e := explainOne(t, g, rows, rows[0])
	if e.Unclear == "" {
		t.Errorf("clear, of the same code: %+v", e)
	}
	checkSums(t, e)
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

func checkPart(t *testing.T, e report.Explanation, part string) {
	t.Helper()
	if part != "" && !slices.ContainsFunc(e.Shares, func(s report.ShareChange) bool { return s.Name == part && s.Head > s.Base }) {
		t.Errorf("%s did not gain: %+v", part, e.Shares)
	}
}

// tolerance is how far the change by the profiles may be from the one that was
// measured, besides four standard errors: the two were taken one after the other.
const tolerance = 0.25

// mismatch says how the profiles' difference differs from the measured one, ""
// where it does not.
func mismatch(e report.Explanation, row judge.Row) string {
	profiled, measured := e.Head.Total-e.Base.Total, row.Head.Center-row.Base.Center
	if d := math.Abs(profiled - measured); d > 4*e.Error+tolerance*math.Abs(measured) {
		return fmt.Sprintf("the profiles differ by %g ± %g, measured was %g", profiled, e.Error, measured)
	}
	return ""
}

// opens shows the two profiles' difference with pprof itself.
func opens(t *testing.T, g *gate, e report.Explanation) {
	t.Helper()
	index := e.Kind
	if e.Kind == "block" || e.Kind == "mutex" {
		index = "delay"
	}
	base, head := filepath.Join(g.out.path, e.BaseFile), filepath.Join(g.out.path, e.HeadFile)
	out, err := exec.Command("go", "tool", "pprof", "-sample_index="+index,
		"-top", "-nodecount=400", "-diff_base="+base, head).CombinedOutput()
	short := e.Functions[0].Name[strings.LastIndexByte(e.Functions[0].Name, '/')+1:]
	if err != nil || !strings.Contains(string(out), short) {
		t.Errorf("go tool pprof: %v, no %s in\n%s", err, short, out)
	}
}

// layCauses is a run on testdata/causes up to its built binaries.
func layCauses(t *testing.T, engine string) *gate {
	t.Helper()
	return laid(t, engine, os.DirFS("testdata/causes/base"), os.DirFS("testdata/causes/head"))
}

func suffixed(name string) string {
	if n := runtime.GOMAXPROCS(0); n > 1 {
		return name + "-" + itoa(n)
	}
	return name
}

// measureCauses takes a few rounds of everything and makes a regression of it all.
func measureCauses(t *testing.T, g *gate) []judge.Row {
	t.Helper()
	engine, err := g.engine()
	if err != nil {
		t.Fatal(err)
	}
	var rows []judge.Row
	for _, target := range g.suite.Targets {
		if strings.HasPrefix(target.Name, "Same") {
			continue
		}
		rows = append(rows, measuredRows(t, engine, target)...)
	}
	return rows
}

func measuredRows(t *testing.T, engine measure.Engine, target measure.Target) []judge.Row {
	t.Helper()
	const rounds = 5
	sums := map[string][2][]float64{}
	for k := range rounds {
		r, err := engine.Round(t.Context(), target, round.Sides[k%2], 0)
		if err != nil {
			t.Fatal(err)
		}
		for unit := range r.Head {
			s := sums[unit]
			s[0], s[1] = append(s[0], r.Base[unit].Center), append(s[1], r.Head[unit].Center)
			sums[unit] = s
		}
	}
	var rows []judge.Row
	for unit, s := range sums {
		slices.Sort(s[0])
		slices.Sort(s[1])
		rows = append(rows, judge.Row{Package: target.Package, Benchmark: target.Name, Unit: unit, Outcome: judge.Regression,
			Base: &judge.Summary{Center: s[0][rounds/2]}, Head: &judge.Summary{Center: s[1][rounds/2]}})
	}
	return rows
}

func rowOf(t *testing.T, rows []judge.Row, benchmark, unit string) judge.Row {
	t.Helper()
	for _, r := range rows {
		if r.Benchmark == suffixed(benchmark) && r.Unit == unit {
			return r
		}
	}
	t.Fatalf("no row of %s %s", benchmark, unit)
	return judge.Row{}
}

var patience = explainTime

// explainOne explains one row, within the time of every regression.
func explainOne(t *testing.T, g *gate, rows []judge.Row, row judge.Row) report.Explanation {
	t.Helper()
	g.explanations = nil
	x, err := g.newExplainer(rows)
	if err != nil {
		t.Fatal(err)
	}
	x.patience = patience
	began := time.Now()
	x.explain(t.Context(), []judge.Row{row})
	if d := time.Since(began); d > x.patience {
		t.Errorf("it took %v", d)
	}
	if err := x.profiler.Close(); err != nil {
		t.Error(err)
	}
	if len(g.explanations) != 1 {
		t.Fatalf("%d explanations; %q", len(g.explanations), g.warnings)
	}
	return g.explanations[0]
}
