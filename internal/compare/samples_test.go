package compare

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/perf/benchunit"

	"github.com/benchgate/benchgate/internal/round"
)

var benchX = round.Benchmark{Package: "example.com/p", Name: "X-8"}

func TestIdentity(t *testing.T) {
	text := "pkg: a\nBenchmarkX-8 1 5 ns/op\nBenchmarkX 1 6 ns/op\nBenchmarkX-1 1 7 ns/op\nBenchmarkX/n=1-8 1 8 ns/op\n" +
		"pkg: b\nBenchmarkX-8 1 9 ns/op 3 B/op\npkg: a\nBenchmarkX-8 1 10 ns/op\n"
	var got []string
	for _, d := range filesOf(t, []byte(text), []byte(text)) {
		got = append(got, d.Benchmark.String()+" "+d.Unit)
	}
	want := []string{"a.X-8 sec/op", "a.X sec/op", "a.X-1 sec/op", "a.X/n=1-8 sec/op", "b.X-8 sec/op", "b.X-8 B/op"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRowsInOrderOfFirstAppearance(t *testing.T) {
	base := "BenchmarkB 1 1 ns/op\nBenchmarkA 1 1 ns/op 2 x\n"
	head := "BenchmarkC 1 1 ns/op\nBenchmarkA 1 2 y 1 ns/op\nBenchmarkB 1 1 B/op\n"
	var got []string
	for _, d := range filesOf(t, []byte(base), []byte(head)) {
		got = append(got, d.Name+" "+d.Unit)
	}
	want := []string{"B sec/op", "B B/op", "A sec/op", "A x", "A y", "C sec/op"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFilesOfASidePool(t *testing.T) {
	s := new(Samples)
	for _, text := range []string{"pkg: p\nBenchmarkX-8 1 5 ns/op\n", "BenchmarkX-8 1 7 ns/op\n", "pkg: p\nBenchmarkX-8 1 6 ns/op\n"} {
		if err := s.Read(strings.NewReader(text), "f"); err != nil {
			t.Fatal(err)
		}
	}
	got := s.lookup(round.Benchmark{Package: "p", Name: "X-8"}).values("sec/op")
	five, _ := benchunit.Tidy(5, "ns/op")
	six, _ := benchunit.Tidy(6, "ns/op")
	if diff := cmp.Diff([]float64{five, six}, got); diff != "" {
		t.Error(diff)
	}
	if n := s.Len(); n != 2 { // a package does not leak into the next file
		t.Errorf("%d samples, want 2", n)
	}
}

func TestUnreadableLines(t *testing.T) {
	const ok = "BenchmarkX-8 1 5 ns/op\n"
	for _, c := range []struct{ name, text, want string }{
		{"only the name", "BenchmarkY-8 \t\n" + ok, "f.txt:1: BenchmarkY-8 has no values: other output is mixed into its result"},
		{"a log and nothing else", "BenchmarkY-8 \t log: started\n" + ok, "f.txt:1: BenchmarkY-8 has no values: other output is mixed into its result"},
		{"half a line", ok + ok + "BenchmarkY-8 100 5", "f.txt:3: missing units"},
		{"bad number", "BenchmarkY-8 100 5.x ns/op\n", "f.txt:1: parsing measurement: invalid syntax"},
		{"log before", ok + "done.BenchmarkY-8   \t 100\t 5 ns/op\n", "f.txt:2: a result is mixed with other output on the same line"},
		{"not a number", "\n\nBenchmarkY-8 100 NaN ns/op\n", "f.txt:3: the value of ns/op is not a finite number"},
		{"infinite", "BenchmarkY-8 100 +Inf ns/op\n", "f.txt:1: the value of ns/op is not a finite number"},
		{"unit line", "Unit x better=higher assume\n", "f.txt:1: expected key=value"},
		{"unit twice", "Unit x better=higher\nUnit x better=lower\n", "f.txt:2: metadata better of unit x already set to higher"},
		{"name in color", "Benchmark\x1b[1mY\x1b[0m-8 100 5 ns/op\n", `f.txt:1: the name "\x1b[1mY\x1b[0m-8" holds an escape sequence or another invisible character`},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := new(Samples).Read(strings.NewReader(c.text), "f.txt")
			var bad *Unreadable
			if !errors.As(err, &bad) || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestUnreadableLinesAreBounded(t *testing.T) {
	text := strings.Repeat("BenchmarkY 1 5x\n", 25) + "BenchmarkX-8 1 5 ns/op\n"
	s := new(Samples)
	err := s.Read(strings.NewReader(text), "f.txt")
	if err == nil || strings.Count(err.Error(), "\n") != maxUnreadable || !strings.HasSuffix(err.Error(), "\nand 5 more") {
		t.Errorf("got %v", err)
	}
	if s.Len() != 1 {
		t.Error("the readable line was not kept")
	}
}

// Text that is no result is left alone.
func TestOtherOutputIsNotAnError(t *testing.T) {
	text := "=== RUN   BenchmarkX\nBenchmarkX\n--- BENCH: BenchmarkX-8\n    x_test.go:3: BenchmarkX ran 5 times\nPASS\nok  \tp\t1s\n{\"a\": 1}\n\x00\xff\n"
	if err := new(Samples).Read(strings.NewReader(text), "f.txt"); err != nil {
		t.Error(err)
	}
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("disk on fire")
	err := new(Samples).Read(iotest.ErrReader(broken), "f.txt")
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "f.txt") {
		t.Errorf("got %v", err)
	}
}

func TestFailures(t *testing.T) {
	text := "pkg: p\n--- FAIL: BenchmarkX/n=1-8\n    --- FAIL: BenchmarkX/n=2-8\nBenchmarkY-8 1 5 ns/op\npanic: boom\n" +
		"FAIL\nexit status 2\nFAIL\tq\t0.1s\r\nfatal error: all goroutines are asleep\nFAILURE is not one\n--- FAIL: TestZ (0.00s)"
	for name, r := range map[string]io.Reader{"whole": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text)),
		"data with EOF": iotest.DataErrReader(strings.NewReader(text))} {
		s := new(Samples)
		if err := s.Read(r, "f"); err != nil {
			t.Fatal(err)
		}
		var got []string
		list, more := s.Failures()
		for _, f := range list {
			got = append(got, f.String()+" | "+f.Benchmark.String())
		}
		want := []string{"f:2: --- FAIL: BenchmarkX/n=1-8 | p.X/n=1-8", "f:3: --- FAIL: BenchmarkX/n=2-8 | p.X/n=2-8", "f:5: panic: boom | p.",
			"f:6: FAIL | p.", "f:7: exit status 2 | p.", "f:8: FAIL\tq\t0.1s | q.", "f:9: fatal error: all goroutines are asleep | p.", "f:11: --- FAIL: TestZ (0.00s) | p."}
		if diff := cmp.Diff(want, got); diff != "" || more != 0 {
			t.Errorf("%s: %d more\n%s", name, more, diff)
		}
	}
}

func TestFailuresAreBounded(t *testing.T) {
	s := new(Samples)
	if err := s.Read(strings.NewReader(strings.Repeat("panic: "+strings.Repeat("é", 500)+"\n", 150)), "f"); err != nil {
		t.Fatal(err)
	}
	list, more := s.Failures()
	if len(list) != maxFailures || more != 50 || len(list[0].Text) > 210 {
		t.Errorf("%d failures, %d more, text of %d bytes", len(list), more, len(list[0].Text))
	}
}

func TestWarnings(t *testing.T) {
	side := func(text string) *Samples { return samplesOf(t, []byte(text), "f") }
	for _, c := range []struct {
		base, head string
		want       []string
	}{
		{"goos: linux\ncpu: A\n", "goos: linux\ncpu: A\r\n", nil},
		{"cpu: A\n", "", nil},
		{"cpu: A \n", "cpu: A\n", nil}, // Go prints the space, editors take it away
		{"commit: A\n", "commit: B\n", nil},
		{"cpu: A\n", "cpu: B\n", []string{`cpu differs: base "A", head "B"`}},
		{"tags: a\n", "tags: b\n", []string{`tags differs: base "a", head "b"`}},
		{"goarch: x\nBenchmarkX 1 1 x\ngoarch: y\n", "goarch: y\nBenchmarkX 1 1 x\ngoarch: x\n", nil}, // told apart
		{"Unit u better=sideways\n", "", []string{"f:1: unit u: better=sideways is not known and ignored"}},
		{"", "Unit ns/op better=higher\n", []string{"f:1: unit ns/op: better=higher is ignored: head cannot change a direction that is known"}},
		{"BenchmarkY 0 NaN ns/op\nBenchmarkX 1 NaN x\n", "", []string{
			"results without an iteration, as b.Skip leaves them, do not count: 1 of base, Y", "values that are not finite do not count: 1 of base, X x"}},
	} {
		const result = "BenchmarkX 1 5 ns/op\n"
		if diff := cmp.Diff(c.want, Warnings(side(c.base+result), side(c.head+result))); diff != "" {
			t.Errorf("%q against %q:\n%s", c.base, c.head, diff)
		}
	}
}

// A machine that differs is no reason not to compare.
func TestDifferentMachinesAreCompared(t *testing.T) {
	base, head := []byte("cpu: A\nBenchmarkX 1 5 ns/op\n"), []byte("cpu: B\nBenchmarkX 1 6 ns/op\n")
	if d := filesOf(t, base, head); len(d) != 1 || math.Abs(d[0].Change-0.2) > 1e-12 {
		t.Errorf("got %d rows", len(d))
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"pkg: p\nBenchmarkX-8 1 5 ns/op 3 B/op\n", "Unit x better=higher assume=exact\nBenchmarkX 2 0 x\n",
		"xBenchmarkY-8 1 5 ns/op\n--- FAIL: BenchmarkX\nFAIL\n", "BenchmarkX 1 1e999 MB/s\r\npanic: \n", "Benchmark 1 -0 ns\nBenchmark/é-1 1 0x1p-2 ns\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		whole, pieces := new(Samples), new(Samples)
		errWhole := whole.Read(bytes.NewReader(text), "f")
		errPieces := pieces.Read(iotest.OneByteReader(bytes.NewReader(text)), "f")
		if !bytes.Equal(text, before) {
			t.Fatal("the input was modified")
		}
		if (errWhole == nil) != (errPieces == nil) || whole.Len() != pieces.Len() {
			t.Fatalf("read at once %v, in pieces %v", errWhole, errPieces)
		}
		deltas, err := Files(whole, pieces, Options{})
		if err != nil || len(deltas) != whole.Len() {
			t.Fatalf("%d rows of %d samples: %v", len(deltas), whole.Len(), err)
		}
		for _, d := range deltas {
			noInfinity(t, d)
			if d.Base.Center == d.Head.Center && d.Change != 0 || d.P < 0.5 {
				t.Errorf("the same file twice: %v", numbers(d))
			}
		}
	})
}
