package config

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"regexp/syntax"
	"strings"
)

// mostInstructions bounds the compiled size of all expressions of a file
// together; people's files need some hundreds. A few bytes such as
// ((a{100}){100}){10} stand for a program of megabytes, and an alias repeats
// it for one more byte, so the size is counted before anything is compiled.
const mostInstructions = 50_000

// expression is a regular expression that has to match the whole of a name, and
// that all checks accept.
func expression(example string, checks ...func(*regexp.Regexp) error) scalar {
	const before, after = `^(?:`, `)$`
	return scalar{
		want: "a regular expression", tags: textTags,
		json: schema{"type": "string", "format": "regex", "minLength": 1, "examples": []any{example}},
		read: func(d *decoder, s string) (any, error) {
			if s == "" {
				return nil, wrong("remove the key to match everything", "an empty expression matches nothing")
			}
			if err := onLine(s); err != nil {
				return nil, err
			}
			// By itself first: "a)(b" must not become valid by what we put around it.
			if err := d.compile(s, "see https://go.dev/s/re2syntax"); err != nil {
				return nil, err
			}
			re, err := regexp.Compile(before + s + after)
			if err != nil {
				return nil, wrong("make it shorter", "bad regular expression: %v", err)
			}
			for _, check := range checks {
				if err := check(re); err != nil {
					return nil, err
				}
			}
			return re, nil
		},
		write: func(v reflect.Value) string {
			return strings.TrimSuffix(strings.TrimPrefix(fmt.Sprint(v), before), after)
		},
	}
}

// matchesNames checks an expression for names of benchmarks. What we put in
// front is an anchor and a group, so the prefix is that of the user's own.
func matchesNames(re *regexp.Regexp) error {
	if prefix, _ := re.LiteralPrefix(); strings.HasPrefix(prefix, "Benchmark") {
		return withoutBenchmark("the expression")
	}
	return nil
}

// benchExpression checks the parts between slashes one by one, as go test does.
func benchExpression() scalar {
	c := text("a regular expression", ".")
	read := c.read
	c.read = func(d *decoder, s string) (any, error) {
		if _, err := read(d, s); err != nil {
			return nil, err
		}
		for _, part := range splitBench(s) {
			if err := d.compile(part, "as for go test -bench"); err != nil {
				return nil, err
			}
		}
		return s, nil
	}
	return c
}

// splitBench cuts an expression at the slashes outside brackets and groups.
func splitBench(s string) []string {
	var parts []string
	class, group, from := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '[':
			class++
		case c == ']' && class > 0:
			class--
		case c == '(' && class == 0:
			group++
		case c == ')' && class == 0:
			group--
		case c == '/' && class == 0 && group == 0:
			parts = append(parts, s[from:i])
			from = i + 1
		}
	}
	return append(parts, s[from:])
}

// compile tries to compile an expression, within what the file has left.
// hint says where people read how to write one.
func (d *decoder) compile(s, hint string) error {
	if d.instructions > mostInstructions {
		return errTooLarge() // do not even parse the rest
	}
	tree, err := syntax.Parse(s, syntax.Perl)
	if err != nil {
		return badExpression(err, hint)
	}
	if d.instructions += instructions(tree); d.instructions > mostInstructions {
		return errTooLarge()
	}
	if _, err := regexp.Compile(s); err != nil {
		return badExpression(err, hint)
	}
	return nil
}

func errTooLarge() error {
	return wrong("repeat less, and use fewer expressions",
		"the regular expressions are too large: up to here more than %d instructions", mostInstructions)
}

func badExpression(err error, hint string) error {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return wrong(hint, "bad regular expression: %v", err)
	}
	const most = 100
	return wrong(hint, "bad regular expression: %s: `%s`", e.Code, strings.ToValidUTF8(e.Expr[:min(len(e.Expr), most)], ""))
}

// instructions bounds the size of the program that a parsed expression compiles
// to, its character classes included. It stops counting past the bound, so that
// it cannot overflow.
func instructions(re *syntax.Regexp) int {
	n := 1
	for _, sub := range re.Sub {
		n = min(n+instructions(sub), mostInstructions+1)
	}
	switch re.Op {
	case syntax.OpLiteral, syntax.OpCharClass:
		n += len(re.Rune)
	case syntax.OpCapture, syntax.OpStar, syntax.OpPlus, syntax.OpQuest:
		n++
	case syntax.OpRepeat: // x{2,5} is xx(x(x(x)?)?)?, x{2,} is xx+
		n *= max(re.Max, re.Min, 1) + 1
	}
	return min(n, mostInstructions+1)
}
