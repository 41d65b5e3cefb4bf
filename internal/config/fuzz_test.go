package config

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever the bytes: no panic; problems stand inside the file, one a line;
// what is accepted survives Show, which is a fixed point; and the input is left
// as it was.
func FuzzParse(f *testing.F) {
	for _, dir := range []string{"valid", "bad"} {
		for _, data := range files(f, dir) {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		s, err := Parse("f", data)
		if !bytes.Equal(before, data) {
			t.Fatal("the input was changed")
		}
		if err != nil {
			var list *Errors
			if !errors.As(err, &list) || len(list.Problems) == 0 {
				t.Fatalf("not an *Errors: %v", err)
			}
			for _, p := range list.Problems {
				checkProblem(t, "f", data, p)
			}
			return
		}
		shown := Show(s)
		again, err := Parse("shown", shown)
		if err != nil {
			t.Fatalf("what Show writes is refused: %v\n%s", err, shown)
		}
		if diff := cmp.Diff(s, again, same); diff != "" {
			t.Fatalf("Parse(Show(s)) differs: %s\n%s", diff, shown)
		}
		if !bytes.Equal(shown, Show(again)) {
			t.Fatal("Show is no fixed point")
		}
		if lines := Changes(s, again); len(lines) > 0 {
			t.Fatalf("changes from itself: %q", lines)
		}
		for _, line := range Changes(Default(), s) {
			if strings.ContainsAny(line, "\n\r") {
				t.Fatalf("a change on two lines: %q", line)
			}
		}
	})
}

// A bound of a limit is finite, and its text reads back as the same number.
func FuzzQuantity(f *testing.F) {
	for _, unit := range []string{"sec/op", "ns/op", "B/op", "MB/s", "req/s"} {
		for _, text := range []string{"100ms", "1m30s", "64KiB", "0.5", "2.5k", "95%", "1e-300", "-3", "0.1us", "123456789.123456789"} {
			f.Add(unit, text)
		}
	}
	f.Fuzz(func(t *testing.T, unit, text string) {
		canonical, err := unitName(unit)
		if err != nil {
			return
		}
		v, err := formOf(unit).parse(text)
		if err != nil {
			return
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("%s %s is %v", text, unit, v)
		}
		form := formOf(canonical)
		shown := form.format(v)
		if again, err := form.parse(shown); err != nil || again != v {
			t.Fatalf("%s %s is %v, shown as %q, which is %v, %v", text, unit, v, shown, again, err)
		}
	})
}

func FuzzPercent(f *testing.F) {
	for _, text := range []string{"5%", "0%", "12.5 %", "0.1%", "1000%", ".7%", "33.333333333333336%", "7%"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := parsePercent(text)
		if err != nil {
			return
		}
		if !(v >= 0 && v <= mostPercent/100) {
			t.Fatalf("%q is %v", text, v)
		}
		shown := formatPercent(v)
		if again, err := parsePercent(shown); err != nil || again != v {
			t.Fatalf("%q is %v, shown as %q, which is %v, %v", text, v, shown, again, err)
		}
	})
}
