package config

import (
	"fmt"
	"slices"
	"strings"
)

// A Problem is one thing that is wrong with a policy file.
type Problem struct {
	File         string
	Line, Column int    // 1-based; Column counts characters
	Message      string // what is wrong
	Hint         string // what to do about it, may be empty
}

// String returns "file:line:column: message; hint".
func (p Problem) String() string {
	s := fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	if p.Hint != "" {
		s += "; " + p.Hint
	}
	return s
}

// Errors are all problems found in one policy file, in the order of their
// positions. Parse never returns it empty.
type Errors struct {
	Problems []Problem
}

// Error returns one line a problem.
func (e *Errors) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (e *Errors) sort() {
	slices.SortStableFunc(e.Problems, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
}

// A mistake is a problem that does not know yet where it stands.
type mistake struct {
	message, hint string
}

// Hint returns what to do about it, or "".
func (m *mistake) Hint() string { return m.hint }

func (m *mistake) Error() string {
	if m.hint == "" {
		return m.message
	}
	return m.message + "; " + m.hint
}

func wrong(hint, format string, args ...any) *mistake {
	return &mistake{message: fmt.Sprintf(format, args...), hint: hint}
}

// quote shows a value from the file in a message: bounded and on one line.
func quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "..."
	}
	return fmt.Sprintf("%q", s)
}
