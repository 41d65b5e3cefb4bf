// Package exit holds the exit statuses of benchgate and the errors that carry
// them: every other error ends the program with Unmeasured.
package exit

import (
	"errors"
	"fmt"
)

// The exit statuses. When several apply, the gate takes the first of 2, 3, 1, 0.
const (
	Pass        = 0   // pass, or nothing to do
	Regression  = 1   // a regression, a limit broken, or what the policy treats alike
	Usage       = 2   // command line or policy file; nothing was measured
	Unmeasured  = 3   // something could not be measured, or not be decided
	Interrupted = 130 // stopped by the user
)

// A Verdict is a status that has been explained already: nothing is printed
// for it.
type Verdict int

func (v Verdict) Error() string { return fmt.Sprintf("exit status %d", int(v)) }

// With is the error that ends the program with a status that has been explained;
// nil for Pass.
func With(status int) error {
	if status == Pass {
		return nil
	}
	return Verdict(status)
}

// A statusError is an error that ends the program with a status of its own,
// and that tells its reader what to do.
type statusError struct {
	status int
	err    error
	hint   string
}

func (e *statusError) Error() string { return e.err.Error() }
func (e *statusError) Unwrap() error { return e.err }

// Usagef is for what the user can mend on the command line or in the policy
// file before anything is measured.
func Usagef(hint, format string, args ...any) error {
	return &statusError{status: Usage, err: fmt.Errorf(format, args...), hint: hint}
}

// Unmeasuredf is for what kept the gate from measuring.
func Unmeasuredf(hint, format string, args ...any) error {
	return &statusError{status: Unmeasured, err: fmt.Errorf(format, args...), hint: hint}
}

// Of returns the exit status of an error: that of the first statusError
// in its chain, and otherwise that nothing could be measured.
func Of(err error) int {
	var se *statusError
	if errors.As(err, &se) {
		return se.status
	}
	return Unmeasured
}

// A hinter is an error from below that knows what to do about itself.
type hinter interface{ Hint() string }

// Hint returns what the reader of an error can do about it; "" where that is not
// known.
func Hint(err error) string {
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
