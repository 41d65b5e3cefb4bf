package compare

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// kinds make the values of one line, each in its own way: what they have in
// common is that benchstat prints something that is easy to get wrong.
var kinds = []struct {
	name string
	line func(r *rand.Rand, worse float64) string
}{
	{"Plain", func(r *rand.Rand, w float64) string { return fmt.Sprintf("%.2f ns/op", 1000*w*(1+r.Float64()/5)) }},
	{"Ties", func(r *rand.Rand, w float64) string { return fmt.Sprintf("%d ns/op", 10+r.IntN(4)+int(4*(w-1))) }},
	{"Equal", func(r *rand.Rand, w float64) string { return "42 ns/op 7 widgets" }},
	{"Zeros", func(r *rand.Rand, w float64) string {
		return fmt.Sprintf("5 ns/op %d B/op %d faults/op", r.IntN(3)*8, r.IntN(2))
	}},
	{"Allocs", func(r *rand.Rand, w float64) string {
		return fmt.Sprintf("%.1f ns/op 512 B/op %d allocs/op", 20*w+r.Float64(), int(10*w))
	}},
	{"FromZero", func(r *rand.Rand, w float64) string {
		return fmt.Sprintf("%d allocs/op %d zero/op", int(w-1), int(w-1))
	}},
	{"Throughput", func(r *rand.Rand, w float64) string {
		return fmt.Sprintf("%.3g ns/op %.2f MB/s", 1e9*w+r.Float64()*1e8, 80/w+r.Float64())
	}},
	{"Scales", func(r *rand.Rand, w float64) string {
		return fmt.Sprintf("%g ns/op %g MB-live %g p99-ns/op", r.Float64()*1e-3, r.Float64()*1e6, w*r.Float64()*1e10)
	}},
	{"Declared", func(r *rand.Rand, w float64) string { return fmt.Sprintf("%d code-bytes", 4096+int(100*w)) }},
	{"Wavering", func(r *rand.Rand, w float64) string { return fmt.Sprintf("%d code-bytes", 4096+r.IntN(3)) }},
	{"Negative", func(r *rand.Rand, w float64) string { return fmt.Sprintf("%.2f drift", r.Float64()-0.5) }},
}

// writeFile writes n lines of each kind for two packages and two -cpu values,
// in an order of its own; have tells which of them the file has.
func writeFile(r *rand.Rand, n int, worse float64, have func(pkg, bench string) bool) []byte {
	var b bytes.Buffer
	b.WriteString("goos: linux\ngoarch: amd64\ncpu: A CPU @ 2.00GHz\nUnit code-bytes assume=exact better=lower\n")
	for _, pkg := range []string{"example.com/a", "example.com/b"} {
		fmt.Fprintf(&b, "pkg: %s\n", pkg)
		var lines []string
		for _, k := range kinds {
			for _, cpu := range []string{"", "-8"} {
				if bench := k.name + "/size=1" + cpu; have(pkg, bench) {
					for range n {
						lines = append(lines, fmt.Sprintf("Benchmark%s \t %d\t%s\n", bench, 1+r.IntN(1e6), k.line(r, worse)))
					}
				}
			}
		}
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		b.WriteString(strings.Join(lines, "") + "PASS\nok  \t" + pkg + "\t1.234s\n")
	}
	return b.Bytes()
}

// Estimate, interval, change and p are those of the benchstat command, digit for
// digit, over sizes with and without exact tests and intervals.
func TestAgreesWithBenchstat(t *testing.T) {
	everything := func(string, string) bool { return true }
	for i, n := range [][2]int{{1, 1}, {2, 2}, {3, 3}, {4, 5}, {5, 5}, {6, 6}, {10, 7}, {12, 12}, {26, 26}, {30, 31}, {60, 51}} {
		t.Run(fmt.Sprintf("n=%d+%d", n[0], n[1]), func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			sameAsBenchstat(t, writeFile(r, n[0], 1, everything), writeFile(r, n[1], 1+float64(i%3)/2, everything))
		})
	}
}

func TestAgreesWithBenchstatOnMissingRows(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	base := writeFile(r, 6, 1, func(pkg, bench string) bool {
		return !strings.HasPrefix(bench, "Throughput") && bench != "Plain/size=1-8"
	})
	head := writeFile(r, 6, 1.2, func(pkg, bench string) bool { return pkg != "example.com/b" || bench == "Ties/size=1" })
	var added, removed int
	for _, d := range sameAsBenchstat(t, base, head) {
		switch {
		case d.Base == nil:
			added++
		case d.Head == nil:
			removed++
		}
		if (d.Base == nil || d.Head == nil) && !(math.IsNaN(d.P) && math.IsNaN(d.Change)) {
			t.Errorf("%s: a row with one side has p %v and change %v", d.Benchmark, d.P, d.Change)
		}
	}
	if added == 0 || removed == 0 {
		t.Errorf("%d rows added, %d removed; want some of either", added, removed)
	}
}

// benchstat keeps a value of zero in the unit as written and so shows such a
// benchmark twice; here it stays one sample.
func TestZeroInScaledUnitStaysInItsSample(t *testing.T) {
	text := []byte("BenchmarkX 1 0 ns/op\nBenchmarkX 1 2 ns/op\nBenchmarkX 1 4 ns/op\n")
	got := filesOf(t, text, text)
	if len(got) != 1 || got[0].Unit != "sec/op" || got[0].Base.N != 3 || got[0].Base.Center != 2e-9 {
		t.Errorf("%d rows, the first: %v", len(got), numbers(got[0]))
	}
}
