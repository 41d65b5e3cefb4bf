package benchfile

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const pkg = "pkg: p\n"

// What go test prints for benchmarks that pass is read, wherever their own output
// went.
func TestAmidOutput(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a line printed", "BenchmarkX-2   \topened\n      10\t      1282 ns/op\t      26 B/op\n", []string{"p.X-2 n=10 1.282e-06 sec/op 26 B/op"}},
		{"several lines", "BenchmarkX-2   \t\na\nb\tc\n      10\t      5 x\n", []string{"p.X-2 n=10 5 x"}},
		{"text without a line end", "openedBenchmarkX-2   \topened      10\t      5 x\n", []string{"p.X-2 n=10 5 x"}},
		{"text before", "openedBenchmarkX-2   \t      10\t      5 x\n", []string{"p.X-2 n=10 5 x"}},
		{"text before, a line after", "openedBenchmarkX-2   \topened\n      10\t      5 x\n", []string{"p.X-2 n=10 5 x"}},
		{"a number printed", "BenchmarkX-2   \t42\n      10\t      5 x\n", []string{"p.X-2 n=10 5 x"}},
		{"a result printed", "BenchmarkX-2   \tBenchmarkX/p99 \t 1 \t 7 x\n      10\t      5 x\n", []string{"p.X/p99 n=1 7 x", "p.X-2 n=10 5 x"}},
		{"a log of JSON", "{\"level\":\"info\",\"Action\":\"open\"}\nBenchmarkX-2 \t      10\t      5 x\n", []string{"p.X-2 n=10 5 x"}},
		{"no values", "BenchmarkX-2   \t      10\n", []string{"p.X-2 n=10"}},
		{"no values, a line printed", "BenchmarkX-2   \topened\n      10\n", []string{"p.X-2 n=10"}},
		{"a skip", "BenchmarkX-2   \t       0\t               NaN ns/op\n--- BENCH: BenchmarkX-2\n    x_test.go:6: needs a device\n", []string{"p.X-2 n=0 NaN sec/op"}},
		{"an infinite metric", "BenchmarkX-2   \t      10\t      5 x\t      +Inf y\n", []string{"p.X-2 n=10 5 x +Inf y"}},
		{"tabs that became spaces", "BenchmarkX-2      opened\n 100   5 x\n", []string{"p.X-2 n=100 5 x"}},
		{"a progress bar", " 10%\r 20%\rBenchmarkX-2 \t 1\t 5 x\n", []string{"p.X-2 n=1 5 x"}},
		{"-v", "=== RUN   BenchmarkX\nBenchmarkX\n    x_test.go:1: BenchmarkX 1 2 x\n        BenchmarkX 1 3 x\nBenchmarkX-2 \t 1\t 5 x\n", []string{"p.X-2 n=1 5 x"}},
		{"words", "Benchmarking with 4 workers\nBenchmark results written to /tmp/x\nBenchmark 5 of 10 done\nBenchmarkFoo is slow\nUnit tests passed\nUnit x=1 and so on\nBenchmarks 3 5x\n", nil},
		{"a long line", strings.Repeat("x", 3*chunk) + "\nBenchmarkX 1 5 x\n", []string{"p.X n=1 5 x"}},
		{"a long line printed", "BenchmarkX-2 \t" + strings.Repeat("x", 3*chunk) + "\n      10\t      5 x\n", []string{"p.X-2 n=10 5 x"}},
		{"a package of that word", "ok  \texample.com/BenchmarkTools\t1s\npkg: q\nBenchmarkX 1 5 x\n", []string{"q.X n=1 5 x"}},
	} {
		rec, copied := read(t, strings.NewReader(pkg+c.text))
		if diff := cmp.Diff(c.want, rec.results); diff != "" || rec.lost != nil || rec.failed != nil {
			t.Errorf("%s: lost %q, failed %q\n%s", c.name, rec.lost, rec.failed, diff)
		}
		again, _ := read(t, strings.NewReader(copied))
		if !slices.Equal(again.measured(), slices.DeleteFunc(rec.measured(), func(s string) bool { return strings.HasSuffix(s, "n=10") })) && c.name != "an infinite metric" {
			t.Errorf("%s: the copy %q has %q", c.name, copied, again.results)
		}
	}
}

const anEvent = `{"Action":"output","Package":"p","Output":"BenchmarkB-8\t1\t5 x\n"}` + "\n"

// What cannot be put together for certain is said, with its line.
func TestLost(t *testing.T) {
	long := strings.Repeat("x", 3*chunk)
	for _, c := range []struct{ name, text, want string }{
		{"behind words", "warm-up of B done. BenchmarkB-8 \t 1000 \t 900 ns/op\n", "2: a result is mixed with"},
		{"behind the word", "INFO Benchmark B warmed up. BenchmarkB-8 \t 1000 \t 900 ns/op\n", "2: a result is mixed with"},
		{"behind a key", "cpu: 42% BenchmarkB-8 \t 1000 \t 900 ns/op\n", "2: a result is mixed with"},
		{"behind a name", "BenchmarkA-8 \tlogBenchmarkB-8 \t 1000 \t 900 ns/op\n     100\t   5 ns/op\n", "2: a result is mixed with"},
		{"two words", "xBenchmarkBenchmarkB-8 \t     100\t   5 ns/op\n", "2: a result is mixed with"},
		{"values alone", "     100\t       5 ns/op\n", "2: values without a benchmark name"},
		{"values twice", "BenchmarkB-8 \tlog\n     100\t       5 ns/op\n     100\t       6 ns/op\n", "4: values without a benchmark name"},
		{"a name alone", "BenchmarkB-8 \tlog\nPASS\n", "2: BenchmarkB-8 has no values"},
		{"a name before the next package", "BenchmarkB-8 \tlog\npkg: q\n", "2: BenchmarkB-8 has no values"},
		{"two names", "BenchmarkB-8 \tlog\nBenchmarkC-8 \tlog\n     100\t       5 ns/op\n", "2: BenchmarkB-8 has no values"},
		{"a long result", "BenchmarkB-8 1 5 " + long + "\n", "2: a result on a line of more than 65535 bytes"},
		{"a result at a long line's end", long + "BenchmarkB-8 \t     100\t   5 ns/op\n", "2: a result is mixed with"},
		{"values at a long line's end", "BenchmarkB-8 \t" + long + "     100\t   5 ns/op\n", "2: values without"},
		{"an escape sequence", "BenchmarkB-8 1 5 ns/op\x1b[0m\n", `2: unit "ns/op\x1b[0m": it holds an escape`},
		{"a colored value", "BenchmarkB-8 1 \x1b[31m5\x1b[0m ns/op\n", "2: parsing measurement"},
		{"a colored line", "\x1b[32mBenchmarkB-8 \t     100\t       5 ns/op\n\x1b[0m", ""},
		{"a colored line at once", "\x1b[32mBenchmarkB-8 \t     100\t       5 ns/op\x1b[0m\n", `2: unit "ns/op\x1b[0m"`},
		{"a zero-width space", "BenchmarkB-8 1 5 ns/op\u200b\n", `2: unit "ns/op\u200b": it holds an escape sequence or another invisible`},
		{"a package in color", "pkg: q\x1b[0m\n", `2: the package "q\x1b[0m" holds`},
		{"a unit cut at the end", "BenchmarkB-8 1 5 ns/op 5 allocs/o", `2: the file ends in the middle of the unit "allocs/o"`},
		{"a count cut at the end", "BenchmarkB-8 \t     100", "2: the file ends in the middle of a result"},
		{"half an event", `{"Action":"output","Package":"p","Output":"BenchmarkB-8`, "2: an event of go test -json that is cut"},
		{"a unit with the next word", "BenchmarkB-8 1 5 ns/opPASS\n", `2: unit "ns/opPASS": it is a unit of package testing`},
		{"gzip behind text", "BenchmarkB-8 1 5 ns/op\n" + zipped(sample), "3: binary data"},
		{"gzip behind a line without an end", "PASS" + zipped(sample), "2: binary data"},
		{"NUL bytes", "BenchmarkB-8 1 5 ns/op\n\x00\x00\x00\n", "3: binary data"},
		{"NUL bytes in words", "started\x00\x00\n", "2: binary data"},
		{"an event behind a time", "12:00 " + anEvent, "2: an event of go test -json amid"},
		{"an event behind a service", "bench-1  | " + anEvent, "2: an event of go test -json amid"},
		{"an event behind a field", "data: " + anEvent, "2: an event of go test -json amid"},
		{"an event with spaces", `x {"Action": "output", "Output": "BenchmarkB-8\t1\t5 ns/op\n"}`, "2: an event of go test -json amid"},
		{"an event in another", `{"event":` + strings.TrimSpace(anEvent) + "}\n", "2: an event of go test -json amid"},
		{"an event behind an event", strings.TrimSpace(anEvent) + anEvent, "2: an event of go test -json that is cut"},
		{"an event in a log", "    x_test.go:5: " + anEvent, ""},
		{"JSON laid out", "{\n  \"Action\": \"output\",\n  \"Output\": \"BenchmarkB-8 \\t 1 5 ns/op\\n\"\n}\n", ""},
	} {
		rec, _ := read(t, strings.NewReader(pkg+c.text))
		if len(rec.lost) == 0 && c.want != "" || len(rec.lost) > 0 && !strings.HasPrefix(rec.lost[0], c.want) {
			t.Errorf("%s: lost %q, want %q; results %q", c.name, rec.lost, c.want, rec.results)
		}
	}
	// Without the package's line, as where a time stands before each line, no
	// result is taken from within a line.
	rec, _ := read(t, strings.NewReader("12:00 pkg: p\n12:00 BenchmarkB-8 \t     100\t       5 ns/op\n12:00 PASS\n"))
	if len(rec.lost) != 1 || rec.results != nil {
		t.Errorf("behind times: lost %q, results %q", rec.lost, rec.results)
	}
}

func TestUnitFaults(t *testing.T) {
	for _, unit := range []string{"ns/op", "%", "cpu-%", "p99.9-ns/op", "µs", "°C", "x(ms)", "[kB]", "rows*", "#", "$/op", "m²", "B/op-heap", "sec", "5xx", "MB/sec", "ns/operation", "nsec/op", "p99-ns/op"} {
		if fault := faultOf(unit); fault != "" {
			t.Errorf("%s: %s", unit, fault)
		}
	}
	for _, unit := range []string{"ns/op;", "ns/op,", "ns/op.", "ns/op)", "(ns/op)", "**ns/op**", `"ns/op"`, "ns/op</td>", `ns/op\n"`, "x;", "x:", "x|", "x]", "ns/op|", "ns/op\x00", "\x1b[1mx", "ns/op\ufeff", "\xb5s", "ns/op…",
		"ns/opPASS", "ns/opok", "ns/op-x", "MB/sFAIL", "allocs/opX", "B/op5", "ns/OP", "NS/op", "mb/s", "B/OP-heap", "ns/op-", "ns/op(p99)"} {
		if faultOf(unit) == "" {
			t.Errorf("%q is taken for a unit", unit)
		}
	}
}

func TestFailed(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"BenchmarkX-2   \t--- FAIL: BenchmarkX-2\n", "2: --- FAIL: BenchmarkX-2 | p.X-2"},
		{"BenchmarkX-2   \tpanic: boom\n", "2: panic: boom | p.X-2"},
		{"BenchmarkX-2   \tpanic: test timed out after 10m0s\n", "2: panic: test timed out after 10m0s | p.X-2"},
		{"BenchmarkX-2   \tsignal: killed\n", "2: signal: killed | p.X-2"},
		{"BenchmarkX-2   \tout of connections\nexit status 1\nFAIL\tp\t1s\n", "3: exit status 1 | p.X-2"},
		{"signal: killed\n", "2: signal: killed | p."},
		{"*** Test killed with quit: ran too long (11m0s).\n", "2: *** Test killed with quit: ran too long (11m0s). | p."},
		{"Killed\n", "2: Killed | p."},
		{"Killed: 9 \n", "2: Killed: 9 | p."},
		{"BenchmarkX-2   \tTerminated\n", "2: Terminated | p.X-2"},
		{"make: *** [bench] Error 1\n", "2: make: *** [bench] Error 1 | p."},
		{"make[1]: *** [Makefile:3: bench] Terminated\n", "2: make[1]: *** [Makefile:3: bench] Terminated | p."},
		{"Error: The operation was canceled.\n", "2: Error: The operation was canceled. | p."},
		{"##[error]Process completed with exit code 137.\n", "2: ##[error]Process completed with exit code 137. | p."},
		{"\x16--- FAIL: BenchmarkX\n", "2: --- FAIL: BenchmarkX | p.X"},
		{"\x1b[31mFAIL\tq\t1s\x1b[0m\n", ""},
		{"BenchmarkX-2   \t", "2: the file ends before the values of BenchmarkX-2 | p.X-2"},
		{"BenchmarkX-2   \tlog\nlog\n", "2: the file ends before the values of BenchmarkX-2 | p.X-2"},
	} {
		rec, _ := read(t, strings.NewReader(pkg+c.text))
		if len(rec.failed) == 0 || !strings.HasPrefix(rec.failed[0], c.want) || rec.lost != nil {
			t.Errorf("%q: failed %q, lost %q, want %q", c.text, rec.failed, rec.lost, c.want)
		}
	}
	rec, _ := read(t, strings.NewReader(pkg+"failing is no failure\nexit status of the child: 1\nBenchmarkX-2 \t 1\t 5 x\npanicked: no\nKilled 3 workers\nTerminated: no\nmake: Entering directory\nError: none\n"))
	if rec.failed != nil {
		t.Errorf("ordinary words: %q", rec.failed)
	}
}

func TestConfigurations(t *testing.T) {
	var r Reader
	r.Ignore = map[string]bool{"note": true}
	rec := new(recorder)
	for _, text := range []string{"tags: a \nBenchmarkX 1 1 x\nnote: n\ntags:\nBenchmarkX 1 2 x\nGOAMD64: v3\nshape: round\nBenchmarkX 1 3 x\n", "BenchmarkX 1 4 x\n"} {
		if n, err := r.Read(strings.NewReader(text), rec); err != nil || n == 0 {
			t.Fatal(n, err)
		}
	}
	if diff := cmp.Diff([]string{".X tags=a n=1 1 x", ".X n=1 2 x", ".X shape=round n=1 3 x", ".X n=1 4 x"}, rec.results); diff != "" {
		t.Error(diff)
	}
	if len(r.configs) != 3 {
		t.Errorf("%d configurations", len(r.configs))
	}
	var many strings.Builder
	for i := range maxSettings + 1 {
		fmt.Fprintf(&many, "k%d: v\n", i)
	}
	full, _ := read(t, strings.NewReader(many.String()+"BenchmarkX 1 1 x\n"))
	if len(full.lost) != 1 {
		t.Errorf("%d keys: lost %q", maxSettings+1, full.lost)
	}
}

// Files of a side stand in the copy as if each stood alone.
func TestCopyOfFiles(t *testing.T) {
	var b strings.Builder
	r := Reader{Copy: &b}
	for _, text := range []string{"tags: a\npkg: p\nBenchmarkX 1 1 x", "pkg: p\nBenchmarkX 1 2 x\n"} {
		if _, err := r.Read(strings.NewReader(text), new(recorder)); err != nil {
			t.Fatal(err)
		}
	}
	rec, _ := read(t, strings.NewReader(b.String()))
	if diff := cmp.Diff([]string{"p.X tags=a n=1 1 x", "p.X n=1 2 x"}, rec.results); diff != "" {
		t.Error(diff, b.String())
	}
}

// interleaved spreads the output of packages over events, a piece at a time.
func interleaved(r *rand.Rand, texts map[string]string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	names := []string{"a", "b"}
	for _, name := range names {
		enc.Encode(event{Action: "start", Package: name})
	}
	for len(names) > 0 {
		i := r.IntN(len(names))
		name, text := names[i], texts[names[i]]
		if text == "" {
			enc.Encode(event{Action: "pass", Package: name})
			names = slices.Delete(names, i, i+1)
			continue
		}
		n := 1 + r.IntN(min(30, len(text)))
		for n < len(text) && text[n]&0xc0 == 0x80 {
			n++ // test2json does not cut characters
		}
		enc.Encode(event{Action: "output", Package: name, Output: text[:n]})
		texts[name] = text[n:]
	}
	return b.String()
}

// FuzzEvents spreads the output of two packages over events in any pieces: each
// package has the results that it has alone.
func FuzzEvents(f *testing.F) {
	f.Add("goos: linux\nBenchmarkX-8 \t 1\t 5 x\n", "BenchmarkY-8 \tlog\n     100\t   5 x\nBenchmarkZ 1 2 y\n", uint64(1))
	f.Add("BenchmarkX-2 \tpanic: boom\nFAIL\n", "é\r\nUnit x better=lower\nBenchmarkX 1 1 x\n", uint64(2))
	f.Fuzz(func(t *testing.T, a, b string, seed uint64) {
		texts := map[string]string{"a": strings.ToValidUTF8(a, "?") + "\n", "b": strings.ToValidUTF8(b, "?") + "\n"}
		var want []string
		for name, text := range texts {
			if strings.HasPrefix(text, "{") || strings.Contains(text, "\n{") || strings.Contains(text, `"Action"`) || strings.ContainsAny(text, "\r\x00\ufeff") || len(text) > maxLine/4 {
				return
			}
			alone, _, err := readAll(strings.NewReader("pkg: " + name + "\n" + text))
			if err != nil {
				return
			}
			want = append(want, alone.results...)
		}
		got, copied, err := readAll(strings.NewReader(interleaved(rand.New(rand.NewPCG(seed, 0)), texts)))
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(want)
		slices.Sort(got.results)
		if diff := cmp.Diff(want, got.results); diff != "" {
			t.Fatal(diff)
		}
		if len(got.lost) > 0 {
			return
		}
		again, _, err := readAll(strings.NewReader(copied))
		if err != nil {
			t.Fatal(err)
		}
		measured, kept := got.measured(), again.measured()
		slices.Sort(kept)
		measured = slices.DeleteFunc(measured, func(s string) bool {
			return !slices.Contains(kept, s) && (strings.Contains(s, " n=0") || !strings.Contains(s[strings.LastIndex(s, "n="):], " "))
		})
		if diff := cmp.Diff(measured, kept, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("the copy %q: %s", copied, diff)
		}
	})
}

func TestEvents(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no end", `{"Action":"start","Package":"p"}` + "\n" + `{"Action":"output","Package":"p","Output":"BenchmarkX 1 5 x\n"}`, "2: the file ends before package p does | p."},
		{"no end, without a start", `{"Action":"run","Package":"p","Test":"BenchmarkX"}` + "\n" + `{"Action":"output","Package":"p","Output":"BenchmarkX 1 5 x\n"}`, "2: the file ends before package p does | p."},
		{"fail without a word", `{"Action":"output","Package":"p","Output":"BenchmarkX 1 5 x\n"}` + "\n" + `{"Action":"fail","Package":"p"}`, "2: go test: FAIL p | p."},
		{"build", `{"ImportPath":"p","Action":"build-fail"}`, "1: the build of p failed | ."},
		{"words of go test", "go: x\n" + `{"Action":"output","Package":"p","Output":"FAIL\tp\t1s\n"}` + "\n" + `{"Action":"fail","Package":"p"}`, "2: FAIL\tp\t1s | p."},
	} {
		rec, _ := read(t, strings.NewReader(c.text))
		if !slices.Equal(rec.failed, []string{c.want}) {
			t.Errorf("%s: failed %q, want %q", c.name, rec.failed, c.want)
		}
	}
	// Events that were filtered have their package all the same.
	rec, _ := read(t, strings.NewReader(`{"Action":"output","Package":"p","Output":"BenchmarkX 1 5 x\n"}`))
	if !slices.Equal(rec.results, []string{"p.X n=1 5 x"}) || rec.failed != nil {
		t.Errorf("filtered: %q, failed %q", rec.results, rec.failed)
	}
	for _, front := range []string{"  ", "\t", "\x1e", "\ufeff"} {
		rec, _ := read(t, strings.NewReader("go: x\n"+front+anEvent))
		if !slices.Equal(rec.results, []string{"p.B-8 n=1 5 x"}) || rec.lost != nil {
			t.Errorf("behind %q: %q, lost %q", front, rec.results, rec.lost)
		}
	}
}
