package turns

import (
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/perf/benchfmt"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// forms says what a round of every benchmark of the fixture must give.
var forms = []struct {
	run   string
	units string // exactly these, sorted
	check func(*testing.T, round.Round)
}{
	{"Plain", "B/op allocs/op sec/op", nil},
	{"Loop", "B/op allocs/op sec/op", nil},
	{"Empty", "B/op allocs/op sec/op", nil},
	{"Allocs", "B/op allocs/op sec/op", allocates(3, 48)},
	{"LoopAllocs", "B/op allocs/op sec/op", allocates(3, 48)},
	{"Reset", "B/op allocs/op sec/op", allocates(3, 48)},
	{"Setup", "B/op allocs/op sec/op", allocates(3, 48)},
	{"SmallSetup", "B/op allocs/op sec/op", allocates(0, 0)},
	{"StopTimer", "B/op allocs/op sec/op", mostlyAllocates(3, 48)},
	{"LoopStopTimer", "B/op allocs/op sec/op", mostlyAllocates(3, 48)},
	{"LoopReset", "B/op allocs/op sec/op", allocates(3, 48)},
	{"Bytes", "B/op B/s allocs/op sec/op", moves(1000)},
	{"LoopBytes", "B/op B/s allocs/op sec/op", moves(1000)},
	{"Metric", "B/op allocs/op my-sec/op ran sec/op", func(t *testing.T, r round.Round) {
		same(t, r, "ran", float64(r.N))
		for _, s := range round.Sides {
			v := r.Of(s)
			// The benchmark reads its clock a moment before it stops.
			if got := v["my-sec/op"].Center / v["sec/op"].Center; math.Abs(got-1) > 0.01 {
				t.Errorf("%s: its own time is %v of ours", s, got)
			}
		}
	}},
	{"LoopMetric", "B/op allocs/op miscounted rate/s sec/op waited", func(t *testing.T, r round.Round) {
		same(t, r, "miscounted", 0)
		for _, s := range round.Sides {
			v := r.Of(s)
			// Elapsed leaves out the other side's turns.
			if v["waited"].Mean < 1.2 {
				t.Errorf("%s: the wall time is %v of Elapsed", s, v["waited"].Mean)
			}
			// It also spans calibration and warm-up, on a machine that may be busy.
			if got := v["rate/s"].Mean * v["sec/op"].Mean; got < 0.05 || got > 20 {
				t.Errorf("%s: its own rate is %v of ours", s, got)
			}
		}
	}},
	{"Replace", "B/op allocs/op sec/op", func(t *testing.T, r round.Round) {
		allocates(7, 5)(t, r)
		same(t, r, "sec/op", 42*1e-9)
	}},
	{"LoopReplace", "B/op B/s allocs/op", func(t *testing.T, r round.Round) { same(t, r, "B/s", 3e6) }},
	{"Sub/a_b/c=(1|2)", "B/op allocs/op sec/op", allocates(3, 48)},
	{"Parallel", "B/op allocs/op sec/op", allocates(0, 0)},
	{"ParallelAllocs", "B/op allocs/op sec/op", allocates(1, 16)},
	{"Cleanup", "B/op allocs/op sec/op", nil},
	{"LoopCleanup", "B/op allocs/op sec/op", allocates(3, 48)},
	{"Elapsed", "B/op allocs/op sec/op", nil},
	{"Slow", "B/op allocs/op sec/op", takes(0.02)},
	{"LoopSlow", "B/op allocs/op sec/op", takes(0.02)},
	{"Lazy", "B/op allocs/op sec/op", nil},
	{"Procs", "B/op allocs/op procs sec/op", func(t *testing.T, r round.Round) {
		same(t, r, "procs", float64(runtime.GOMAXPROCS(0)))
	}},
	{"External", "B/op allocs/op sec/op", nil},
}

func TestForms(t *testing.T) { testForms(t, ownGo) }

func testForms(t *testing.T, toolchain string) {
	b := fixture(t, toolchain, "forms")
	want := plainAllocations(t, b)
	e := engine(t)
	for _, f := range forms {
		t.Run(strings.ReplaceAll(f.run, "/", "|"), func(t *testing.T) {
			r := measured(t, e, target(b, f.run))
			for _, s := range round.Sides {
				if got := strings.Join(units(r.Of(s)), " "); got != f.units {
					t.Errorf("%s reports %q, want %q", s, got, f.units)
				}
			}
			if f.check != nil {
				f.check(t, r)
			}
			compareAllocations(t, r, want[f.run])
			if r.N < 1 || r.Engine != "turns" || r.First != round.Base {
				t.Errorf("round is %+v", r)
			}
		})
	}
}

// dependent are the forms whose allocations per iteration depend on how many
// there are, in go test as here.
var dependent = map[string]bool{
	"Setup": true, "LoopReset": true, "Cleanup": true, "Slow": true, "LoopSlow": true,
	// These are run too few times there to drown what the runtime allocates.
	"StopTimer": true, "LoopStopTimer": true,
}

func compareAllocations(t *testing.T, r round.Round, want map[string]float64) {
	t.Helper()
	if want == nil {
		t.Fatal("go test has no such benchmark")
	}
	if dependent[r.Name] {
		return
	}
	for _, unit := range []string{"allocs/op", "B/op"} {
		same(t, r, unit, want[unit])
	}
}

// plainAllocations has the benchmarks of a binary run as go test does, and
// returns what each allocates. That also shows that the hooks leave a binary
// alone that is not told to serve.
func plainAllocations(t *testing.T, b *gotest.Binary) map[string]map[string]float64 {
	t.Helper()
	var quick, slow []string
	for _, f := range forms {
		if p := gotest.Pattern(f.run); strings.Contains(f.run, "Slow") || strings.Contains(f.run, "Stop") {
			slow = append(slow, p)
		} else {
			quick = append(quick, p)
		}
	}
	all := map[string]map[string]float64{}
	for count, patterns := range map[string][]string{"20000x": quick, "20x": slow} {
		cmd := exec.CommandContext(t.Context(), b.Path, "-test.run=^$", "-test.benchmem",
			"-test.benchtime="+count, "-test.bench="+strings.Join(patterns, "|"))
		cmd.Dir = b.Package.Dir
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		in := benchfmt.NewReader(strings.NewReader(string(out)), "go test")
		for in.Scan() {
			if res, ok := in.Result().(*benchfmt.Result); ok {
				all[withoutProcs(string(res.Name))] = valuesOf(res)
			}
		}
		if err := in.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func withoutProcs(name string) string {
	return strings.TrimSuffix(name, fmt.Sprintf("-%d", runtime.GOMAXPROCS(0)))
}

func valuesOf(r *benchfmt.Result) map[string]float64 {
	all := map[string]float64{}
	for _, v := range r.Values {
		all[v.Unit] = v.Value
	}
	return all
}

func units(v round.Values) []string { return slices.Sorted(maps.Keys(v)) }

// TestToolchains runs every form with other toolchains. One that cannot be had
// is a failure.
func TestToolchains(t *testing.T) {
	names := os.Getenv(toolchainsVariable)
	if names == "" {
		t.Skipf("%s names no other toolchains", toolchainsVariable)
	}
	for _, name := range strings.Split(names, ",") {
		t.Run(name, func(t *testing.T) { testForms(t, name) })
	}
}

// TestRace builds with the race detector, which slows everything down but must
// change nothing else.
func TestRace(t *testing.T) {
	b := fixture(t, ownGo, "forms", "-race")
	for _, run := range []string{"Allocs", "LoopAllocs", "Parallel", "Sub/a_b/c=(1|2)"} {
		measured(t, engine(t), target(b, run))
	}
}

func allocates(allocs, bytes float64) func(*testing.T, round.Round) {
	return func(t *testing.T, r round.Round) {
		t.Helper()
		same(t, r, "allocs/op", allocs)
		same(t, r, "B/op", bytes)
	}
}

// mostlyAllocates is for benchmarks that allocate 1 KiB while the timer is
// stopped. On a busy machine a turn of theirs has so few iterations that a cycle
// of the GC, which allocates too, shows even in the estimate; half of what
// is left out is the bound.
func mostlyAllocates(allocs, bytes float64) func(*testing.T, round.Round) {
	return func(t *testing.T, r round.Round) {
		t.Helper()
		for _, s := range round.Sides {
			a, size := r.Of(s)["allocs/op"].Center, r.Of(s)["B/op"].Center
			if a < allocs || a >= allocs+1 || size < bytes || size > bytes+512 {
				t.Errorf("%s allocates %v times, %v B; want %v and %v", s, a, size, allocs, bytes)
			}
		}
	}
}

func moves(size float64) func(*testing.T, round.Round) {
	return func(t *testing.T, r round.Round) {
		t.Helper()
		for _, s := range round.Sides {
			if got := r.Of(s)["B/s"].Center * r.Of(s)["sec/op"].Center; math.Abs(got-size) > 1e-6 {
				t.Errorf("%s: B/s times sec/op is %v, want %v", s, got, size)
			}
		}
	}
}

// takes allows for a machine that is late, not for one that is early, nor for
// another unit.
func takes(seconds float64) func(*testing.T, round.Round) {
	return func(t *testing.T, r round.Round) {
		t.Helper()
		for _, s := range round.Sides {
			if got := r.Of(s)["sec/op"].Center; got < seconds*0.75 || got > seconds*100 {
				t.Errorf("%s takes %v s, want %v", s, got, seconds)
			}
		}
	}
}

// same insists on one exact value on both sides, in the middle and on average.
func same(t *testing.T, r round.Round, unit string, want float64) {
	t.Helper()
	for _, s := range round.Sides {
		if v, ok := r.Of(s)[unit]; !ok || math.Abs(v.Center-want) > 1e-9*math.Abs(want) || math.Abs(v.Mean-want) > 1e-9*math.Abs(want) {
			t.Errorf("%s: %s is %v, want %v", s, unit, v, want)
		}
	}
}
