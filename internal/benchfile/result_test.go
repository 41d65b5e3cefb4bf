package benchfile

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
)

func TestNumbers(t *testing.T) {
	for _, word := range []string{"0", "1", "512.5", "0.1", "0.3", "123456789012345", "1234567890.12345", "0.000000000000001", "5.", ".5", "-0", "1e3", "9007199254740993", "0x1p-2"} {
		want, _ := slowNumber([]byte(word))
		if got, ok := number([]byte(word)); !ok || got != want {
			t.Errorf("%s is %v, want %v", word, got, want)
		}
	}
	for _, word := range []string{"", ".", "5x", "1.2.3", "ns/op"} {
		if got, ok := number([]byte(word)); ok {
			t.Errorf("%q is %v", word, got)
		}
	}
}

// FuzzLine holds results to the reader of benchstat: what begins with the word
// Benchmark and is a result there is the same here, or said to be lost.
func FuzzLine(f *testing.F) {
	for _, seed := range []string{"BenchmarkX-8 \t 1000\t 512.5 ns/op\t 64 B/op", "BenchmarkX 1 1e3 x -0 y", "Benchmark 0 NaN ns/op 5 MB/s",
		"BenchmarkX\u00a01\u20035\vx", "BenchmarkX 0x10 5 x", "Benchmark/é-1 +1 0x1p-2 p99-ns", "BenchmarkX 1 5 ns/op;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if !strings.HasPrefix(line, "Benchmark") || strings.ContainsAny(line, "\n\r\x00") || len(line) > maxLine/2 {
			return
		}
		theirs := benchfmt.NewReader(strings.NewReader(line+"\n"), "f")
		var want *benchfmt.Result
		if theirs.Scan() {
			want, _ = theirs.Result().(*benchfmt.Result)
		}
		var rec keeper
		if _, err := new(Reader).Read(strings.NewReader(line+"\n"), &rec); err != nil {
			t.Fatal(err)
		}
		switch {
		case want == nil && rec.result != nil && len(rec.result.Values) > 0:
			t.Fatalf("%q: benchstat has no result, here %+v", line, rec.result)
		case want == nil, len(rec.lost) > 0:
			return
		case rec.result == nil:
			t.Fatalf("%q: not a word of the result that benchstat has", line)
		}
		if string(rec.result.Name) != string(want.Name) || rec.result.N != want.Iters || len(rec.result.Values) != len(want.Values) {
			t.Fatalf("%q: got %+v, want %+v", line, rec.result, want)
		}
		for i, v := range rec.result.Values {
			_, unit := benchunit.Tidy(1, want.Values[i].Unit)
			if v.Unit.Canonical != unit || v.Value != want.Values[i].Value && !math.IsNaN(v.Value) {
				t.Fatalf("%q: got %v %s, want %v", line, v.Value, v.Unit.Canonical, want.Values[i])
			}
		}
	})
}

// A keeper keeps the only result.
type keeper struct {
	recorder
	result *Result
}

func (k *keeper) Result(r *Result) {
	c := *r
	c.Name = bytes.Clone(r.Name)
	k.result = &c
}

// Configuration lines are those of benchstat, save that space at their end does
// not count.
func FuzzSetting(f *testing.F) {
	for _, seed := range []string{"goos: linux", "tags:\tasm  ", "note:", "GOAMD64: v3", "a b: c", "key:value", "é: x", "x\x85: y", "signal: killed", "k: v\u00a0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\n\r") || strings.HasPrefix(line, "Unit") || len(line) > maxLine/2 {
			return
		}
		theirs := benchfmt.NewReader(strings.NewReader(line+"\nBenchmarkX 1 1 x\n"), "f")
		if !theirs.Scan() {
			return
		}
		res, ok := theirs.Result().(*benchfmt.Result)
		if !ok || string(res.Name) != "X" {
			return
		}
		want := map[string]string{}
		for _, c := range res.Config {
			want[c.Key] = string(c.Value)
		}
		got := map[string]string{}
		if key, value, ok := setting([]byte(line)); ok && value != "" {
			got[key] = value
		}
		for key, value := range want {
			if want[key] = trimSpace(value); want[key] == "" {
				delete(want, key)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", line, diff)
		}
	})
}

func trimSpace(s string) string {
	return strings.TrimRight(s, "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000")
}
