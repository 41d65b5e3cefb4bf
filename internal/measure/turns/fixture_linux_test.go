package turns

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/measure/hooks"
	"github.com/benchgate/benchgate/internal/round"
)

// toolchainsVariable names the other toolchains to test with, separated by
// commas.
const toolchainsVariable = "BENCHGATE_TEST_TOOLCHAINS"

// ownGo stands for the toolchain of the machine.
const ownGo = ""

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "turns-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	built.dir = dir
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(code)
}

// built has the test binaries of the fixtures, each built once.
var built struct {
	dir string
	mu  sync.Mutex
	of  map[string]error
}

// fixture builds the test binary of a package under testdata/bench with the
// hooks, by a toolchain and with build flags.
func fixture(t *testing.T, toolchain, pkg string, flags ...string) *gotest.Binary {
	t.Helper()
	built.mu.Lock()
	defer built.mu.Unlock()
	src, err := filepath.Abs(filepath.Join("testdata", "bench"))
	if err != nil {
		t.Fatal(err)
	}
	key := strings.Join(append([]string{toolchain, pkg}, flags...), "_")
	dir := filepath.Join(built.dir, strings.NewReplacer("/", "_", "=", "_").Replace(key))
	out := filepath.Join(dir, pkg+".test")
	if _, ok := built.of[key]; !ok {
		if built.of == nil {
			built.of = map[string]error{}
		}
		built.of[key] = build(t.Context(), src, toolchain, pkg, dir, out, flags)
	}
	if err := built.of[key]; err != nil {
		t.Fatal(err)
	}
	return &gotest.Binary{Path: out, Package: gotest.Package{
		ImportPath: "example.com/bench/" + pkg, Dir: filepath.Join(src, pkg), ModuleDir: src}}
}

func build(ctx context.Context, src, toolchain, pkg, dir, out string, flags []string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	env := append(os.Environ(), "GOFLAGS=")
	if toolchain != ownGo {
		env = append(env, "GOTOOLCHAIN="+toolchain)
	}
	g, err := hooks.Toolchain(ctx, src, env)
	if err != nil {
		return err
	}
	if toolchain != ownGo && g.Version != toolchain {
		return fmt.Errorf("asked for %s, got %s", toolchain, g.Version)
	}
	patch, err := hooks.Overlay(g, dir)
	if err != nil {
		return err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": patch.Overlay})
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(path, overlay, 0o666); err != nil {
		return err
	}
	args := append([]string{"test", "-c", "-trimpath", "-overlay", path, "-o", out}, flags...)
	cmd := exec.CommandContext(ctx, "go", append(args, "./"+pkg)...)
	cmd.Dir, cmd.Env = src, append(env, patch.Env...)
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", pkg, err, text)
	}
	return nil
}

// target is a benchmark of a fixture with the same binary on both sides.
func target(b *gotest.Binary, run string) measure.Target {
	return measure.Target{Benchmark: round.Benchmark{Package: b.Package.ImportPath, Name: run},
		Run: run, Base: b, Head: b}
}

// engine is quick rather than precise.
func engine(t *testing.T) *Engine {
	quick := standard
	quick.length, quick.window = 20*ms, 5*ms
	return &Engine{Scratch: t.TempDir(), Silence: 20 * time.Second, tuned: &quick}
}

// warnings collects what an engine warns of, as far as it is of the kind that holds
// the words. What else it says is up to the machine.
func warnings(e *Engine, words string) *[]string {
	said := &[]string{}
	e.Warn = func(_ measure.Target, message string) {
		if strings.Contains(message, words) {
			*said = append(*said, message)
		}
	}
	return said
}

// measured takes a round that must succeed.
func measured(t *testing.T, e *Engine, target measure.Target) round.Round {
	t.Helper()
	r, err := e.Round(t.Context(), target, round.Base, 0)
	if err != nil {
		var te *measure.TargetError
		if errors.As(err, &te) {
			t.Log(te.Failure.Tail)
		}
		t.Fatal(err)
	}
	return r
}

// sessionAt is a session of one benchmark, at which both sides wait.
func sessionAt(t *testing.T, e *Engine, target measure.Target, first round.Side, atOnce bool) *session {
	t.Helper()
	p := party{visits: []measure.Visit{{Target: target, First: first}}}
	s, err := e.open(t.Context(), p, atOnce, func(name string) bool { return name == "Benchmark"+target.Run })
	if err == nil {
		err = s.advance()
	}
	if err == nil {
		err = s.pin(e.random().IntN)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}
