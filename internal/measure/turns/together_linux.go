package turns

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// errApart means that each side works alone but not beside the other.
const errApart = unfitness("its two sides cannot be alive at once: does a port, a file or a lock belong to one of them?")

// A trouble is what went wrong in one side's process, and in which benchmark.
type trouble struct {
	side round.Side
	at   string // as package testing names it
	err  error
}

func (t *trouble) Error() string { return fmt.Sprintf("%s: %v", t.side, t.err) }

func (t *trouble) Unwrap() error { return t.err }

// goesOn tells whether the process has told of it and goes on.
func (t *trouble) goesOn() bool {
	var f *gotest.Failure
	return errors.As(t.err, &f) && (f.Kind == gotest.Fail || f.Kind == gotest.Skip)
}

// A clash is a trouble that came while both sides started, or went from one
// benchmark to the next, at the same time. One after the other, both may do well:
// what a benchmark holds while it runs is free between its turns.
type clash struct{ *trouble }

func (c clash) Unwrap() error { return c.trouble }

// advance has both sides go on to their next benchmark that is to be measured, or to
// the end. A side that has not begun is started. One that stands at a benchmark has
// it end.
func (s *session) advance() error {
	if s.atOnce {
		return s.both()
	}
	return s.inTurn()
}

// both has both sides go on side by side. Whichever has arrived first, the other one
// is suspected to wait for its end after a while.
func (s *session) both() error {
	from := time.Now()
	type outcome struct {
		p   *process
		err error
	}
	ready := make(chan outcome, 2)
	for _, side := range []round.Side{s.first, s.first.Other()} {
		if err := s.started(side); err != nil {
			return err
		}
	}
	for _, p := range s.processes {
		go func() { ready <- outcome{p, p.proceed(wireEnd, s.wanted)} }()
	}
	one := <-ready
	s.process(one.p.side.Other()).hurry(max(s.patience, 4*time.Since(from)))
	two := <-ready
	two.p.calm()
	switch {
	case one.err != nil:
		two.p.leave()
		return s.clashed(one.p, one.err)
	case errors.Is(two.err, errSilent):
		return s.alone(two.p.side, two.err, s.await)
	case two.err != nil:
		one.p.leave()
		return s.clashed(two.p, two.err)
	}
	return nil
}

// clashed is blame of a process that went on beside the other.
func (s *session) clashed(p *process, err error) error {
	if t := (*trouble)(nil); errors.As(s.blame(p, err), &t) {
		return clash{t}
	}
	return err
}

// inTurn has one side go on after the other.
func (s *session) inTurn() error {
	if err := s.started(s.first); err != nil {
		return err
	}
	one, from := s.process(s.first), time.Now()
	if err := one.proceed(wireEnd, s.wanted); err != nil {
		return s.blame(one, err)
	}
	took := time.Since(from)
	if err := s.started(s.first.Other()); err != nil {
		return err
	}
	two := s.process(s.first.Other())
	two.hurry(max(s.patience, 4*took))
	err := two.proceed(wireEnd, s.wanted)
	two.calm()
	switch {
	case err != nil && one.over:
		return s.blame(two, err) // it is alone
	case err != nil:
		return s.alone(two.side, err, s.await)
	case one.leaf != "" && two.mishap(one.leaf) != errEnded:
		return s.alone(two.side, two.mishap(one.leaf), arrive(one.leaf))
	}
	return nil
}

// arrive has a process go on until it waits at a benchmark.
func arrive(leaf string) func(*process) error {
	return func(p *process) error {
		err := p.proceed(wirePass, func(name string) bool { return name == leaf })
		if err == nil && p.leaf == "" {
			err = &trouble{p.side, leaf, p.mishap(leaf)}
		}
		return err
	}
}

// pass has one side go on alone, past a benchmark that the other one does not stand
// at.
func (s *session) pass(p *process) error {
	if err := p.proceed(wirePass, s.wanted); err != nil {
		return s.blame(p, err)
	}
	return nil
}

// await has a process go on that was not heard of, or that was started anew.
func (s *session) await(p *process) error { return p.proceed(wirePass, s.wanted) }

// alone finds out whether a side that failed beside the other succeeds once the
// other has ended. A silent process goes on; any other is started again. If it
// fails again, that second error is reported.
func (s *session) alone(side round.Side, err error, try func(*process) error) error {
	s.broken = true
	failed := s.process(side)
	at := s.function // of which nothing works
	if o := s.process(side.Other()); o != nil {
		if o.leaf != "" && len(failed.seen) > 0 {
			at = o.leaf
		}
		o.leave()
	}
	if !errors.Is(err, errSilent) {
		failed.close()
		s.processes[index(side)] = nil
		if err := s.started(side); err != nil {
			return err
		}
		failed = s.process(side)
	}
	if err := try(failed); err != nil {
		return s.blame(failed, err)
	}
	// What it holds, another engine's processes will want.
	failed.leave()
	return &trouble{side, at, errApart}
}

// calibrateAlone is what alone tries of a side that failed while it was calibrated at
// a benchmark.
func (e *Engine) calibrateAlone(s *session, leaf string, err error) func(*process) error {
	if errors.Is(err, errSilent) {
		return func(p *process) error {
			_, err := p.receive(time.Now().Add(s.patience))
			return err
		}
	}
	return func(p *process) error {
		if err := arrive(leaf)(p); err != nil {
			return err
		}
		_, err := calibrate(e.settings(), p, p.first)
		return err
	}
}

// leave ends a process that is in the way of another, in its own way if it
// can.
func (p *process) leave() {
	if p.over {
		return
	}
	if p.leaf != "" {
		if err := p.proceed(wireEnd, func(string) bool { return false }); err == nil {
			return
		}
	}
	p.kill()
	<-p.ended
}

func (s *session) process(side round.Side) *process { return s.processes[index(side)] }

// blame makes a failure of a process one of the benchmark that it was in.
func (s *session) blame(p *process, err error) error {
	if errors.Is(err, errSilent) {
		err = p.hung()
	}
	var t *trouble
	var f *gotest.Failure
	var u unfitness
	if errors.As(err, &t) {
		return t
	}
	if errors.As(err, &f) || errors.As(err, &u) {
		return &trouble{p.side, p.at, err}
	}
	return err
}

// explain makes an error of the session one for its caller.
func (s *session) explain(err error) error {
	if cause := context.Cause(s.ctx); cause != nil && err != nil {
		return cause
	}
	return err
}
