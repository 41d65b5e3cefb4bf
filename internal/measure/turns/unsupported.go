//go:build !linux

package turns

import (
	"context"
	"runtime"

	"github.com/benchgate/benchgate/internal/measure"
)

// measure says that there is no such engine here.
func (e *Engine) measure(_ context.Context, p party, _ uint64) []measure.Outcome {
	out := make([]measure.Outcome, len(p.visits))
	for i, v := range p.visits {
		out[i].Err = &UnfitError{Target: v.Target, Reason: "it is for Linux, not " + runtime.GOOS}
	}
	return out
}
