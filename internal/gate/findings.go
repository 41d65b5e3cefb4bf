package gate

import (
	"errors"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/suite"
)

// findings are what the steps of a run have found so far. Every step but the last
// may be missing.
type findings struct {
	started      time.Time
	rules        rules
	lastCosts    map[suite.Top]float64 // in seconds
	sides        sides
	roots        map[round.Side]string // of the trees, also when they are gone
	suite        *suite.Suite
	shard        *record.Shard
	measured     measured
	explanations []report.Explanation
	stops        []record.Entry // what broke the run off
}

// stop takes note of what broke the run off.
func (f *findings) stop(err error) {
	stop := record.Entry{State: record.Failed, Reason: err.Error()}
	if where := (*stageError)(nil); errors.As(err, &where) {
		stop.Stage = where.stage
	}
	if side := (*sideError)(nil); errors.As(err, &side) {
		stop.Side = side.side
	}
	f.stops = append(f.stops, stop)
}

// judge judges what was found so far, while the run goes on.
func (f *findings) judge(o Options, warnings []string) judge.Judgement {
	return judge.Judge(f.record(o, warnings, false), f.rules.Policy, f.started)
}

// A stageError is an error with the stage of the run that it belongs to.
type stageError struct {
	stage string
	err   error
}

func (e *stageError) Error() string { return e.err.Error() }
func (e *stageError) Unwrap() error { return e.err }

// at says in which stage an error happened; what says so itself is right.
func at(stage string, err error) error {
	if inner := (*stageError)(nil); errors.As(err, &inner) {
		return err
	}
	return &stageError{stage, err}
}

// A sideError is an error that concerns one side only.
type sideError struct {
	side round.Side
	err  error
}

func (e *sideError) Error() string { return e.err.Error() }
func (e *sideError) Unwrap() error { return e.err }
