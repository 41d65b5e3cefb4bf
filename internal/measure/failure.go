package measure

import (
	"errors"
	"fmt"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// A TargetError tells that a target was given up: one of its processes did not
// end with a result. Failing once is enough, however many rounds went well
// before: a benchmark that fails now and then is not hidden by trying again.
type TargetError struct {
	Target Target
	// Side is empty where no side in particular is to blame.
	Side round.Side
	// Failure is what went wrong, never nil. Its Kind is gotest.Skip for a
	// benchmark that skipped itself.
	Failure *gotest.Failure
}

// Error names the side, the benchmark and what happened.
func (e *TargetError) Error() string {
	if e.Side == "" {
		return fmt.Sprintf("measure %s: %v", e.Target.Benchmark, e.Failure)
	}
	return fmt.Sprintf("measure %s of %s: %v", e.Target.Benchmark, e.Side, e.Failure)
}

// Unwrap returns the failure.
func (e *TargetError) Unwrap() error { return e.Failure }

// isKind reports whether err tells of a failure of that kind.
func isKind(err error, k gotest.Kind) bool {
	var f *gotest.Failure
	return errors.As(err, &f) && f.Kind == k
}
