package classic

//lint:file-ignore SA1019 the deprecated table is what this package is for

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/perf/benchstat"
)

// samples returns results of the given values in the Go benchmark format.
func samples(pkg string, lines ...string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "goos: linux\ngoarch: amd64\npkg: %s\n", pkg)
	for _, l := range lines {
		fmt.Fprintln(&b, l)
	}
	return b.Bytes()
}

func line(name string, ns float64, rest string) string {
	return fmt.Sprintf("Benchmark%s 100 %v ns/op %s", name, ns, rest)
}

// series returns ten results whose values spread by a percent or two.
func series(name string, ns float64, rest string) []string {
	var lines []string
	for i := range 10 {
		lines = append(lines, line(name, ns*(1+float64(i%5)/200), rest))
	}
	return lines
}

// classicOutput is what the package itself prints with the defaults of the
// classic command.
func classicOutput(t testing.TB, base, head []byte) string {
	t.Helper()
	c := &benchstat.Collection{Alpha: 0.05, DeltaTest: benchstat.UTest, SplitBy: strings.Split("pkg,goos,goarch", ",")}
	c.AddConfig("base.txt", base)
	c.AddConfig("head.txt", head)
	var b bytes.Buffer
	benchstat.FormatText(&b, c.Tables())
	return b.String()
}

func write(t testing.TB, base, head []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, Samples{Base: base, Head: head}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteEqualsThePackage(t *testing.T) {
	memory := "32 B/op 2 allocs/op 120.5 MB/s 7 widgets/op"
	for name, sides := range map[string][2][]byte{
		"slower": {samples("p", series("A", 1000, memory)...), samples("p", series("A", 1200, memory)...)},
		"two packages": {
			append(samples("p", series("A", 1e6, "")...), samples("q", series("A", 50, memory)...)...),
			append(samples("q", series("A", 50, memory)...), samples("p", series("A", 2e6, "")...)...),
		},
		"one value":   {samples("p", line("A", 10, "")), samples("p", line("A", 20, ""))},
		"ties":        {samples("p", line("A", 10, ""), line("A", 10, "")), samples("p", line("A", 10, ""), line("A", 10, ""))},
		"one side":    {samples("p", line("A", 10, ""), line("B", 10, "")), samples("p", line("A", 20, ""), line("C", 10, ""))},
		"zeros":       {samples("p", series("A", 0, "")...), samples("p", series("A", 5, "")...)},
		"other lines": {samples("p", append(series("A-8", 10, ""), "PASS", "ok p 1s", "garbage")...), samples("p", series("A-8", 11, "")...)},
	} {
		t.Run(name, func(t *testing.T) {
			want := classicOutput(t, sides[0], sides[1])
			if want == "" {
				t.Fatal("the package prints nothing")
			}
			if got := write(t, sides[0], sides[1]); got != want {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
		})
	}
}

func TestWriteIsTheTableThatScriptsParse(t *testing.T) {
	got := write(t, samples("p", series("Parse-8", 1000, "32 B/op")...), samples("p", series("Parse-8", 1200, "32 B/op")...))
	want := `name     old time/op   new time/op   delta
Parse-8   1.01µs ± 1%   1.21µs ± 1%  +20.00%  (p=0.000 n=10+10)

name     old alloc/op  new alloc/op  delta
Parse-8    32.0B ± 0%    32.0B ± 0%     ~     (all equal)
`
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// Canonical units give the same table as the units of go test, also where a
// file holds both.
func TestWriteKnowsCanonicalUnits(t *testing.T) {
	canonical := func(data []byte) []byte {
		var out []string
		for i, l := range strings.Split(string(data), "\n") {
			f := strings.Fields(l)
			if len(f) == 8 && i%2 == 0 {
				l = fmt.Sprintf("%s %s %se-9 sec/op %se-9 p99-sec/op %se6 B/s", f[0], f[1], f[2], f[4], f[6])
			}
			out = append(out, l)
		}
		return []byte(strings.Join(out, "\n"))
	}
	rest := "2500 p99-ns/op 120.5 MB/s"
	base, head := samples("p", series("A", 1000, rest)...), samples("p", series("A", 1200, rest)...)
	if bytes.Equal(canonical(base), base) {
		t.Fatal("nothing is in canonical units")
	}
	want := classicOutput(t, base, head)
	if got := write(t, canonical(base), canonical(head)); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestWriteFails(t *testing.T) {
	some := samples("p", line("A", 10, ""))
	for name, sides := range map[string][2][]byte{
		"nothing":           {nil, nil},
		"head is empty":     {some, nil},
		"nothing in common": {some, samples("p", line("B", 10, ""))},
		"endless line":      {[]byte("Benchmark" + strings.Repeat("x", 1<<20)), some},
	} {
		if err := Write(io.Discard, Samples{Base: sides[0], Head: sides[1]}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzWrite(f *testing.F) {
	f.Add(samples("p", series("A", 1000, "8 B/op")...), samples("p", series("A", 1200, "8 B/op")...))
	f.Add(samples("p\x1b[2J", line("A\x1b[2J", 1, "1 \x07/op")), samples("p\x1b[2J", line("A\x1b[2J", 1, "1 \x07/op")))
	f.Add([]byte("BenchmarkA 1 NaN sec/op\n"), []byte("BenchmarkA 1 Inf sec/op\n"))
	f.Fuzz(func(t *testing.T, base, head []byte) {
		var b bytes.Buffer
		if err := Write(&b, Samples{Base: base, Head: head}); err != nil {
			return
		}
		for _, r := range b.String() {
			if r < ' ' && r != '\n' {
				t.Errorf("a control character in %q", b.String())
			}
		}
	})
}
