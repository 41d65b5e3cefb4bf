package config

import (
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// mostPercent bounds thresholds and waivers. A change may well make something a
// hundred times worse, and a waiver for it must be possible.
const mostPercent = 1_000_000

var percentText = regexp.MustCompile(`^([0-9]+\.?[0-9]*|\.[0-9]+) ?%$`)

// percent is a share of base, kept as a fraction. The sign is required: 0.05
// and 5 could both mean 5 %.
func percent() scalar {
	return scalar{
		want: "a percentage such as 5%", tags: textTags,
		json:  schema{"type": "string", "pattern": percentText.String(), "examples": []any{"5%"}},
		read:  func(_ *decoder, s string) (any, error) { return parsePercent(s) },
		write: func(v reflect.Value) string { return formatPercent(v.Float()) },
	}
}

func parsePercent(s string) (float64, error) {
	m := percentText.FindStringSubmatch(s)
	if m == nil && percentText.MatchString(strings.TrimPrefix(s, "-")) {
		return 0, wrong("a threshold is how much worse is tolerated, such as 5%", "%s is negative", quote(s))
	}
	if m == nil {
		return 0, wrong(percentHint(s), "%s is not a percentage", quote(s))
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil || v > mostPercent {
		return 0, wrong("use action: ignore for what is not to be gated", "%s is more than %d%%", quote(s), mostPercent)
	}
	return v / 100, nil
}

func percentHint(s string) string {
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(s, "%")), 64)
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
		return "write a number with a percent sign, such as 5%"
	case v < 0:
		return "a threshold is how much worse is tolerated; it cannot be negative"
	case v > mostPercent:
		return "the largest is 1000000%"
	case v < 1 && !strings.HasSuffix(s, "%"):
		return "write " + strconv.FormatFloat(v*100, 'g', 6, 64) + "%"
	}
	return "write " + strconv.FormatFloat(v, 'g', 6, 64) + "%"
}

// formatPercent returns the text with the fewest digits that reads back as the
// same number.
func formatPercent(f float64) string {
	const most = 340 // digits after the point are enough for every float64
	for digits := range most {
		text := strconv.FormatFloat(f*100, 'f', digits, 64) + "%"
		if v, err := parsePercent(text); err == nil && v == f {
			return text
		}
	}
	return strconv.FormatFloat(f*100, 'f', -1, 64) + "%"
}
