package judge

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Reasons are plain ASCII English, so that they survive every log and locale.

// words says a change: "16.3 % slower than base (14.1 to 18.4)".
func (c *testCase) words(v view) string {
	if !v.fraction {
		return c.differenceWords()
	}
	if c.Change == 0 {
		return "no change" + interval(c.ChangeLo, c.ChangeHi)
	}
	more, less := comparatives(c.Unit)
	if c.Change > 0 {
		return percent(c.Change) + " % " + more + " than base" + interval(c.ChangeLo, c.ChangeHi)
	}
	return percent(-c.Change) + " % " + less + " than base" + interval(-c.ChangeHi, -c.ChangeLo)
}

func interval(lo, hi float64) string {
	if math.IsNaN(lo) || math.IsNaN(hi) {
		return ""
	}
	return " (" + percent(lo) + " to " + percent(hi) + ")"
}

// differenceWords says a change that has no percentage.
func (c *testCase) differenceWords() string {
	s := fmt.Sprintf("%+.4g %s", c.Diff, c.Unit)
	if !math.IsNaN(c.DiffLo) && !math.IsNaN(c.DiffHi) {
		s += fmt.Sprintf(" (%+.4g to %+.4g)", c.DiffLo, c.DiffHi)
	}
	return s
}

// exactWords says an exact change: "+2 allocs/op, exact".
func (c *testCase) exactWords() string {
	s := strconv.FormatFloat(c.Diff, 'g', 10, 64)
	if c.Diff > 0 {
		s = "+" + s
	}
	return s + " " + c.Unit + ", exact"
}

// comparatives are the words for more and less of a unit.
func comparatives(unit string) (more, less string) {
	if unit == "sec/op" {
		return "slower", "faster"
	}
	return "more " + unit, "less " + unit
}

// thresholdText says a threshold.
func thresholdText(threshold float64) string {
	if threshold == 0 {
		return "0"
	}
	return percent(threshold) + " %"
}

// toleranceText says what is tolerated in a view.
func (c *testCase) toleranceText(v view) string {
	if v.fraction {
		return percent(v.tolerated) + " %"
	}
	return fmt.Sprintf("%.4g %s", v.tolerated, c.Unit)
}

// percent writes a fraction with one digit after the point, or with more where
// it is small and with none where it is whole.
func percent(fraction float64) string {
	x := 100 * fraction
	if x == 0 {
		return "0" // and not -0
	}
	if math.Abs(x) < 0.1 {
		return strconv.FormatFloat(x, 'g', 2, 64)
	}
	return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
}

func compared(what string, x float64, relation string, y float64) string {
	return fmt.Sprintf("%s=%.2g %s %.2g", what, x, relation, y)
}

func (c *testCase) tooFew() string {
	return fmt.Sprintf("%d and %d values can never show a regression (%s), at least %d a side are needed", c.Base.N, c.Head.N, compared("smallest p", c.MinP, ">", c.level), c.need)
}

// quantity writes a value with its unit, scaled to what people read: 103 ms for
// 0.103 sec/op.
func quantity(v float64, unit string) string {
	numerator, rest, slash := strings.Cut(unit, "/")
	word := numerator[strings.LastIndexByte(numerator, '-')+1:]
	text := strconv.FormatFloat(v, 'g', 6, 64) + " " + numerator
	switch word {
	case "sec":
		text = scaled(v, []string{"s", "ms", "us", "ns"}, 1)
	case "B":
		text = scaled(v, []string{"GB", "MB", "kB", "B"}, 1e9)
	}
	if slash {
		text += "/" + rest
	}
	return text
}

// scaled writes v with the first of the names, each a thousandth of the one
// before, of which it is one or more. first is what the first one is worth.
func scaled(v float64, names []string, first float64) string {
	worth := first
	for _, name := range names[:len(names)-1] {
		if math.Abs(v) >= worth {
			return strconv.FormatFloat(v/worth, 'g', 4, 64) + " " + name
		}
		worth /= 1000
	}
	return strconv.FormatFloat(v/worth, 'g', 4, 64) + " " + names[len(names)-1]
}
