package gate

import (
	"context"
	"errors"
	"fmt"

	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
)

// stopped ends a run that a step broke off. What was found so far is judged
// and reported; an interrupted run's report is marked partial.
func (g *gate) stopped(ctx context.Context, stage string, err error) error {
	g.progress.stop()
	g.removeTrees()
	interrupted := ctx.Err() != nil
	if exit.Of(err) == exit.Usage && !interrupted {
		return err
	}
	if !interrupted {
		if at := (*stageError)(nil); errors.As(err, &at) {
			stage = at.stage
		}
		f := record.Entry{State: record.Failed, Stage: stage, Reason: err.Error()}
		if side := (*sideError)(nil); errors.As(err, &side) {
			f.Side = side.side
		}
		g.stops = append(g.stops, f)
	}
	rep := g.report(context.WithoutCancel(ctx), interrupted)
	if werr := g.write(rep); werr != nil {
		return errors.Join(err, werr)
	}
	if interrupted {
		return g.interrupted(rep, stage)
	}
	return err
}

// cutShort ends a run that was interrupted while it explained: all is judged, but
// not all is explained.
func (g *gate) cutShort(ctx context.Context) error {
	g.progress.stop()
	rep := g.report(context.WithoutCancel(ctx), true)
	if err := g.write(rep); err != nil {
		return err
	}
	return g.interrupted(rep, "run")
}

// interrupted shows what is known so far, where there is anything.
func (g *gate) interrupted(rep *report.Report, stage string) error {
	if stage == "run" && len(rep.Rows) > 0 {
		if err := g.print(rep); err != nil {
			return err
		}
	}
	if g.deadline.IsZero() { // else the hook says how it ended
		fmt.Fprintln(g.Stderr, "benchgate: interrupted; everything is cleaned up, and the report is marked partial")
	}
	return exit.Verdict(exit.Interrupted)
}
