package round

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/perf/benchunit"
)

// maxText bounds what one side of a round takes in the Go benchmark format, in
// bytes: readers of that format give up on lines of 64 KiB.
const maxText = 32 << 10

// valueText is more than any number takes in text, with the spaces around it.
const valueText = 32

// Validate reports why a round cannot be compared or written down: a missing
// name, a name or unit that the Go benchmark format cannot carry, a unit that
// is not canonical, a value that is not finite. Both file formats reproduce a
// valid round exactly, save that the Go benchmark format has only the estimates.
func (r Round) Validate() error {
	switch {
	case r.Package == "" || r.Name == "":
		return fmt.Errorf("a round without package or benchmark")
	case !isWord(r.Package) || !isWord(r.Name):
		return fmt.Errorf("benchmark %q holds white space or is not UTF-8", r.Benchmark)
	case r.Stage != Screen && r.Stage != Confirm:
		return fmt.Errorf("unknown stage %q", r.Stage)
	case r.First != Base && r.First != Head:
		return fmt.Errorf("unknown side %q", r.First)
	case r.N < 1 || r.Index < 0:
		return fmt.Errorf("impossible count of iterations or rounds")
	case r.Shard < 0 || r.Shard > MaxShards:
		return fmt.Errorf("there is no shard %d", r.Shard)
	case !utf8.ValidString(r.Engine):
		return fmt.Errorf("engine %q is not UTF-8", r.Engine)
	}
	for _, s := range Sides {
		if err := r.Of(s).validate(); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
		if r.textSize(s) > maxText {
			return fmt.Errorf("%s: names and units take more than %d bytes", s, maxText)
		}
	}
	return nil
}

func (vs Values) validate() error {
	for unit, v := range vs {
		if unit == "" || !isWord(unit) {
			return fmt.Errorf("unit %q is empty, holds white space or is not UTF-8", unit)
		}
		if _, canonical := benchunit.Tidy(1, unit); canonical != unit {
			return fmt.Errorf("unit %q is not canonical: want %q", unit, canonical)
		}
		if !Finite(v.Center) || !Finite(v.Mean) {
			return fmt.Errorf("value of unit %q is not a finite number", unit)
		}
	}
	return nil
}

// textSize is an upper bound of what one side's lines take, in bytes.
func (r Round) textSize(s Side) int {
	size := len(r.Package) + len(r.Name) + len(r.Engine) + 2*valueText
	for unit := range r.Of(s) {
		size += len(unit) + valueText
	}
	return size
}

// isWord reports whether s is one field of a line of text and survives JSON,
// which replaces what is not UTF-8.
func isWord(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsSpace)
}

// Finite tells whether x is a number, as the values of a round are.
func Finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
