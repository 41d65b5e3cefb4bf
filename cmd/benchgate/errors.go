package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
)

// Exit statuses. When several apply, the gate takes the first of 2, 3, 1, 0.
const (
	statusPass        = judge.StatusPass
	statusRegression  = judge.StatusRegression
	statusUsage       = judge.StatusUsage
	statusUnmeasured  = judge.StatusUnmeasured
	statusInterrupted = judge.StatusInterrupted
)

// A statusError is an error that ends the program with a status of its own,
// and that tells its reader what to do.
type statusError struct {
	status int
	err    error
	hint   string
}

func (e *statusError) Error() string { return e.err.Error() }
func (e *statusError) Unwrap() error { return e.err }

// usagef is for what the user can mend on the command line or in the policy
// file before anything is measured.
func usagef(hint, format string, args ...any) error {
	return &statusError{status: statusUsage, err: fmt.Errorf(format, args...), hint: hint}
}

// unmeasuredf is for what kept the gate from measuring.
func unmeasuredf(hint, format string, args ...any) error {
	return &statusError{status: statusUnmeasured, err: fmt.Errorf(format, args...), hint: hint}
}

// statusOf returns the exit status of an error: that of the first statusError
// in its chain, and otherwise that nothing could be measured.
func statusOf(err error) int {
	var se *statusError
	if errors.As(err, &se) {
		return se.status
	}
	return statusUnmeasured
}

// A hinter is an error from below that knows what to do about itself.
type hinter interface{ Hint() string }

// report prints an error on stderr: one line for what happened, one for what
// to do where that is known.
func (p *program) report(err error) {
	text := strings.TrimRight(err.Error(), "\n")
	fmt.Fprintf(p.stderr, "benchgate: %s\n", text)
	if hint := hintOf(err); hint != "" && !strings.Contains(text, hint) {
		fmt.Fprintf(p.stderr, "  hint: %s\n", hint)
	}
}

func hintOf(err error) string {
	var se *statusError
	if errors.As(err, &se) && se.hint != "" {
		return se.hint
	}
	var h hinter
	if errors.As(err, &h) {
		return h.Hint()
	}
	return ""
}
