package benchmetric

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	engine "github.com/benchgate/benchgate/internal/measure/exec"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/measure/turns"
	"github.com/benchgate/benchgate/internal/round"
)

// The benchmarks that both engines measure.
func BenchmarkCount(b *testing.B) { forms["b.N"](b) }
func BenchmarkLoop(b *testing.B)  { forms["b.Loop"](b) }
func BenchmarkReset(b *testing.B) { forms["after ResetTimer"](b) }
func BenchmarkParallel(b *testing.B) {
	w := Start(b)
	b.RunParallel(func(pb *testing.PB) {
		latency := w.Recorder()
		for pb.Next() {
			took(latency)
		}
	})
	w.Report()
}

// hooked builds this package's test binary with the hooks of the turns engine.
func hooked(t *testing.T) *gotest.Binary {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	g, err := hooks.Toolchain(t.Context(), here, os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	patch, err := hooks.Overlay(g, dir)
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": patch.Overlay})
	if err != nil {
		t.Fatal(err)
	}
	list, out := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "benchmetric.test")
	if err := os.WriteFile(list, overlay, 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "test", "-c", "-trimpath", "-overlay", list, "-o", out, ".")
	cmd.Env = append(os.Environ(), patch.Env...)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, text)
	}
	return &gotest.Binary{Path: out, Package: gotest.Package{ImportPath: "example.com/benchmetric", Dir: here, ModuleDir: here}}
}

// Both engines report every unit of every form, and the same figures: those of
// a nap, in which nothing is used, and those of what is known to be used.
func TestEngines(t *testing.T) {
	binary := hooked(t)
	engines := []measure.Engine{
		&turns.Engine{Scratch: t.TempDir(), Silence: 20 * time.Second},
		engine.New(t.TempDir(), 20*time.Second),
	}
	checks := map[string]func(*testing.T, map[string]float64){
		"Count": checkNaps, "Loop": checkNaps, "Parallel": checkNaps, "Reset": checkNaps, "Known": checkKnown,
	}
	for form, check := range checks {
		target := measure.Target{Benchmark: round.Benchmark{Package: "example.com/benchmetric", Name: form},
			Run: form, Base: binary, Head: binary}
		for _, e := range engines {
			t.Run(form+"/"+e.Name(), func(t *testing.T) {
				for _, got := range figures(t, e, target) {
					for _, unit := range Units() {
						if _, ok := got[compare.Canonical(unit)]; !ok {
							t.Errorf("%s is not reported", unit)
						}
					}
					check(t, got)
				}
			})
		}
	}
}

// figures returns the estimates of both sides of one round.
func figures(t *testing.T, e measure.Engine, target measure.Target) (sides []map[string]float64) {
	t.Helper()
	r, err := e.Round(t.Context(), target, round.Base, 0)
	if te := (*measure.TargetError)(nil); errors.As(err, &te) {
		t.Log(te.Failure.Tail)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, side := range round.Sides {
		got := map[string]float64{}
		for unit, v := range r.Of(side) {
			got[unit] = v.Center
		}
		sides = append(sides, got)
	}
	return sides
}

func checkNaps(t *testing.T, got map[string]float64) {
	t.Helper()
	between(t, got, "p50-sec/op", 0.999*nap.Seconds(), 10*nap.Seconds())
	// What is recorded is what is timed, whatever the machine does.
	workers := got["req/s"] * got["p50-sec/op"]
	if workers < 0.1 || workers > 130 {
		t.Errorf("%v naps at a time", workers)
	}
	between(t, got, "req/s", 0.5/got["sec/op"], 2/got["sec/op"])
	between(t, got, "cpu-%", 0, 30)
	between(t, got, "leaked-goroutines", 0, 0)
	between(t, got, "peak-goroutines", 2, 200)
	between(t, got, "peak-heap-B", 1e4, 64<<20)
}
