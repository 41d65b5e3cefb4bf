//go:build !linux

package turns

import (
	"context"
	"runtime"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// measure says that there is no such engine here.
func (e *Engine) measure(_ context.Context, t measure.Target, _ *round.Round) error {
	return &UnfitError{Target: t, Reason: "it is for Linux, not " + runtime.GOOS}
}
