package compare

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/round"
	"golang.org/x/perf/benchmath"
)

// benchstat builds the command of the module version in go.mod, once.
var benchstat = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "benchstat")
	if err != nil {
		return "", err
	}
	buildDir = dir
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	bin := filepath.Join(dir, "benchstat")
	out, err := exec.CommandContext(ctx, "go", "build", "-o", bin, "golang.org/x/perf/cmd/benchstat").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build benchstat: %w\n%s", err, out)
	}
	return bin, nil
})

var buildDir string // removed at the end

func TestMain(m *testing.M) {
	status := m.Run()
	if buildDir != "" {
		os.RemoveAll(buildDir)
	}
	os.Exit(status)
}

// A shown is one row as benchstat prints it: what is missing is empty.
type shown struct{ base, baseCI, head, headCI, change, p string }

type rowKey struct {
	round.Benchmark
	unit string
}

// runBenchstat returns the rows that the command prints for two files.
func runBenchstat(t *testing.T, base, head string) map[rowKey]shown {
	t.Helper()
	bin, err := benchstat()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	// A warning about a file must not end up between the rows.
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, bin, "-format", "csv", "base="+base, "head="+head)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("benchstat: %v\n%s", err, stderr.Bytes())
	}
	return parseCSV(t, &stdout)
}

// parseCSV reads benchstat's tables: lines "pkg: x", then a line of column
// labels, a line of units, the rows, and the geomean.
func parseCSV(t *testing.T, r io.Reader) map[rowKey]shown {
	t.Helper()
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1
	rows := map[rowKey]shown{}
	var pkg, unit string
	var labels []string
	for {
		rec, err := in.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case len(rec) == 1:
			if p, ok := strings.CutPrefix(rec[0], "pkg: "); ok {
				pkg = p
			}
		case rec[0] == "" && (rec[1] == "base" || rec[1] == "head"):
			labels = rec
		case rec[0] == "":
			unit = rec[1]
		case rec[0] != "geomean":
			rows[rowKey{round.Benchmark{Package: pkg, Name: rec[0]}, unit}] = parseRow(labels, rec)
		}
	}
}

func parseRow(labels, rec []string) (s shown) {
	at := func(i int) string {
		if i < len(rec) {
			return rec[i]
		}
		return ""
	}
	for i, label := range labels {
		switch label {
		case "base":
			s.base, s.baseCI = at(i), at(i+1)
		case "head":
			s.head, s.headCI = at(i), at(i+1)
			if i > 1 {
				s.change, s.p = at(i+2), at(i+3)
			}
		}
	}
	return s
}

// show prints a delta in benchstat's way from nothing but the delta's numbers.
func show(d Delta) (s shown) {
	if d.Base != nil {
		s.base, s.baseCI = showSummary(d.Base)
	}
	if d.Head != nil {
		s.head, s.headCI = showSummary(d.Head)
	}
	if d.Base == nil || d.Head == nil {
		return s
	}
	c := benchmath.Comparison{P: d.P, Alpha: 0.05, N1: d.Base.N, N2: d.Head.N}
	if d.Exact || d.Decisive != nil { // declared exact: no p is shown
		c.P, c.Alpha = 0, 0
	}
	s.p = c.String()
	switch {
	case c.P > c.Alpha:
		s.change = "~"
	case d.Change == 0:
		s.change = "0.00%"
	case math.IsNaN(d.Change):
		s.change = "?"
	default:
		s.change = fmt.Sprintf("%+.2f%%", d.Change*100)
	}
	return s
}

func showSummary(s *Summary) (center, ci string) {
	open := func(x float64, sign int) float64 {
		if math.IsNaN(x) {
			return math.Inf(sign)
		}
		return x
	}
	m := benchmath.Summary{Center: s.Center, Lo: open(s.Lo, -1), Hi: open(s.Hi, +1)}
	return fmt.Sprint(m.Center), m.PctRangeString()
}

// sameAsBenchstat compares every row of two files with the command's.
func sameAsBenchstat(t *testing.T, base, head []byte) []Delta {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string][]byte{"base.txt": base, "head.txt": head} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want := runBenchstat(t, filepath.Join(dir, "base.txt"), filepath.Join(dir, "head.txt"))
	got := filesOf(t, base, head)
	if len(got) == 0 || len(got) != len(want) {
		t.Fatalf("%d rows, benchstat has %d", len(got), len(want))
	}
	for _, d := range got {
		w, ok := want[rowKey{d.Benchmark, d.Unit}]
		if !ok {
			t.Fatalf("benchstat has no row %s %s", d.Benchmark, d.Unit)
		}
		g := show(d)
		if d.Exact && allocation(d.Unit) {
			// Exact by observation: there is no test here, and benchstat makes one.
			g.p, w.p = "", ""
			if w.change == "~" {
				g.change = "~"
			}
		}
		if w.change != "" && w.change != "~" && d.Base.Center < 0 {
			// A percentage of a negative base has the wrong sign; it is not shown.
			w.change = "?"
		}
		if g != w {
			t.Errorf("%s %s:\n got %+v\nwant %+v", d.Benchmark, d.Unit, g, w)
		}
	}
	return got
}

// samplesOf reads one file that has no unreadable lines.
func samplesOf(t testing.TB, text []byte, name string) *Samples {
	t.Helper()
	s := new(Samples)
	if err := s.Read(bytes.NewReader(text), name); err != nil {
		t.Fatal(err)
	}
	return s
}

func filesOf(t testing.TB, base, head []byte) []Delta {
	t.Helper()
	deltas, err := Files(samplesOf(t, base, "base.txt"), samplesOf(t, head, "head.txt"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return deltas
}
