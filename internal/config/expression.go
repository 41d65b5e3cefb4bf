package config

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
)

// mostInstructions bounds the compiled size of all expressions of a file
// together; people's files need some hundreds. A few bytes such as
// ((a{100}){100}){10} stand for a program of megabytes, and an alias repeats
// it for one more byte, so the size is counted before anything is compiled.
const mostInstructions = 50_000

// compile compiles an expression of the file, within what the file has left.
// hint says where people read how to write one.
func (d *decoder) compile(s, hint string) (*regexp.Regexp, error) {
	if d.instructions > mostInstructions {
		return nil, errTooLarge() // do not even parse the rest
	}
	tree, err := syntax.Parse(s, syntax.Perl)
	if err != nil {
		return nil, badExpression(err, hint)
	}
	if d.instructions += instructions(tree); d.instructions > mostInstructions {
		return nil, errTooLarge()
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil, badExpression(err, hint)
	}
	return re, nil
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
