package main

import (
	"math"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/round"
)

// blockOf is a block whose round has equal sides.
func blockOf(plainSec, turnsSec, plainBytes, turnsBytes float64) block {
	v := round.Values{"sec/op": {Center: turnsSec, Mean: 2 * turnsSec},
		"B/op": {Center: turnsBytes}, "allocs/op": {Center: 1}}
	return block{Plain: map[string]float64{"sec/op": plainSec, "B/op": plainBytes, "allocs/op": 1},
		Rounds: []round.Round{{N: 10, Base: v, Head: v}}}
}

func TestBias(t *testing.T) {
	p := &pairing{Blocks: []block{blockOf(1, 1.1, 0, 0), blockOf(2, 2.2, 0, 0), blockOf(4, 4.4, 0, 0)}}
	near(t, "bias", p.bias(p.Blocks, center), 0.1)
	near(t, "bias of the mean", p.bias(p.Blocks, average), 1.2)
	// The machine changed between blocks, but both always saw the same.
	near(t, "standard error", p.uncertainty(p.medianBias), 0)
	near(t, "side by side", p.pairedBias(p.Blocks), 0.1)
	p.Blocks = []block{blockOf(1, 1.1, 0, 0), blockOf(1, 0.9, 0, 0), blockOf(1, 1.3, 0, 0), blockOf(1, 0.7, 0, 0)}
	if se := p.uncertainty(p.medianBias); se < 0.05 || se > 0.3 {
		t.Errorf("standard error %v", se)
	}
	// A spell of another machine in which only go test ran.
	p.Blocks = []block{blockOf(1, 1.1, 0, 0), blockOf(9, 1.1, 0, 0), blockOf(2, 2.2, 0, 0), blockOf(4, 4.4, 0, 0), blockOf(3, 3.3, 0, 0)}
	near(t, "side by side", p.pairedBias(p.Blocks), 0.1)
	if first, again := p.uncertainty(p.medianBias), p.uncertainty(p.medianBias); first != again {
		t.Errorf("the same blocks gave %v and %v", first, again)
	}
	if !math.IsNaN((&pairing{Blocks: p.Blocks[:1]}).uncertainty(p.medianBias)) {
		t.Error("one block has a standard error")
	}
}

func TestVerdict(t *testing.T) {
	for _, tt := range []struct {
		name         string
		plain, turns []float64
		atN          []float64
		want         verdict
	}{
		{"one value", []float64{8, 8}, []float64{8, 8}, nil, equal},
		{"no unit at all", nil, nil, nil, equal},
		{"it varies", []float64{7, 8, 9}, []float64{8, 8, 8}, nil, typically},
		{"nearly", []float64{2000, 2000}, []float64{2002, 2002}, nil, nearly},
		{"not so nearly", []float64{2000, 2000}, []float64{2003, 2003}, nil, differs},
		{"nothing is not nearly something", []float64{0, 0}, []float64{1, 1}, nil, differs},
		{"it follows n", []float64{8, 8}, []float64{10, 10}, []float64{10, 10, 10}, dependent},
		{"go test does not agree with itself", []float64{8, 8}, []float64{0, 0}, []float64{80, 80, 80}, dependent},
		{"turns are wrong", []float64{8, 8}, []float64{10, 10}, []float64{8, 8, 8}, differs},
		{"not looked at closer", []float64{8, 8}, []float64{10, 10}, nil, differs},
	} {
		p := &pairing{}
		for i := range tt.plain {
			p.Blocks = append(p.Blocks, blockOf(1, 1, tt.plain[i], tt.turns[i]))
		}
		for _, v := range tt.atN {
			p.Plain = append(p.Plain, map[string]float64{"B/op": v})
		}
		if got := p.verdict("B/op"); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFidelityTables(t *testing.T) {
	good := &pairing{Benchmark: round.Benchmark{Package: "p", Name: "Good"}, Blocks: []block{blockOf(1, 1.01, 8, 8), blockOf(1, 1.01, 8, 8)}}
	slow := &pairing{Benchmark: round.Benchmark{Package: "p", Name: "Slow"}, Note: "because",
		Blocks: []block{blockOf(1, 1.2, 8, 8), blockOf(1, 1.2, 8, 8)}}
	broken := &pairing{Benchmark: round.Benchmark{Package: "p", Name: "Broken"}, TurnsError: "it hangs",
		Blocks: []block{blockOf(1, 1, 8, 8)}}
	tables := fidelityTables([]*pairing{good, slow, broken})
	var titles []string
	for _, tab := range tables {
		titles = append(titles, tab.title)
	}
	if got := strings.Join(titles, "; "); got != "Turns against go test, over the list; Exceptions; Not measured; Turns against go test, by benchmark" {
		t.Fatal(got)
	}
	if got := strings.Join(tables[0].rows[1], " "); got != "bias of sec/op within 3.00 % 1 50 %" {
		t.Error(got)
	}
	if got := strings.Join(tables[0].rows[2], " "); got != "beyond it by more than two standard errors 1 50 %" {
		t.Error(got)
	}
	if got := strings.Join(tables[0].rows[3], " "); got != "bias side by side within 3.00 % 1 50 %" {
		t.Error(got)
	}
	if got := tables[1].rows; len(got) != 1 || strings.Join(got[0], " ") != "p.Slow +20.00 % 0.00 % +20.00 % 0.00 % 8 1 because" {
		t.Error(got)
	}
	if got := tables[2].rows; len(got) != 1 || strings.Join(got[0], " ") != "p.Broken runs it hangs" {
		t.Error(got)
	}
	if got := tables[3].rows; len(got) != 2 {
		t.Error(got)
	}
}

func TestParseList(t *testing.T) {
	got, err := parseList(strings.NewReader("# a comment\n\nbytes Equal/4K\nsync  Cond4 # it waits # for others\n"), "f")
	if err != nil || len(got) != 2 || got[0].String() != "bytes.Equal/4K" || got[0].note != "" ||
		got[1].Name != "Cond4" || got[1].note != "it waits # for others" {
		t.Errorf("got %+v, %v", got, err)
	}
	for text, want := range map[string]string{
		"a b c":        "f:1: 3 words",
		"\nalone":      "f:2: 1 words",
		"a b\na b # x": "f:2: a.b stands there twice",
	} {
		if _, err := parseList(strings.NewReader(text), "f"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

// TestCommittedList holds the list to what the experiment is about.
func TestCommittedList(t *testing.T) {
	l := &lab{flags: newFlags("fidelity")}
	if err := l.read(nil); err != nil {
		t.Fatal(err)
	}
	all, err := l.readList("../benchmarks/fidelity.txt")
	if err != nil {
		t.Fatal(err)
	}
	public := 0
	for _, e := range all {
		if strings.Contains(e.Package, ".") {
			public++
		}
	}
	if len(all) < 60 || public < 10 {
		t.Errorf("%d benchmarks, %d of them of public modules", len(all), public)
	}
}
