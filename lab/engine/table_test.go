package main

import (
	"bytes"
	"math"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	tab := table{title: "A title", head: []string{"name", "value"}, after: "After."}
	tab.add("a|b*c_d", percent(0.0123))
	tab.add("two\nlines", signed(math.NaN()))
	var out bytes.Buffer
	if err := tab.write(&out); err != nil {
		t.Fatal(err)
	}
	want := "\n**A title**\n\n| name | value |\n|---|--:|\n| a\\|b\\*c\\_d | 1.23 % |\n| two lines | – |\n\nAfter.\n"
	if out.String() != want {
		t.Errorf("got %q\nwant %q", out.String(), want)
	}
}

func TestFigures(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{percent(math.Inf(1)), none},
		{signed(0.05), "+5.00 %"},
		{signed(-0.0004), "-0.04 %"},
		{ratio(1.0 / 3), "0.333"},
		{seconds(1.5), "1.50 s"},
		{perOp(2.5), "2.5 s"},
		{perOp(20.25e-3), "20.25 ms"},
		{perOp(1e-6), "1 µs"},
		{perOp(0.3125e-9), "0.3125 ns"},
		{perOp(math.NaN()), none},
		{span([]float64{3, 3}), "3"},
		{span([]float64{5, 3, 4}), "3…5"},
		{span(nil), none},
		{command([]string{"x", "--raw", "out.json", "--only", "a|b", "--raw=y", "--reps", "2"}), "x --only 'a|b' --reps 2"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestShares(t *testing.T) {
	before := cpuTimes("cpu  100 0 50 800 10 0 0 40 0 0\ncpu0 1 2 3\n")
	after := cpuTimes("cpu  160 0 70 880 20 5 5 60 0 0\n")
	steal, busy := shares(before, after)
	// 200 ticks have passed: 90 idle or waiting, 20 stolen, 90 busy.
	near(t, "steal", steal, 0.1)
	near(t, "busy", busy, 0.45)
	for _, text := range []string{"", "cpu 1 2 3", "cpu a b c d e f g h i", "intr 1 2 3 4 5 6 7 8 9"} {
		if got := cpuTimes(text); got != nil {
			t.Errorf("%q: got %v", text, got)
		}
		if steal, _ := shares(before, cpuTimes(text)); steal != -1 {
			t.Errorf("%q: a share of what is unknown: %v", text, steal)
		}
	}
	if steal, busy := shares(before, before); steal != -1 || busy != -1 {
		t.Errorf("no time passed, and yet %v and %v", steal, busy)
	}
	if s := (setting{Steal: -1}).String(); strings.Contains(s, "stolen") {
		t.Errorf("unknown is shown: %s", s)
	}
}
