package exec

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// built holds the two test binaries made from testdata/sides.
var built map[round.Side]*gotest.Binary

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "measure")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		if err := build(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return m.Run()
	}())
}

var longer = map[round.Side]string{round.Head: "-longer"}

func build(dir string) error {
	source, err := filepath.Abs(filepath.Join("testdata", "sides"))
	if err != nil {
		return err
	}
	built = map[round.Side]*gotest.Binary{}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	for _, s := range round.Sides {
		// The paths differ in length, as they may for an engine's caller.
		path := filepath.Join(dir, "of-"+string(s), string(s)+longer[s]+".test.exe")
		out, err := exec.CommandContext(ctx, "go", "test", "-c", "-tags="+string(s), "-o", path, "./testdata/sides").CombinedOutput()
		if err != nil {
			return fmt.Errorf("build %s: %w\n%s", s, err, out)
		}
		built[s] = &gotest.Binary{Package: gotest.Package{ImportPath: "example.com/sides", Dir: source}, Path: path}
	}
	return nil
}

// side returns a target of the test binaries.
func side(run string) measure.Target {
	return measure.Target{
		Benchmark: round.Benchmark{Package: "example.com/sides", Name: run}, Run: run, Procs: 1,
		Base: built[round.Base], Head: built[round.Head],
	}
}

// quick is an engine that takes short samples.
func quick(t *testing.T) *Engine {
	e := New(t.TempDir(), 30*time.Second)
	e.sample, e.longest = 20*time.Millisecond, 200*time.Millisecond
	return e
}

func units(vs round.Values) map[string]bool {
	us := map[string]bool{}
	for unit := range vs {
		us[unit] = true
	}
	return us
}

func TestExecRounds(t *testing.T) {
	always := func(us ...string) map[string]bool {
		m := map[string]bool{"sec/op": true, "B/op": true, "allocs/op": true}
		for _, u := range us {
			m[u] = true
		}
		return m
	}
	tests := map[string]struct {
		units map[string]bool
		n     [2]int64 // the least and the most
	}{
		"Fast":        {always(), [2]int64{1e6, 1e9}},
		"Loop":        {always(), [2]int64{1e3, 1e5}},
		"Alloc":       {always(), [2]int64{1e4, 1e7}},
		"MuchSlower":  {always(), [2]int64{2, 400}}, // base needs 600, head manages 100
		"Long":        {always(), [2]int64{1, 1}},
		"Stopped":     {always(), [2]int64{2, 20}},
		"Untimed":     {map[string]bool{"B/op": true, "allocs/op": true, "p99-sec/op": true}, [2]int64{200, 10000}},
		"Sub/size=16": {always("B/s"), [2]int64{5, 5000}},
		"Asset":       {always("path-length"), [2]int64{2, 50}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := quick(t)
			var rounds []round.Round
			for i, first := range []round.Side{round.Head, round.Base} {
				r, err := e.Round(t.Context(), side(name), first, uint64(i))
				if err != nil {
					t.Fatal(err)
				}
				r.Stage = round.Screen
				if err := r.Validate(); err != nil {
					t.Error(err)
				}
				if r.Engine != "exec" || r.First != first || r.Layout != uint64(i) || r.Name != name {
					t.Errorf("round %+v", r)
				}
				rounds = append(rounds, r)
			}
			if n := rounds[0].N; n != rounds[1].N || n < test.n[0] || n > test.n[1] {
				t.Errorf("%d and %d iterations, want %v", n, rounds[1].N, test.n)
			}
			for _, s := range round.Sides {
				if d := cmp.Diff(test.units, units(rounds[0].Of(s))); d != "" {
					t.Errorf("units of %s: %s", s, d)
				}
				for unit, v := range rounds[0].Of(s) {
					if v.Center != v.Mean {
						t.Errorf("%s: estimate %v and mean %v of one sample", unit, v.Center, v.Mean)
					}
				}
			}
			checkValues(t, name, rounds[0])
		})
	}
}

// checkValues checks the values that are known for certain.
func checkValues(t *testing.T, name string, r round.Round) {
	t.Helper()
	same := func(s round.Side, unit string, want float64) {
		t.Helper()
		if got := r.Of(s)[unit].Center; got != want {
			t.Errorf("%s: %v %s, want %v", s, got, unit, want)
		}
	}
	switch name {
	case "Alloc":
		same(round.Base, "allocs/op", 2)
		same(round.Head, "allocs/op", 3)
		same(round.Base, "B/op", 80)
		same(round.Head, "B/op", 96)
	case "Long":
		for _, s := range round.Sides {
			if v := r.Of(s)["sec/op"].Center; v < 0.149 || v > 1 {
				t.Errorf("%s: %v sec/op", s, v)
			}
		}
	case "Untimed":
		if v := r.Head["p99-sec/op"].Center; math.Abs(v-12.5e-9) > 1e-15 {
			t.Errorf("%v p99-sec/op", v)
		}
	case "Asset":
		if b, h := r.Base["path-length"], r.Head["path-length"]; b != h {
			t.Errorf("paths have lengths %v and %v", b.Center, h.Center)
		}
	}
}

// With the defaults a sample of the faster side takes 100 ms; the bounds leave
// room for a machine whose speed varies.
func TestExecSampleTime(t *testing.T) {
	r, err := New(t.TempDir(), 0).Round(t.Context(), side("Loop"), round.Base, 0)
	if err != nil {
		t.Fatal(err)
	}
	if took := float64(r.N) * min(r.Base["sec/op"].Center, r.Head["sec/op"].Center); took < 0.03 || took > 2 {
		t.Errorf("a sample took %v s", took)
	}
}

// Each process has a fresh copy, there while it runs and gone afterwards.
func TestExecCopies(t *testing.T) {
	e := quick(t)
	seen := map[string]bool{}
	var sides []round.Side
	real := e.run
	e.run = func(ctx context.Context, b *gotest.Binary, c gotest.Call) (gotest.Output, error) {
		want, err := os.ReadFile(b.Path)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range round.Sides {
			original, err := os.ReadFile(built[s].Path)
			if err != nil {
				t.Fatal(err)
			}
			if string(want) == string(original) {
				sides = append(sides, s)
			}
		}
		for path := range seen {
			if len(path) != len(b.Path) {
				t.Errorf("paths of different lengths: %s, %s", path, b.Path)
			}
			if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s is still there: %v", path, err)
			}
		}
		if seen[b.Path] || filepath.Dir(filepath.Dir(b.Path)) != e.copies.dir || filepath.Ext(b.Path) != ".exe" {
			t.Errorf("not a fresh path: %s", b.Path)
		}
		seen[b.Path] = true
		return real(ctx, b, c)
	}
	target := side("Loop")
	e.counts[target.Benchmark] = 10
	for _, first := range []round.Side{round.Base, round.Head} {
		if _, err := e.Round(t.Context(), target, first, 0); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff([]round.Side{round.Base, round.Head, round.Head, round.Base}, sides); d != "" {
		t.Error(d)
	}
	empty(t, e.copies.dir)
}

func empty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left in the scratch directory: %v, %v", left, err)
	}
}
