package hooks

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// toolchainsVariable names the other toolchains to test with, separated by
// commas.
const toolchainsVariable = "BENCHGATE_TEST_TOOLCHAINS"

// buildSmall builds the fixture with the hooks and returns the binary.
func buildSmall(t testing.TB, toolchain string) string {
	t.Helper()
	env := append(os.Environ(), "GOFLAGS=")
	if toolchain != "" {
		env = append(env, "GOTOOLCHAIN="+toolchain)
	}
	g, err := Toolchain(t.Context(), "testdata/small", env)
	if err != nil {
		t.Fatal(err)
	}
	if toolchain != "" && g.Version != toolchain {
		t.Fatalf("asked for %s, got %s", toolchain, g.Version)
	}
	dir := t.TempDir()
	p, err := Overlay(g, dir)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]any{"Replace": p.Overlay})
	if err != nil {
		t.Fatal(err)
	}
	overlay := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(overlay, text, 0o666); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(dir, "small.test")
	cmd := exec.CommandContext(t.Context(), "go", "test", "-c", "-trimpath", "-overlay", overlay, "-o", binary, ".")
	cmd.Dir, cmd.Env = "testdata/small", append(env, p.Env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

// TestDormant holds that a binary with hooks is a plain one without the
// variable, and with one that makes no sense.
func TestDormant(t *testing.T) { testDormant(t, "") }

func testDormant(t *testing.T, toolchain string) {
	binary := buildSmall(t, toolchain)
	for _, value := range []string{"", "3", "x,y,BenchmarkPlain", "3,4", "17,18,BenchmarkPlain"} {
		cmd := exec.CommandContext(t.Context(), binary, "-test.v", "-test.bench=.", "-test.benchtime=100x")
		if value != "" {
			cmd.Env = append(os.Environ(), Variable+"="+value)
		}
		out, err := cmd.CombinedOutput()
		for _, want := range []string{"--- PASS: TestEnvironment", "BenchmarkPlain", "BenchmarkLoop", "BenchmarkParallel", "\nPASS\n"} {
			if err != nil || !strings.Contains(string(out), want) {
				t.Fatalf("%s=%q: %v, no %q in\n%s", Variable, value, err, want, out)
			}
		}
		if n := strings.Count(string(out), "     100\t"); n != 3 {
			t.Errorf("%s=%q: %d benchmarks ran 100 times\n%s", Variable, value, n, out)
		}
	}
}

// TestToolchains builds and runs with other toolchains. One that cannot be had
// is a failure.
func TestToolchains(t *testing.T) {
	names := os.Getenv(toolchainsVariable)
	if names == "" {
		t.Skipf("%s names no other toolchains", toolchainsVariable)
	}
	for _, name := range strings.Split(names, ",") {
		t.Run(name, func(t *testing.T) { testDormant(t, name) })
	}
}

// serve gives a process its orders, all at once, and returns what it said. It
// must end by itself.
func serve(t *testing.T, binary, benchmark, orders string) []wire.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	in, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	read, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	cmd := exec.CommandContext(ctx, binary, "-test.run=^$", "-test.bench=^"+benchmark+"$", "-test.cpu=2")
	cmd.Env = append(os.Environ(), Variable+"=3,4,"+benchmark)
	cmd.ExtraFiles = []*os.File{in, out}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err = cmd.Start()
	in.Close()
	out.Close()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		io.WriteString(write, orders) // fails when the process has ended
		write.Close()
	}()
	text, err := io.ReadAll(read)
	if err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if status := cmd.ProcessState.ExitCode(); status != 0 && status != wire.GaveUp {
		t.Fatalf("orders %q: %v\n%s", orders, cmd.ProcessState, &said)
	}
	var all []wire.Message
	for line := range bytes.Lines(text) {
		m, err := wire.ParseMessage(line)
		if err != nil {
			t.Fatalf("orders %q: it sent %q", orders, line)
		}
		all = append(all, m)
	}
	return all
}

// FuzzOrders writes whatever is not what it should be to a process that
// serves: it must end by itself, and say nothing but messages.
func FuzzOrders(f *testing.F) {
	binary := buildSmall(f, "")
	for _, s := range []string{
		"", "end\n", "turn 0 10 0\nlearn 5 100 1\nend\n", "turn 0 10 2\nturn 3 4", "turn 0 99999999999 0\n", "turn 1 1 1024\nturn 1 1 0\n",
		"end\nend\n", strings.Repeat("9", 200), "\n\n\n", "turn 0 1 0\x00\n", "learn 1 1 0\n" + strings.Repeat("turn 1 1 1\n", 50),
		"collect 0 1 0\nturn 0 1 0\ncollect 5 7 1\nend\n",
	} {
		for name := range benchmarks {
			f.Add(s, name)
		}
	}
	f.Fuzz(func(t *testing.T, orders string, name int) {
		if strings.Count(orders, "0000000") > 0 {
			return // the longest runs take their time, and are allowed to
		}
		serve(t, binary, benchmarks[uint(name)%uint(len(benchmarks))], orders)
	})
}

var benchmarks = []string{"BenchmarkPlain", "BenchmarkLoop", "BenchmarkParallel"}

func TestServe(t *testing.T) {
	binary := buildSmall(t, "")
	for _, name := range benchmarks {
		messages := serve(t, binary, name, "learn 0 100 0\nturn 10 1000 1\nend\n")
		var kinds []string
		for _, m := range messages {
			kinds = append(kinds, m.Kind)
		}
		want := "hello enter ran turn turn"
		if name == "BenchmarkLoop" {
			want = "hello enter loop turn turn final"
		}
		if got := strings.Join(kinds, " "); got != want {
			t.Fatalf("%s said %q, want %q", name, got, want)
		}
		r := messages[4].Report
		if r.Warm.N != 10 || r.Main.N != 1000 || r.Main.Nanoseconds <= 0 || r.Wall < r.Main.Nanoseconds {
			t.Errorf("%s reports %+v", name, r)
		}
		if last := messages[len(messages)-1].Report.Main; name == "BenchmarkLoop" && last.N != 1110 {
			t.Errorf("its whole loop is %+v", last)
		}
		if (r.Workers > 0) != (name == "BenchmarkParallel") {
			t.Errorf("%s has %d workers", name, r.Workers)
		}
	}
	if got := serve(t, binary, "BenchmarkNone", "end\n"); len(got) != 1 || got[0].Kind != wire.KindHello {
		t.Errorf("a benchmark that is not there said %v", got)
	}
}

// TestCollect holds that a process says how long a GC cycle takes and how much may
// be allocated until the next, and that it goes on serving.
func TestCollect(t *testing.T) {
	binary := buildSmall(t, "")
	for gogc, bytes := range map[string][2]uint64{"100": {1 << 20, 8 << 20}, "off": {1 << 50, 1 << 62}} {
		t.Setenv("GOGC", gogc)
		for _, name := range benchmarks {
			messages := serve(t, binary, name, "collect 0 1 0\ncollect 3 7 0\nturn 0 10 0\nend\n")
			if len(messages) < 6 {
				t.Fatalf("%s said %v", name, messages)
			}
			one, two, three := messages[3].Report, messages[4].Report, messages[5].Report
			if one.Main.N != 1 || one.Main.Nanoseconds <= 0 || one.Main.Bytes < bytes[0] || one.Main.Bytes > bytes[1] {
				t.Errorf("GOGC=%s: %s reports %+v", gogc, name, one)
			}
			if two.Warm.N != 3 || two.Main.N != 7 || three.Main.N != 10 {
				t.Errorf("%s reports %+v and %+v", name, two, three)
			}
		}
	}
}
