// Package words writes numbers as people read them: with their nouns, in percent,
// as times; and fits text into columns. It imports nothing of this module, so that
// every message can use it.
package words

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Count returns a number with its noun: "1 row", "2 rows".
func Count(n int, noun string) string { return Plural(n, noun, noun+"s") }

// Plural is Count for nouns with a plural of their own: "2 hypotheses", or "3 rows
// were".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// List joins at most so many names by commas, and says how many more there are;
// most under 0 means all.
func List(names []string, most int) string {
	if most < 0 || len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
}

// Duration formats seconds: "3.2 s", "3 m 20 s", "1 h 2 m".
func Duration(seconds float64) string {
	switch {
	case seconds < 10:
		return fmt.Sprintf("%.1f s", seconds)
	case seconds < 59.5:
		return fmt.Sprintf("%.0f s", seconds)
	case seconds >= 1e9:
		return fmt.Sprintf("%.3g s", seconds)
	}
	s := int64(math.Round(seconds))
	if s < 3600 {
		return fmt.Sprintf("%d m %d s", s/60, s%60)
	}
	return fmt.Sprintf("%d h %d m", s/3600, s%3600/60)
}

// ShortDuration is a duration as a person writes it, which Go reads back:
// Duration.String without the parts that are zero, 1m rather than 1m0s.
func ShortDuration(v time.Duration) string {
	s := v.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// Percent formats a fraction that was measured, without the sign for percent and
// with as many digits as can mean something: 0.42, 8.1, 16.3, 250. Of what is past a million
// it says no more than that.
func Percent(fraction float64) string {
	p := fraction * 100
	prec := 1
	switch a := math.Abs(p); {
	case p >= 1e6:
		return ">999999"
	case p <= -1e6:
		return "<−999999"
	case a >= 99.95:
		prec = 0
	case a < 0.995:
		prec = 2
	}
	text := strconv.FormatFloat(p, 'f', prec, 64)
	if strings.Trim(text, "-0.") == "" {
		return "0"
	}
	return strings.Replace(text, "-", "−", 1)
}

// Fraction formats a fraction that a person wrote, such as a threshold: "5 %",
// "2.5 %".
func Fraction(f float64) string {
	return strconv.FormatFloat(f*100, 'g', 4, 64) + " %"
}

// PValue formats a p-value with two digits; nil is empty.
func PValue(p *float64) string {
	switch {
	case p == nil:
		return ""
	case *p >= 0.001:
		return strconv.FormatFloat(*p, 'f', 3, 64)
	}
	return strconv.FormatFloat(*p, 'g', 2, 64)
}
