//go:build nightly

package gate

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// The tests of this file hold only where nothing else keeps the machine busy.

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
			g := layCauses(t, engine, "")
			measured := measureCauses(t, g)
			if truth == nil {
				truth = measured
			}
			for _, c := range planted {
				t.Run(c.benchmark+"/"+c.unit, func(t *testing.T) {
					row := rowOf(t, measured, c.benchmark, c.unit)
					e := explainOne(t, g, explainTime, measured, row)
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
					if wrong := mismatch(e, rowOf(t, truth, c.benchmark, c.unit)); c.alone && wrong != "" {
						t.Error(wrong)
					}
					opens(t, g, e)
				})
			}
		})
	}
}

// TestExplainUnclear tells a change of a benchmark whose sides are the same.
func TestExplainUnclear(t *testing.T) {
	g := layCauses(t, "exec", "")
	rows := []judge.Row{{Package: "example.com/causes", Benchmark: suffixed("Same"), Unit: "sec/op", Outcome: judge.Regression,
		Base: &judge.Summary{Center: 4e-6}, Head: &judge.Summary{Center: 5e-6}}}
	e := explainOne(t, g, explainTime, rows, rows[0])
	if e.Unclear == "" {
		t.Errorf("clear, of the same code: %+v", e)
	}
	checkSums(t, e)
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

// measureCauses takes a few rounds of everything and makes a regression of it all.
func measureCauses(t *testing.T, g *laidRun) []judge.Row {
	t.Helper()
	engine, err := g.engine(g.trees, g.findings.rules.Settings, 1)
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
