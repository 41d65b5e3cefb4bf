package turns

import (
	"context"
	"errors"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

// lockPatience is how long the second process may take to come up, at the
// least, before it is suspected to wait for the end of the first.
const lockPatience = 10 * time.Second

// errApart means that each side comes up alone but not beside the other.
const errApart = unfitness("its two sides cannot be alive at once: does a port, a file or a lock belong to one of them?")

// up brings both processes up; at once they do so side by side.
func (s *session) up(first round.Side, atOnce bool) error {
	second := first.Other()
	if err := s.start(first); err != nil {
		return err
	}
	if atOnce {
		if err := s.start(second); err != nil {
			return err
		}
	}
	one := s.process(first)
	from := time.Now()
	if err := one.await(one.deadline()); err != nil {
		if atOnce && disputed(err) {
			return s.alone(first, second, err)
		}
		return s.blame(one, err)
	}
	took := time.Since(from)
	if !atOnce {
		if err := s.start(second); err != nil {
			return err
		}
	}
	two := s.process(second)
	deadline := two.deadline()
	if p := time.Now().Add(max(s.patience, 4*took)); deadline.IsZero() || p.Before(deadline) {
		deadline = p
	}
	err := two.await(deadline)
	if disputed(err) {
		return s.alone(second, first, err)
	}
	return s.blame(two, err)
}

// disputed tells whether a process that did not come up might have done so
// alone. A benchmark that skips or fails would do so again.
func disputed(err error) bool {
	var f *gotest.Failure
	return err != nil && !(errors.As(err, &f) && f.Kind == gotest.Skip)
}

// alone finds out whether a side that did not come up does so when the other
// has ended. If not, the error it then gives is the one that counts.
func (s *session) alone(side, other round.Side, err error) error {
	failed := s.process(side)
	if o := s.process(other); o != nil {
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
	if err := failed.await(failed.deadline()); err != nil {
		return s.blame(failed, err)
	}
	// What it holds, another engine's processes will want.
	failed.leave()
	return errApart
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
