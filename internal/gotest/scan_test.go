package gotest

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	tail100 = "     100\t        12.50 ns/op\t       8 B/op\t       1 allocs/op\n"
	lineX   = "BenchmarkX-2   \t" + tail100
	lineXA  = "BenchmarkX/a-2 \t" + tail100
)

// nanosecond is a variable so that products with it round as at run time.
var nanosecond = 1e-9

// values100 is what tail100 says.
var values100 = map[string]float64{"sec/op": 12.5 * nanosecond, "B/op": 8, "allocs/op": 1}

func TestScanResults(t *testing.T) {
	x := want{top: "BenchmarkX", full: "BenchmarkX", procs: 2, n: 100}
	timed := want{top: "BenchmarkX", full: "BenchmarkX"}
	xa := want{top: "BenchmarkX", full: "BenchmarkX/a-8", n: 100}
	all := want{top: "BenchmarkX", procs: 2, n: 100}
	any := want{top: "BenchmarkX", n: 100}
	for _, tt := range []struct {
		name   string
		want   want
		output string
		found  string // names of results, or a part of why they are garbled
	}{
		{"plain", x, "goos: linux\nBenchmarkX\n" + lineX + "PASS\n", "X-2"},
		{"nothing", x, "PASS\n", ""},
		{"no newline at the end", x, strings.TrimSuffix(lineX, "\n"), "X-2"},
		{"unknown procs", timed, "BenchmarkX\n" + lineX, "X-2"},
		{"unknown procs, one", timed, "BenchmarkX\t" + tail100, "X"},
		{"name like a suffix", xa, "BenchmarkX/a-8-2 \t" + tail100, "X/a-8-2"},
		{"name like a suffix, one", xa, "BenchmarkX/a-8 \t" + tail100, "X/a-8"},
		{"another benchmark", x, "BenchmarkXY-2 \t" + tail100, ""},
		{"another procs", x, "BenchmarkX-3 \t" + tail100, ""},
		{"a sub-benchmark", x, lineXA, ""},
		{"printed before", x, "word" + lineX, "X-2"},
		{"printed before with tabs", x, "a\tb  c \t" + lineX, "X-2"},
		{"unit named alike", x, strings.Replace(lineX, "\t       8 B", "\t         1 BenchmarkX-2\t       8 B", 1), "X-2"},

		{"cut by a word", x, "BenchmarkX-2 \tword" + tail100, "X-2"},
		{"cut by a digit", x, "BenchmarkX-2 \t7" + tail100, "X-2"},
		{"cut by a line", x, "BenchmarkX-2 \tword\nanother\n" + tail100, "X-2"},
		{"cut by a line, timed", timed, "BenchmarkX-2 \tword\nanother 5" + tail100, "X-2"},
		{"cut by a digit, long number", want{top: "BenchmarkX", full: "BenchmarkX", n: 12345678},
			"BenchmarkX-2 \t7" + strings.Replace(tail100, "     100", "12345678", 1), "instead"},
		{"cut before another's values", x, "BenchmarkX-2 \tword\n" + strings.Replace(tail100, "100", "200", 1) + tail100, "X-2"},
		{"cut, values twice", x, "BenchmarkX-2 \tword\n" + tail100 + tail100, "garbled"},
		{"cut, values lost", x, "BenchmarkX-2 \tword\nPASS\n", "garbled"},
		{"cut within the values", x, "BenchmarkX-2 \t     100\t  12.5word0 ns/op\t       8 B/op\t       1 allocs/op\n", "garbled"},
		{"cut at the end", x, "BenchmarkX-2 \t     100\t 12.50 ns/op\t       8 B/op\t       1 all\nocs/op\n", "garbled"},

		{"twice", x, lineX + lineX, "garbled"},
		{"half and whole", x, "BenchmarkX-2 \t\n" + lineX, "garbled"},
		{"half and whole on a line", x, "BenchmarkX-2 \t" + lineX, "garbled"},
		{"wrong number", x, strings.Replace(lineX, "100", "200", 1), "garbled"},
		{"left early", x, strings.Replace(lineX, "100", "  0", 1), ""},
		{"values alone", x, tail100 + tail100, ""},

		{"discover", all, "BenchmarkX\nBenchmarkX/a\n" + lineXA + "BenchmarkX/b\nBenchmarkX/b-2\t" + tail100, "X/a-2 X/b-2"},
		{"discover, not announced", all, lineXA, "X/a-2"},
		{"discover, word before", all, "wordBenchmarkX/a\nword" + lineXA, "X/a-2"},
		{"discover, nested name", all, "BenchmarkX/BenchmarkX/a\nBenchmarkX/BenchmarkX/a-2\t" + tail100, "X/BenchmarkX/a-2"},
		{"discover, nested name or word", all, "BenchmarkX/BenchmarkX/a-2\t" + tail100, "garbled"},
		{"discover, name like a suffix", any, "BenchmarkX/a-8\nBenchmarkX/a-8\t" + tail100, "X/a-8"},
		{"discover, suffix", any, "BenchmarkX/a\nBenchmarkX/a-8\t" + tail100, "X/a-8"},
		{"discover, suffix or name", any, "BenchmarkX/a-8\t" + tail100, "garbled"},
		{"discover, announced earlier", any, "BenchmarkX/a\nabout BenchmarkX\nBenchmarkX/a-8\t" + tail100, "X/a-8"},
		{"discover, another function", all, "BenchmarkXY/a-2\t" + tail100, ""},
		{"discover twice", all, lineXA + lineXA, "garbled"},
		{"discover, cut", all, "BenchmarkX/a-2\tword\n" + tail100 + "BenchmarkX/b-2\t" + tail100, "X/a-2 X/b-2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			results, err := scanResults([]byte(tt.output), tt.want)
			var f *Failure
			switch {
			case errors.As(err, &f) && f.Kind == Garbled:
				if tt.found != "garbled" && !strings.Contains(f.Message, tt.found) {
					t.Errorf("garbled: %v, want %q", err, tt.found)
				}
				return
			case err != nil:
				t.Fatal(err)
			}
			var names []string
			for _, r := range results {
				names = append(names, r.String())
				if diff := cmp.Diff(values100, r.Values); r.N == 100 && diff != "" && tt.name != "unit named alike" {
					t.Errorf("values of %s (-want +got):\n%s", r.Name, diff)
				}
			}
			if got := strings.Join(names, " "); got != tt.found {
				t.Errorf("found %q, want %q", got, tt.found)
			}
		})
	}
}

// scanResults returns the results in the standard output of a process. It is
// an error when one cannot be read for certain.
func scanResults(output []byte, w want) ([]Result, error) {
	s := &scanner{want: w}
	in := lines{each: s.line}
	in.Write(output)
	in.flush()
	s.end()
	if s.garbled != "" {
		return nil, failf(Garbled, "%s", s.garbled)
	}
	return s.results, nil
}

// What package testing prints is read back, whatever the numbers.
func TestScanReadsWhatTestingPrints(t *testing.T) {
	for _, n := range []int{1, 99, 12345678, 123456789, 1_000_000_000} {
		for _, ns := range []float64{1e-9, 0.3, 9.9996, 123.45, 1e6, 1e30, math.Inf(1), math.NaN(), -3} {
			r := testing.BenchmarkResult{N: n, T: 1, Extra: map[string]float64{"ns/op": ns, "x/y": ns, "µ-é%": 5}}
			line := fmt.Sprintf("BenchmarkX-2\t%s\t%s\n", r.String(), r.MemString())
			got, err := scanResults([]byte(line), want{top: "BenchmarkX", full: "BenchmarkX"})
			if err != nil || len(got) != 1 || got[0].N != int64(n) {
				t.Fatalf("%q: %v, %v", line, got, err)
			}
			v := got[0].Values
			if v["µ-é%"] != 5 {
				t.Errorf("%q: values %v", line, v)
			}
			if finite := !math.IsNaN(ns) && !math.IsInf(ns, 0); !finite {
				if cmp.Diff([]string{"sec/op", "x/y"}, got[0].Omitted) != "" {
					t.Errorf("%q: omitted %q", line, got[0].Omitted)
				}
			} else if tolerance := 1e-3*math.Abs(ns) + 1e-7; math.Abs(v["x/y"]-ns) > tolerance || math.Abs(v["sec/op"]*1e9-ns) > tolerance {
				t.Errorf("%q: values %v", line, v)
			}
		}
	}
}

func TestScanKeepsOfTwoEqualUnitsNone(t *testing.T) {
	line := "BenchmarkX\t     100\t   5 ns/op\t   7 sec/op\t       8 B/op\t       1 allocs/op\n"
	got, err := scanResults([]byte(line), want{top: "BenchmarkX", full: "BenchmarkX"})
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	if diff := cmp.Diff(map[string]float64{"B/op": 8, "allocs/op": 1}, got[0].Values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"sec/op"}, got[0].Omitted); diff != "" {
		t.Errorf("omitted (-want +got):\n%s", diff)
	}
}

// Whatever else is printed: a result that is there is found as it is, or the
// output is garbled; it is never lost and never another.
func FuzzScanResults(f *testing.F) {
	f.Add("before\n", "between", "after\n", 2, true)
	f.Add("BenchmarkX-2", "", "BenchmarkX-2\t", 2, true)
	f.Add(lineX, "", "", 2, false)
	f.Add("", "", tail100, 0, true)
	f.Add("", "7", "", 0, false)
	f.Add("", "\n"+tail100, "", 2, true)
	f.Add("BenchmarkX/", "", "", 1, false)
	f.Add("--- FAIL: BenchmarkX\n", "\xff\x00", "\n--- SKIP: BenchmarkX-2\n", 1, false)
	f.Fuzz(func(t *testing.T, before, between, after string, procs int, exact bool) {
		if procs < 0 || procs > 1000 {
			return
		}
		w := want{top: "BenchmarkX", procs: procs, n: 100}
		if exact {
			w.full = "BenchmarkX"
		}
		name := "BenchmarkX" + suffix(max(procs, 1))
		output := []byte(before + name + " \t" + between + tail100 + after)
		copied := string(output)
		results, err := scanResults(output, w)
		if string(output) != copied {
			t.Error("the output was changed")
		}
		if err != nil {
			return
		}
		for _, r := range results {
			if r.Name == "X" && cmp.Diff(values100, r.Values) == "" {
				return
			}
		}
		// Before it, everything that makes another name of it may stand, and
		// between, what looks like a result itself.
		if !strings.HasSuffix(before, "\n") || strings.Contains(before+between, "\t") || strings.ContainsAny(between, "-\n") {
			return
		}
		t.Errorf("lost the result in %q: %v", output, results)
	})
}

// No line makes the reader of values fail, and what it accepts is whole.
func FuzzReadCounted(f *testing.F) {
	f.Add(strings.TrimSuffix(tail100, "\n"), int64(100))
	f.Add("BenchmarkX\t     100\t0x1p-2 ns/op\t 1 B/op\t 1 allocs/op", int64(0))
	f.Add("\t 1 B/op\t 1 allocs/op", int64(1))
	f.Add("9999999999999999999999\t 1 B/op\t 1 allocs/op", int64(1))
	f.Fuzz(func(t *testing.T, line string, n int64) {
		c, ok := readCounted(line)
		if !ok {
			return
		}
		if got, whole, ok := c.count(n); whole && (!ok || c.field != fmt.Sprintf("%8d", got)) {
			t.Errorf("%q: count %d", line, got)
		}
		values, omitted := c.tidy()
		for unit, v := range values {
			if unit == "" || math.IsNaN(v) || math.IsInf(v, 0) {
				t.Errorf("%q: %v %q", line, v, unit)
			}
		}
		if len(values)+len(omitted) > len(c.measures) {
			t.Errorf("%q: more units than values", line)
		}
	})
}
