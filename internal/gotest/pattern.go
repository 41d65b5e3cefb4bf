package gotest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pattern returns the -test.bench expression that selects exactly one
// benchmark, and nothing else but what must run to reach it: its parents, once.
// Name is as package testing prints it, without the word Benchmark and without
// the GOMAXPROCS suffix. Benchmarks whose names go on behind it with a slash
// are selected too, since an expression cannot exclude them.
func Pattern(name string) string { return anchored("Benchmark" + name) }

// anchored anchors and quotes every element of a full name.
func anchored(full string) string {
	elems := strings.Split(full, "/")
	for i, e := range elems {
		elems[i] = "^" + regexp.QuoteMeta(e) + "$"
	}
	return strings.Join(elems, "/")
}

// PatternOf returns the -test.bench expression that selects of one benchmark function,
// whose name has the word Benchmark, what expr selects at or below it. An empty
// expression selects all.
func PatternOf(function, expr string) (string, error) { return below(function, expr) }

// A pattern is a -bench expression: alternatives, each with an expression for
// every level of names.
type pattern [][]string

// parsePattern splits an expression as package testing does: at slashes and
// bars that are in neither brackets nor parentheses. An empty one selects all.
func parsePattern(expr string) (pattern, error) {
	if expr == "" {
		expr = "."
	}
	p := pattern{nil}
	start, brackets, parens := 0, 0, 0
	cut := func(end int) {
		alt := &p[len(p)-1]
		*alt = append(*alt, expr[start:end])
		start = end + 1
	}
	for i := 0; i < len(expr); i++ {
		switch c := expr[i]; {
		case c == '\\':
			i++
		case c == '[':
			brackets++
		case c == ']':
			brackets = max(0, brackets-1)
		case brackets > 0:
		case c == '(':
			parens++
		case c == ')':
			parens--
		case parens != 0:
		case c == '/':
			cut(i)
		case c == '|':
			cut(i)
			p = append(p, nil)
		}
	}
	cut(len(expr))
	return p, p.check(expr)
}

// check tells which expression is not valid.
func (p pattern) check(expr string) error {
	for _, alt := range p {
		for _, e := range alt {
			if _, err := regexp.Compile(printable(e)); err != nil {
				return fmt.Errorf("benchmark pattern %q: %w", expr, err)
			}
		}
	}
	return nil
}

// selects tells whether the pattern selects a benchmark function, or what is
// below it.
func (p pattern) selects(top string) bool {
	for _, alt := range p {
		if ok, _ := regexp.MatchString(printable(alt[0]), top); ok {
			return true
		}
	}
	return false
}

// below returns the expression that selects what expr selects at or below one
// benchmark function.
func below(top, expr string) (string, error) {
	p, err := parsePattern(expr)
	if err != nil {
		return "", err
	}
	var alts []string
	for _, alt := range p {
		if ok, _ := regexp.MatchString(printable(alt[0]), top); ok {
			alts = append(alts, strings.Join(append([]string{anchored(top)}, alt[1:]...), "/"))
		}
	}
	if alts == nil {
		return "", fmt.Errorf("benchmark pattern %q does not select %s", expr, top)
	}
	return strings.Join(alts, "|"), nil
}

// printable rewrites an element as package testing rewrites names and patterns
// before it matches them: space as underscores, what cannot be printed quoted.
func printable(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte('_')
		case !strconv.IsPrint(r):
			q := strconv.QuoteRune(r)
			b.WriteString(q[1 : len(q)-1])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isBenchmark tells whether a function of this name is a benchmark: the word
// must not go on in lower case.
func isBenchmark(name string) bool {
	rest, ok := strings.CutPrefix(name, "Benchmark")
	r, _ := utf8.DecodeRuneInString(rest)
	return ok && (rest == "" || !unicode.IsLower(r))
}
