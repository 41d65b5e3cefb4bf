package benchfile

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/perf/benchunit"
)

// A Unit is a unit of a file. Equal ones are one, for all files of a Reader.
type Unit struct {
	Written   string
	Canonical string // sec/op for ns/op

	factor float64 // from written to canonical
	fault  string  // why it is none, "" where it is one
}

// unit returns the one Unit for a word, and whether it is new.
func (r *Reader) unit(word []byte) (u *Unit, fresh bool) {
	if u := r.units[string(word)]; u != nil {
		return u, false
	}
	u = &Unit{Written: string(word), fault: faultOf(string(word))}
	u.factor, u.Canonical = benchunit.Tidy(1, u.Written)
	if len(r.units) > maxUnits {
		clear(r.units)
	}
	if r.units == nil {
		r.units = map[string]*Unit{}
	}
	r.units[u.Written] = u
	return u, true
}

// maxUnits bounds the units that are remembered.
const maxUnits = 4096

// standard are the units of package testing.
var standard = []string{"ns/op", "sec/op", "B/op", "allocs/op", "MB/s", "B/s"}

// faultOf tells units from words to which something was glued: what colours a
// terminal, the punctuation of a list, the quotes of a string.
func faultOf(word string) string {
	switch {
	case !utf8.ValidString(word):
		return "it is not UTF-8"
	case strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsGraphic(r) }):
		return "it holds an escape sequence or another invisible character"
	case strings.ContainsAny(word, "\\\"`<>") || !balanced(word):
		return "it has extra characters at its start or end"
	}
	if last, _ := utf8.DecodeLastRuneInString(word); strings.ContainsRune(trailing, last) {
		return "it has extra characters at its start or end"
	}
	if core := strings.TrimFunc(word, glue); core != word && slices.Contains(standard, core) {
		return "it has extra characters at its start or end"
	}
	if slices.ContainsFunc(printedUnits, func(unit string) bool { return misspelt(word, unit) }) {
		return "it is a unit of package testing in other letters or with more behind it"
	}
	return ""
}

// printedUnits are those of standard that package testing writes itself.
var printedUnits = []string{"ns/op", "B/op", "allocs/op", "MB/s"}

// misspelt reports whether a word is a unit in other case, or has the next words
// of the output glued to it.
func misspelt(word, unit string) bool {
	if len(word) < len(unit) || !strings.EqualFold(word[:len(unit)], unit) || word == unit {
		return false
	}
	own := word[:len(unit)] == unit && qualified(word[len(unit):])
	return !own
}

// qualified reports whether what follows makes a unit of its own: MB/sec,
// ns/operation, and B/op-heap, where the word behind the hyphen is one.
func qualified(rest string) bool {
	if slices.Contains([]string{"ec", "econd", "eration"}, rest) {
		return true
	}
	word, ok := strings.CutPrefix(rest, "-")
	return ok && len(word) > 1 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
}

// trailing is punctuation in which no unit ends.
const trailing = ";,.:!?'|/-_=~^&@…、。，；：！？"

func glue(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// balanced reports whether all brackets have their other half.
func balanced(word string) bool {
	var open []rune
	for _, r := range word {
		switch i := strings.IndexRune("()[]{}", r); {
		case i < 0:
		case i%2 == 0:
			open = append(open, r)
		default:
			if len(open) == 0 || strings.IndexRune("()[]{}", open[len(open)-1]) != i-1 {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}
