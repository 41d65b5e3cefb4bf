package config

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/perf/benchunit"
)

// A unitForm is a unit as the user wrote it, and what that means.
type unitForm struct {
	canonical string
	factor    float64 // canonical = written × factor
	suffixes  []suffix
	want      string // what a value looks like
	hint      string
}

// A suffix scales a number to the canonical unit. By is multiplied, or divided
// by where the exact factor is below one: that rounds once only.
type suffix struct {
	name   string
	by     float64
	divide bool
}

var (
	timeSuffixes = []suffix{{"ns", 1e9, true}, {"us", 1e6, true}, {"µs", 1e6, true}, {"ms", 1e3, true},
		{"s", 1, false}, {"m", 60, false}, {"h", 3600, false}}
	byteSuffixes = []suffix{{"B", 1, false}, {"kB", 1e3, false}, {"KB", 1e3, false}, {"MB", 1e6, false}, {"GB", 1e9, false},
		{"TB", 1e12, false}, {"KiB", 1 << 10, false}, {"MiB", 1 << 20, false}, {"GiB", 1 << 30, false}, {"TiB", 1 << 40, false}}
	plainSuffixes = []suffix{{"", 1, false}, {"k", 1e3, false}, {"M", 1e6, false}, {"G", 1e9, false}, {"T", 1e12, false},
		{"%", 100, true}}
	// Of units that are percentages themselves, such as cpu-%.
	percentSuffixes = []suffix{{"", 1, false}, {"%", 1, false}}
)

// formOf tells what a value in a unit looks like: a duration where the unit's
// numerator is a time, bytes where it is bytes, a percentage where the unit is
// one, else a number.
func formOf(unit string) unitForm {
	factor, canonical := benchunit.Tidy(1, unit)
	f := unitForm{canonical: canonical, factor: factor, suffixes: plainSuffixes,
		want: "a number such as 1000, 2.5k or 95%", hint: "write a plain number such as 1000"}
	if strings.Contains(canonical, "%") {
		f.suffixes, f.want, f.hint = percentSuffixes, "a percentage such as 70%", "write a percentage such as 70%"
		return f
	}
	numerator, _, _ := strings.Cut(canonical, "/")
	for _, word := range strings.FieldsFunc(numerator, func(r rune) bool { return r == '-' || r == '*' || r == ' ' }) {
		switch word {
		case "sec":
			f.suffixes, f.want, f.hint = timeSuffixes, "a duration such as 100ms", "write a duration such as 100ms"
			return f
		case "B":
			f.suffixes, f.want, f.hint = byteSuffixes, "a size such as 512MB", "write a size such as 512MB or 64KiB"
			return f
		}
	}
	return f
}

var quantityText = regexp.MustCompile(`^(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?) ?([A-Za-zµ%]*)$`)

// parse returns a value in the canonical unit. A number without a suffix is in
// the unit as written, except that seconds need theirs: 100 beside p99-sec/op
// nearly always means milliseconds.
func (f unitForm) parse(text string) (float64, error) {
	m := quantityText.FindStringSubmatch(text)
	if m == nil {
		if v, err := time.ParseDuration(text); err == nil && &f.suffixes[0] == &timeSuffixes[0] {
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
	case v < 0 && &f.suffixes[0] != &plainSuffixes[0]:
		return 0, wrong(f.hint, "%s is negative", quote(text))
	}
	return v, nil
}

func (f unitForm) scale(number float64, name string) (float64, bool) {
	if name == "" {
		isTime := &f.suffixes[0] == &timeSuffixes[0]
		switch {
		case f.factor < 1:
			return number / math.Round(1/f.factor), true // ns
		case isTime && number != 0:
			return 0, false
		}
		return number * f.factor, true
	}
	for _, s := range f.suffixes {
		if s.name == name {
			return s.apply(number), true
		}
	}
	return 0, false
}

func (s suffix) apply(number float64) float64 {
	if s.divide {
		return number / s.by
	}
	return number * s.by
}

func (s suffix) undo(v float64) float64 {
	if s.divide {
		return v * s.by
	}
	return v / s.by
}

// format returns the text that parses to exactly v and is easiest to read:
// short, and rather 100ms than 0.1s.
func (f unitForm) format(v float64) string {
	best, bestCost := "", 0
	for _, s := range f.suffixes {
		if s.name == "%" && s.by != 1 {
			continue
		}
		text := strconv.FormatFloat(s.undo(v), 'g', -1, 64) + s.name
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

// limitValue is one bound of a limit.
func limitValue(unit string) codec[*float64] {
	f := formOf(unit)
	s := schema{"type": []any{"number", "string"}, "examples": []any{"100ms"}}
	return scalar[*float64]{
		want: f.want, tags: numberTags,
		parse: func(text string) (*float64, error) {
			v, err := f.parse(text)
			if err != nil {
				return nil, err
			}
			return &v, nil
		},
		format: func(v *float64) string {
			if v == nil {
				return ""
			}
			return f.format(*v)
		},
		schema: s,
	}.codec()
}
