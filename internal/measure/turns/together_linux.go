package turns

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// errApart means that each side works alone but not beside the other.
const errApart = unfitness("its two sides cannot be alive at once: does a port, a file or a lock belong to one of them?")

// A clash is the failure of a process that started or ended at the same time as
// the other side's. One after the other, both may do well: what a benchmark holds
// while it runs is free between its turns.
type clash struct{ error }

func (c clash) Unwrap() error { return c.error }

// words names the side and what happened to it.
func (c clash) words() string {
	var failed *measure.TargetError
	if errors.As(c.error, &failed) {
		return fmt.Sprintf("%s: %v", failed.Side, failed.Failure)
	}
	return c.error.Error()
}

// both brings both processes up side by side. Whichever is up first, the other one
// is suspected to wait for its end after a while.
func (s *session) both() error {
	from := time.Now()
	type outcome struct {
		p   *process
		err error
	}
	ready := make(chan outcome, 2)
	for _, side := range []round.Side{s.first, s.first.Other()} {
		if err := s.start(side); err != nil {
			return err
		}
	}
	for _, p := range s.processes {
		go func() { ready <- outcome{p, p.await(p.deadline())} }()
	}
	one := <-ready
	s.process(one.p.side.Other()).hurry(time.Now().Add(max(s.patience, 4*time.Since(from))))
	two := <-ready
	two.p.calm()
	switch {
	case one.err != nil:
		two.p.leave()
		return clash{s.blame(one.p, one.err)}
	case errors.Is(two.err, errSilent):
		return s.alone(two.p.side, two.err, s.await)
	case two.err != nil:
		one.p.leave()
		return clash{s.blame(two.p, two.err)}
	}
	return nil
}

// inTurn brings up one process after the other.
func (s *session) inTurn() error {
	if err := s.start(s.first); err != nil {
		return err
	}
	one, from := s.process(s.first), time.Now()
	if err := one.await(one.deadline()); err != nil {
		return s.blame(one, err)
	}
	took := time.Since(from)
	if err := s.start(s.first.Other()); err != nil {
		return err
	}
	two := s.process(s.first.Other())
	two.hurry(time.Now().Add(max(s.patience, 4*took)))
	err := s.await(two)
	two.calm()
	if err != nil {
		return s.alone(two.side, err, s.await)
	}
	return nil
}

func (s *session) await(p *process) error { return p.await(p.deadline()) }

// alone finds out whether a side that failed beside the other succeeds once the
// other has ended. A silent process goes on; any other is started again. If it
// fails again, that second error is reported.
func (s *session) alone(side round.Side, err error, try func(*process) error) error {
	failed := s.process(side)
	if o := s.process(side.Other()); o != nil {
		o.leave()
	}
	if !errors.Is(err, errSilent) {
		failed.close()
		s.processes[index(side)] = nil
		if err := s.start(side); err != nil {
			return err
		}
		failed = s.process(side)
	}
	if err := try(failed); err != nil {
		return s.blame(failed, err)
	}
	// What it holds, another engine's processes will want.
	failed.leave()
	return errApart
}

// calibrateAlone is what alone tries of a side that failed while it was calibrated.
func (e *Engine) calibrateAlone(s *session, err error) func(*process) error {
	if errors.Is(err, errSilent) {
		return func(p *process) error {
			_, err := p.receive(time.Now().Add(s.patience))
			return err
		}
	}
	return func(p *process) error {
		if err := s.await(p); err != nil {
			return err
		}
		_, err := calibrate(e.settings(), p, p.first)
		return err
	}
}

// leave ends a process that is in the way of another, in its own way if it
// can.
func (p *process) leave() {
	if p.first.Kind != "" {
		if _, err := p.finish(); err == nil {
			return
		}
	}
	p.kill()
	<-p.ended
}

func (s *session) process(side round.Side) *process { return s.processes[index(side)] }

// blame makes a failure of a process one of its side.
func (s *session) blame(p *process, err error) error {
	if errors.Is(err, errSilent) {
		err = p.hung()
	}
	var f *gotest.Failure
	if errors.As(err, &f) {
		f.Benchmark = s.target.Run
		return &measure.TargetError{Target: s.target, Side: p.side, Failure: f}
	}
	return err
}

// explain makes an error of the session one for its caller.
func (s *session) explain(err error) error {
	if cause := context.Cause(s.ctx); cause != nil && err != nil {
		return cause
	}
	var u unfitness
	if errors.As(err, &u) {
		return &UnfitError{Target: s.target, Reason: string(u)}
	}
	return err
}
