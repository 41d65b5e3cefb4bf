package gotest

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/perf/benchunit"
)

// A Result is one result line of a benchmark.
type Result struct {
	// Name is without the word Benchmark and without the GOMAXPROCS suffix.
	Name  string
	Procs int   // 1 where the line has no suffix
	N     int64 // iterations
	// Values maps canonical units to finite values: sec/op, B/op, allocs/op,
	// B/s, or custom.
	Values map[string]float64
	// Took is about how long its one iteration took, whatever it reports, of Discover;
	// else 0.
	Took time.Duration
	// Omitted names the canonical units that are missing from Values because
	// the benchmark reported no finite number, or two under different names.
	Omitted []string
}

// String returns the benchmark's full name, as benchstat shows it.
func (r Result) String() string { return r.Name + suffix(r.Procs) }

// suffix is what package testing appends to names for a GOMAXPROCS.
func suffix(procs int) string {
	if procs == 1 {
		return ""
	}
	return "-" + strconv.Itoa(procs)
}

// A measure is one value of a result line as printed.
type measure struct {
	value float64
	unit  string
}

// A counted is the part of a result line that package testing writes at once:
// the number of iterations and the values.
type counted struct {
	// at is where the field with the number starts in the line: behind the tab
	// that ends the name, unless something else was printed between.
	at       int
	field    string // the field, with its padding and whatever precedes it
	measures []measure
}

// readCounted reads the end of a result line. It insists on the B/op and
// allocs/op that -test.benchmem puts last, so that no line is taken for
// complete that was cut.
func readCounted(line string) (counted, bool) {
	if !strings.HasSuffix(line, " allocs/op") {
		return counted{}, false
	}
	c := counted{at: len(line) + 1}
	for {
		end := c.at - 1
		c.at = strings.LastIndexByte(line[:end], '\t') + 1
		c.field = line[c.at:end]
		m, ok := readMeasure(c.field)
		if !ok {
			break
		}
		c.measures = append(c.measures, m)
		if c.at == 0 {
			return counted{}, false
		}
	}
	if len(c.measures) < 2 || c.measures[1].unit != "B/op" {
		return counted{}, false
	}
	return c, len(digits(c.field)) > 0
}

// digits returns the decimal digits that field ends with.
func digits(field string) string {
	return field[len(strings.TrimRight(field, "0123456789")):]
}

// count returns the number of iterations. Whole tells that the field holds
// nothing else; where something was printed before it, want decides how many
// of the digits belong to the number, and 0 stands for unknown.
func (c counted) count(want int64) (n int64, whole, ok bool) {
	d := digits(c.field)
	n, err := strconv.ParseInt(d, 10, 64)
	if err == nil && c.field == fmt.Sprintf("%8d", n) {
		return n, true, true
	}
	if want > 0 {
		return want, false, strings.HasSuffix(c.field, fmt.Sprintf("%8d", want))
	}
	// Fewer than eight digits are padded with spaces, which show where they start.
	return n, false, err == nil && strings.HasSuffix(c.field, fmt.Sprintf("%8d", n)) && len(d) < 8
}

// readMeasure reads a field of a result line: padding, a number as printed by
// %f, one space, a unit without space.
func readMeasure(field string) (measure, bool) {
	number, unit, ok := strings.Cut(strings.TrimLeft(field, " "), " ")
	if !ok || unit == "" || strings.ContainsFunc(unit, unicode.IsSpace) || !printedFloat(number) {
		return measure{}, false
	}
	v, err := strconv.ParseFloat(number, 64)
	// Out of range gives an infinity, which is left out later.
	return measure{v, unit}, err == nil || math.IsInf(v, 0)
}

// printedFloat tells whether s is what %f prints. ParseFloat alone would also
// take exponents and hexadecimal numbers.
func printedFloat(s string) bool {
	switch s {
	case "NaN", "+Inf", "-Inf":
		return true
	}
	s = strings.TrimPrefix(s, "-")
	whole, frac, point := strings.Cut(s, ".")
	return whole != "" && digits(whole) == whole && (!point || frac != "" && digits(frac) == frac)
}

// tidy brings the measures into canonical units.
func (c counted) tidy() (values map[string]float64, omitted []string) {
	values = make(map[string]float64, len(c.measures))
	twice := map[string]bool{}
	for i := len(c.measures) - 1; i >= 0; i-- {
		m := c.measures[i]
		v, unit := benchunit.Tidy(m.value, m.unit)
		_, seen := values[unit]
		if seen || twice[unit] || math.IsNaN(v) || math.IsInf(v, 0) {
			delete(values, unit)
			if !twice[unit] {
				omitted = append(omitted, unit)
			}
			twice[unit] = true
			continue
		}
		values[unit] = v
	}
	return values, omitted
}
