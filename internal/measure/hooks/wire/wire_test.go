package wire

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var messages = []Message{
	{Kind: KindHello, Version: Version},
	{Kind: KindLoop, Name: "BenchmarkX"},
	{Kind: KindEnter, Name: "BenchmarkX/a=\"b\""},
	{Kind: KindSkip, Name: "BenchmarkX/é"},
	{Kind: KindFail, Name: "BenchmarkX", Text: "a\n\"b\" | \x00\xff"},
	{Kind: KindRan, Name: "BenchmarkX#01", Report: Report{Main: Burst{N: 1, Nanoseconds: 5}}},
	{Kind: KindTurn, Report: Report{
		Warm: Burst{1, 2, 3, 4}, Main: Burst{5, 6, 7, 8}, SetBytes: 9, Wall: 10, Waited: 11, Idle: 12, Workers: 13,
		Extra: map[string]float64{"p99-ns/op": 1.5, "é/op": math.Inf(-1), "x": math.NaN(), "=\"": 0.1 + 0.2},
	}},
	{Kind: KindFinal, Name: "BenchmarkX", Report: Report{Main: Burst{N: math.MaxInt64, Bytes: math.MaxInt64}}},
}

func TestMessages(t *testing.T) {
	for _, m := range messages {
		line := m.Append(nil)
		if bytes.Count(line, []byte("\n")) != 1 || line[len(line)-1] != '\n' {
			t.Errorf("%q is not one line", line)
		}
		got, err := ParseMessage(line)
		if err != nil {
			t.Errorf("%q: %v", line, err)
		}
		if d := cmp.Diff(m, got, cmpopts.EquateNaNs()); d != "" {
			t.Errorf("%q: %s", line, d)
		}
	}
}

// TestNegative holds that a timer that runs backwards gives no negative count.
func TestNegative(t *testing.T) {
	m := Message{Kind: KindTurn, Report: Report{Main: Burst{N: 1, Nanoseconds: -5}}}
	got, err := ParseMessage(m.Append(nil))
	if err != nil || got.Report.Main.Nanoseconds != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestLongText(t *testing.T) {
	m := Message{Kind: KindFail, Name: strings.Repeat("x", 10*MaxName), Text: strings.Repeat("\x00", 10*MaxText)}
	line := m.Append(nil)
	if len(line) > MaxMessage {
		t.Errorf("the line has %d bytes", len(line))
	}
	if got, err := ParseMessage(line); err != nil || len(got.Text) != MaxText || len(got.Name) != MaxName {
		t.Errorf("got %d bytes of %d, %v", len(got.Text), len(got.Name), err)
	}
}

// TestAppendAllocatesNothing holds that reporting leaves the heap alone, since
// it happens between turns.
func TestAppendAllocatesNothing(t *testing.T) {
	buf := make([]byte, 0, MaxMessage)
	m := messages[6]
	if n := testing.AllocsPerRun(100, func() { buf = m.Append(buf[:0]) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestOrders(t *testing.T) {
	for _, o := range []Order{{VerbEnd, 0, 0, 0}, {VerbPass, 0, 0, 0}, {VerbTurn, 0, 1, 0}, {VerbLearn, 12, MaxIterations, 1}, {VerbCollect, 0, 1, 0}, {VerbTurn, MaxIterations, MaxIterations, MaxPin}} {
		line := o.Append(nil)
		if got, err := ParseOrder(line); err != nil || got != o || len(line) > MaxOrder {
			t.Errorf("%q: %v, %v", line, got, err)
		}
	}
	for _, line := range []string{"", "turn", "turn 1", "turn 1 5", "turn 0 0 0", "turn -1 5 0", "turn 1 5 -1", "turn 1 5 1025", "turn 1 5 6 7", "end ", "end 1", "pass 1", "run 1 1", "turn 0 1000000001 0", "turn  0 1 0"} {
		if got, err := ParseOrder([]byte(line)); err == nil {
			t.Errorf("%q is taken for %v", line, got)
		}
	}
}

func FuzzParseOrder(f *testing.F) {
	for _, s := range []string{"end\n", "turn 0 1 0\n", "learn 5 100 2\n", "turn 1 1000000001 0", "turn 1  1 0"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		before := bytes.Clone(line)
		o, err := ParseOrder(line)
		if !bytes.Equal(line, before) {
			t.Fatal("the line was changed")
		}
		if err != nil {
			return
		}
		if o.Verb != VerbEnd && o.Verb != VerbPass && (o.N < 1 || o.N > MaxIterations || o.Warm < 0 || o.Warm > MaxIterations || o.Pin < 0 || o.Pin > MaxPin) {
			t.Errorf("%q is taken for %v", line, o)
		}
		if again, err := ParseOrder(o.Append(nil)); err != nil || again != o {
			t.Errorf("%q: %v, then %v, %v", line, o, again, err)
		}
	})
}

func FuzzParseMessage(f *testing.F) {
	for _, m := range messages {
		f.Add(m.Append(nil))
	}
	f.Add([]byte("turn 0 0 0 0 1 1 0 0 0 0 0 0 0 a"))
	f.Add([]byte("fail \""))
	f.Fuzz(func(t *testing.T, line []byte) {
		before := bytes.Clone(line)
		m, err := ParseMessage(line)
		if !bytes.Equal(line, before) {
			t.Fatal("the line was changed")
		}
		if err != nil || len(m.Text) > MaxText {
			return
		}
		r := m.Report
		for _, n := range []int64{r.Warm.N, r.Warm.Nanoseconds, r.Main.N, r.Main.Nanoseconds, r.SetBytes, r.Wall, r.Waited, r.Idle, r.Workers} {
			if n < 0 {
				t.Errorf("%q has a negative count", line)
			}
		}
		again, err := ParseMessage(m.Append(nil))
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if d := cmp.Diff(m, again, cmpopts.EquateNaNs()); d != "" {
			t.Errorf("%q: %s", line, d)
		}
	})
}
