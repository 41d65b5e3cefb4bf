package config

import (
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/perf/benchunit"
)

// A measure is a way to write numbers of one kind.
type measure struct {
	want, hint string // what a value looks like, and what to write
	suffixes   []suffix
}

// A suffix scales a number to the canonical unit: times one of both factors,
// over the other. One of them is 1, so that a value is rounded once only.
type suffix struct {
	name        string
	times, over float64
}

var (
	duringTime = &measure{"a duration such as 100ms", "write a duration such as 100ms", []suffix{
		{"ns", 1, 1e9}, {"us", 1, 1e6}, {"µs", 1, 1e6}, {"ms", 1, 1e3}, {"s", 1, 1}, {"m", 60, 1}, {"h", 3600, 1}}}
	inBytes = &measure{"a size such as 512MB", "write a size such as 512MB or 64KiB", []suffix{
		{"B", 1, 1}, {"kB", 1e3, 1}, {"KB", 1e3, 1}, {"MB", 1e6, 1}, {"GB", 1e9, 1}, {"TB", 1e12, 1},
		{"KiB", 1 << 10, 1}, {"MiB", 1 << 20, 1}, {"GiB", 1 << 30, 1}, {"TiB", 1 << 40, 1}}}
	inPercent   = &measure{"a percentage such as 70%", "write a percentage such as 70%", []suffix{{"", 1, 1}, {"%", 1, 1}}}
	plainNumber = &measure{"a number such as 1000, 2.5k or 95%", "write a plain number such as 1000", []suffix{
		{"", 1, 1}, {"k", 1e3, 1}, {"M", 1e6, 1}, {"G", 1e9, 1}, {"T", 1e12, 1}, {"%", 1, 100}}}
)

// A unitForm is a unit as the user wrote it, and what that means.
type unitForm struct {
	*measure
	canonical string
	factor    float64 // canonical = written × factor
}

// formOf tells what a value in a unit looks like: a duration where the unit's
// numerator is a time, bytes where it is bytes, a percentage where the unit is
// one, else a number.
func formOf(unit string) unitForm {
	factor, canonical := benchunit.Tidy(1, unit)
	if strings.Contains(canonical, "%") {
		return unitForm{inPercent, canonical, factor}
	}
	numerator, _, _ := strings.Cut(canonical, "/")
	for _, word := range strings.FieldsFunc(numerator, func(r rune) bool { return r == '-' || r == '*' || r == ' ' }) {
		switch word {
		case "sec":
			return unitForm{duringTime, canonical, factor}
		case "B":
			return unitForm{inBytes, canonical, factor}
		}
	}
	return unitForm{plainNumber, canonical, factor}
}

var quantityText = regexp.MustCompile(`^(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?) ?([A-Za-zµ%]*)$`)

// parse returns a value in the canonical unit.
func (f unitForm) parse(text string) (float64, error) {
	m := quantityText.FindStringSubmatch(text)
	if m == nil {
		if v, err := time.ParseDuration(text); err == nil && f.measure == duringTime {
			return v.Seconds(), nil // 1m30s
		}
		return 0, wrong(f.hint, "expected %s, found %s", f.want, quote(text))
	}
	number, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return 0, wrong(f.hint, "%s is out of range", quote(text))
	}
	v, ok := f.scale(number, m[2])
	switch {
	case !ok:
		return 0, wrong(f.hint, "%s does not fit the unit %s", quote(text), f.canonical)
	case math.IsInf(v, 0):
		return 0, wrong(f.hint, "%s is out of range", quote(text))
	case v < 0 && f.measure != plainNumber:
		return 0, wrong(f.hint, "%s is negative", quote(text))
	}
	return v, nil
}

// scale turns a number with a suffix into one in the canonical unit. Without a
// suffix it is in the unit as written, except that seconds need theirs: 100
// beside p99-sec/op nearly always means milliseconds.
func (f unitForm) scale(number float64, name string) (v float64, ok bool) {
	switch {
	case name == "" && f.factor < 1:
		return number / math.Round(1/f.factor), true // ns
	case name == "":
		return number * f.factor, f.measure != duringTime || number == 0
	}
	for _, s := range f.suffixes {
		if s.name == name {
			return number * s.times / s.over, true
		}
	}
	return 0, false
}

// format returns the text that parses to exactly v and is easiest to read:
// short, and rather 100ms than 0.1s.
func (f unitForm) format(v float64) string {
	best, bestCost := "", 0
	for _, s := range f.suffixes {
		if s.name == "%" && s.over != 1 {
			continue
		}
		text := strconv.FormatFloat(v*s.over/s.times, 'g', -1, 64) + s.name
		cost := len(text)
		if strings.ContainsAny(text, ".e") {
			cost += 3
		}
		if got, err := f.parse(text); err == nil && got == v && (best == "" || cost < bestCost) {
			best, bestCost = text, cost
		}
	}
	return best
}

// quantity is one bound of a limit.
func quantity(unit string) scalar {
	f := formOf(unit)
	return scalar{
		want: f.want, tags: []string{"!!int", "!!float", "!!str"},
		json: schema{"type": []any{"number", "string"}, "examples": []any{"100ms"}},
		read: func(_ *decoder, text string) (any, error) {
			v, err := f.parse(text)
			return &v, err
		},
		write: func(v reflect.Value) string { return f.format(v.Elem().Float()) },
	}
}
