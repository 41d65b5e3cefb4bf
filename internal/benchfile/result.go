package benchfile

import (
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// A Result is one result line.
type Result struct {
	Config *Config
	Name   []byte // without the word Benchmark; with the GOMAXPROCS suffix
	N      int    // iterations
	Values []Value
	Line   int
}

// A Value is one value of a result, in the unit's canonical form.
type Value struct {
	Value float64
	Unit  *Unit
}

// Finite reports whether the value is a number that can be compared.
func (v Value) Finite() bool { return !math.IsNaN(v.Value) && !math.IsInf(v.Value, 0) }

// Empty reports whether the result measured nothing. So it is where b.Skip ended
// the last run early: no iterations, no time by iteration, nothing allocated.
func (r *Result) Empty() bool {
	for _, v := range r.Values {
		if v.Finite() && (r.N != 0 || v.Value != 0) {
			return false
		}
	}
	return true
}

var benchmarkWord = []byte("Benchmark")

// A kind is what a line that begins with the word Benchmark turns out to be.
type kind int

const (
	whole   kind = iota // a result
	damaged             // a result that cannot be read
	other               // neither: a name before its values, or text
)

// parse reads a line that begins with the word Benchmark into f.result. fault
// says what is wrong with a damaged one.
func (f *file) parse(line []byte) (k kind, fault string) {
	res := &f.result
	res.Values = res.Values[:0]
	name, rest := field(line[len(benchmarkWord):])
	count, after := field(rest)
	n, ok := integer(count)
	if !ok {
		return other, ""
	}
	res.Name, res.N, res.Line = name, n, f.line
	if len(after) == 0 {
		return f.countOnly(line)
	}
	for rest = after; len(rest) > 0; {
		word, behind := field(rest)
		value, ok := number(word)
		if !ok {
			if len(res.Values) == 0 && !numeric(word) || !possible(name) {
				return other, ""
			}
			return damaged, "parsing measurement: invalid syntax"
		}
		unit, behind := field(behind)
		if len(unit) == 0 {
			if !possible(name) {
				return other, ""
			}
			return damaged, "missing units"
		}
		u := f.unitAt(len(res.Values), unit)
		if u.fault != "" {
			return damaged, "unit " + strconv.Quote(u.Written) + ": " + u.fault
		}
		res.Values = append(res.Values, Value{value * u.factor, u})
		rest = behind
	}
	return whole, ""
}

// countOnly is a line that has no values: the result of a benchmark that takes
// its ns/op away, if it is printed as package testing does. Otherwise a number
// that the benchmark itself printed may stand there.
func (f *file) countOnly(line []byte) (kind, string) {
	_, rest, ok := heading(line)
	if at, count := countAt(rest, len(rest)); !ok || !count || at != 0 {
		return other, ""
	}
	if f.unterminated() {
		return damaged, "the file ends in the middle of a result"
	}
	return whole, ""
}

// unitAt is unit for the unit of the i-th value: that of the line before, more
// often than not.
func (f *file) unitAt(i int, word []byte) *Unit {
	if i < len(f.last) && f.last[i].Written == string(word) {
		return f.last[i]
	}
	u, fresh := f.reader.unit(word)
	if fresh {
		f.fresh, f.freshLine = u, f.line
	}
	if i < len(f.last) {
		f.last[i] = u
	} else if i == len(f.last) && i < 16 {
		f.last = append(f.last, u)
	}
	return u
}

// possible reports whether a function of this name can be a benchmark.
func possible(name []byte) bool {
	r, _ := utf8.DecodeRune(name)
	return len(name) > 0 && !unicode.IsLower(r)
}

// numeric reports whether a word that is no number began as one.
func numeric(word []byte) bool {
	for _, c := range word {
		if c < ' ' || c == 0x7f { // an escape sequence
			return true
		}
	}
	return len(word) > 0 && (word[0] >= '0' && word[0] <= '9' || len(word) > 1 && (word[0] == '-' || word[0] == '+' || word[0] == '.') && word[1] >= '0' && word[1] <= '9')
}

// field splits the first word off x, and the white space behind it.
func field(x []byte) (word, rest []byte) {
	i := 0
	for i < len(x) && (x[i] > ' ' && x[i] < utf8.RuneSelf || space(x[i:]) == 0) {
		i++
	}
	word, rest = x[:i], x[i:]
	for len(rest) > 0 {
		n := space(rest)
		if n == 0 {
			break
		}
		rest = rest[n:]
	}
	return word, rest
}

// space returns the length of the white space character that x begins with, 0
// if it begins with none.
func space(x []byte) int {
	if x[0] < utf8.RuneSelf {
		if x[0] == ' ' || x[0] >= '\t' && x[0] <= '\r' {
			return 1
		}
		return 0
	}
	if r, n := utf8.DecodeRune(x); unicode.IsSpace(r) {
		return n
	}
	return 0
}

// integer reads a number of iterations.
func integer(word []byte) (int, bool) {
	n := 0
	for _, c := range word {
		if c < '0' || c > '9' || n > (math.MaxInt-9)/10 {
			slow, err := strconv.Atoi(string(word))
			return slow, err == nil
		}
		n = n*10 + int(c-'0')
	}
	return n, len(word) > 0
}

// number reads a value. Decimals of few digits, nearly all there are, are
// computed here: the quotient of two integers that are exact is rounded once, as
// it should be.
func number(word []byte) (float64, bool) {
	m, digits, point := int64(0), 0, -1
	for i, c := range word {
		switch {
		case c >= '0' && c <= '9':
			m = m*10 + int64(c-'0')
			digits++
		case c == '.' && point < 0:
			point = i
		default:
			return slowNumber(word)
		}
	}
	if digits == 0 || digits > 15 {
		return slowNumber(word)
	}
	if point < 0 {
		return float64(m), true
	}
	return float64(m) / powers[len(word)-1-point], true
}

func slowNumber(word []byte) (float64, bool) {
	x, err := strconv.ParseFloat(string(word), 64)
	return x, err == nil
}

var powers = [16]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}
