package report

import (
	"math"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"golang.org/x/perf/benchunit"

	"github.com/benchgate/benchgate/internal/judge"
)

// A scale prints the values of one row alike: one prefix for all of them.
type scale struct {
	scaler benchunit.Scaler
	whole  bool // all values are counts and are shown as such
	parts  bool // all values are less than one allocation: 0.5, never 500m
	symbol string
}

// wholeBelow is the size from which counts get a prefix, unless they are exact.
const wholeBelow = 1e5

func scaleFor(unit string, exact bool, values ...float64) scale {
	whole, parts := true, unit == "allocs/op"
	for _, v := range values {
		parts = parts && math.Abs(v) < 1
		limit := wholeBelow
		if exact {
			limit = 1e15
		}
		whole = whole && v == math.Trunc(v) && math.Abs(v) < limit
	}
	return scale{
		scaler: benchunit.CommonScale(values, benchunit.ClassOf(unit)),
		whole:  whole && symbolOf(unit) != "s",
		parts:  parts,
		symbol: symbolOf(unit),
	}
}

// symbolOf is what follows the prefix: the unit's numerator where it has a
// symbol. "p99-sec/op" counts seconds too.
func symbolOf(unit string) string {
	numerator, _, _ := strings.Cut(unit, "/")
	switch numerator[strings.LastIndexByte(numerator, '-')+1:] {
	case "sec":
		return "s"
	case "B":
		return "B"
	}
	return ""
}

func (s scale) format(v float64) string {
	switch {
	case v == 0:
		return "0" + s.symbol
	case s.whole:
		return strconv.FormatFloat(v, 'f', 0, 64) + s.symbol
	case s.parts:
		return strings.TrimRight(strings.TrimRight(strconv.FormatFloat(v, 'f', 4, 64), "0"), ".")
	}
	text := s.scaler.Format(v)
	// The two sides may be worlds apart, or the value absurd.
	if len(text) > 20 || math.IsInf(v/s.scaler.Factor, 0) {
		return strconv.FormatFloat(v, 'g', 4, 64) + s.symbol
	}
	return text + s.symbol
}

// sidesOf returns base and head in words for a table: "1.234µs → 1.435µs".
func sidesOf(r *judge.Row) string {
	var values []float64
	for _, s := range []*judge.Summary{r.Base, r.Head} {
		if s != nil {
			values = append(values, s.Center)
		}
	}
	sc := scaleFor(r.Unit, r.Exact, values...)
	show := func(s *judge.Summary) string {
		if s == nil {
			return "none"
		}
		return sc.format(s.Center)
	}
	if len(values) == 0 {
		return ""
	}
	return show(r.Base) + " → " + show(r.Head)
}

// allowedOf returns what the policy tolerates of the row: "5 %", "at most 100ms".
func allowedOf(r *judge.Row) string {
	var parts []string
	if r.Threshold != nil {
		parts = append(parts, words.Fraction(*r.Threshold))
	}
	if r.Limit != nil {
		for _, bound := range []struct {
			word  string
			value *float64
		}{{"at most ", r.Limit.Max}, {"at least ", r.Limit.Min}} {
			if v := bound.value; v != nil {
				parts = append(parts, bound.word+scaleFor(r.Unit, true, *v).short(*v))
			}
		}
	}
	return strings.Join(parts, ", ")
}

// byteSuffixes are those of the policy file, by size.
var byteSuffixes = []struct {
	by   float64
	name string
}{{1 << 40, "TiB"}, {1e12, "TB"}, {1 << 30, "GiB"}, {1e9, "GB"}, {1 << 20, "MiB"}, {1e6, "MB"}, {1 << 10, "KiB"}, {1e3, "kB"}}

// short formats a number that a person wrote: "100ms", not "100.0ms", and
// "512MB", not "488.28125MiB".
func (s scale) short(v float64) string {
	if s.symbol == "B" {
		for _, b := range byteSuffixes {
			if n := v / b.by; n >= 1 && n == math.Trunc(n) {
				return strconv.FormatFloat(n, 'f', 0, 64) + b.name
			}
		}
	}
	if s.whole || v == 0 {
		return s.format(v)
	}
	s.scaler.Prec = -1
	if text := s.scaler.Format(v); len(text) <= 20 {
		return text + s.symbol
	}
	return strconv.FormatFloat(v, 'g', 4, 64) + s.symbol
}

// Ticks names round numbers on an axis without a unit, with as many decimals as
// tell them apart.
func Ticks(ticks []float64) []string { return tickLabels("", ticks) }

// tickLabels are in the unit, all with one prefix.
func tickLabels(unit string, ticks []float64) []string {
	largest, step := 0.0, math.Inf(1)
	for i, t := range ticks {
		largest = max(largest, math.Abs(t))
		if i > 0 {
			step = min(step, t-ticks[i-1])
		}
	}
	factor, suffix := 1.0, ""
	if unit != "" {
		s := benchunit.CommonScale([]float64{largest}, benchunit.ClassOf(unit))
		factor, suffix = s.Factor, s.Prefix+symbolOf(unit)
	}
	decimals := 0
	for d := step / factor; decimals < 4 && d > 0 && math.Abs(d-math.Round(d)) > 1e-6*d; d *= 10 {
		decimals++
	}
	labels := make([]string, len(ticks))
	for i, t := range ticks {
		if t == 0 {
			t = 0 // not −0
		}
		labels[i] = strconv.FormatFloat(t/factor, 'f', decimals, 64) + suffix
	}
	return labels
}
