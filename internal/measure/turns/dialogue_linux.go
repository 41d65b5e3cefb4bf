package turns

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// run implements runner.
func (p *process) run(verb string, warm, n int64) (wire.Report, error) {
	if err := p.send(wire.Order{Verb: verb, Warm: warm, N: n, Pin: p.pin}); err != nil {
		return wire.Report{}, err
	}
	m, err := p.receive(p.deadline())
	if err != nil {
		return wire.Report{}, err
	}
	if m.Kind != wire.KindTurn || m.Report.Main.N != n || m.Report.Warm.N != warm {
		return wire.Report{}, p.unexpected(m)
	}
	p.idle.add(m.Report)
	return m.Report, nil
}

// The orders with which a benchmark is left.
var wireEnd, wirePass = wire.Order{Verb: wire.VerbEnd}, wire.Order{Verb: wire.VerbPass}

func (p *process) send(o wire.Order) error {
	p.line = o.Append(p.line[:0])
	if _, err := p.orders.Write(p.line); err == nil {
		return nil
	}
	// It is gone, but may have said why.
	m, err := p.receive(p.deadline())
	if err != nil {
		return err
	}
	return p.unexpected(m)
}

// deadline returns when the process will have been silent for too long; the
// zero time means never.
func (p *process) deadline() time.Time {
	if p.silence <= 0 {
		return time.Time{}
	}
	return time.Now().Add(p.silence)
}

// receive returns the next message. A process that ended, or said that the
// benchmark did, gives an error.
func (p *process) receive(deadline time.Time) (wire.Message, error) {
	m, err := p.read(deadline)
	if err == nil && (m.Kind == wire.KindFail || m.Kind == wire.KindSkip) {
		err = p.note(m).Failure
	}
	return m, err
}

// read returns the next message. A process that ended gives an error.
func (p *process) read(deadline time.Time) (wire.Message, error) {
	if err := p.until(deadline); err != nil {
		return wire.Message{}, fmt.Errorf("read the results of %s: %w", p.side, err)
	}
	line, err := p.in.ReadSlice('\n')
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded) && p.gone():
		return wire.Message{}, p.parted()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return wire.Message{}, errSilent
	case errors.Is(err, bufio.ErrBufferFull):
		return wire.Message{}, unfit("a message of its process is too long: it reports too many metrics")
	case err != nil:
		return wire.Message{}, p.parted()
	}
	m, err := wire.ParseMessage(line)
	if err != nil {
		return m, unfit("its process sent %.60q", line)
	}
	return m, nil
}

// until sets how long to wait for the next message: no longer than the afterlife
// of a process that has ended.
func (p *process) until(deadline time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.latest.IsZero() && (deadline.IsZero() || p.latest.Before(deadline)) {
		deadline = p.latest
	}
	if p.reaped {
		deadline = time.Now().Add(afterlife)
	}
	p.current = deadline
	return p.results.SetReadDeadline(deadline)
}

// hurry bounds how long the process may be waited for from one message to the next,
// also where it is waited for already, until calm lifts that.
func (p *process) hurry(grace time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	latest := time.Now().Add(grace)
	p.latest, p.grace = latest, grace
	if !p.reaped && (p.current.IsZero() || latest.Before(p.current)) {
		// It fails only where nobody reads any more.
		_ = p.results.SetReadDeadline(latest)
	}
}

func (p *process) calm() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.latest, p.grace = time.Time{}, 0
}

// heard grants a process that is hurried as much time again.
func (p *process) heard() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.grace > 0 {
		p.latest = time.Now().Add(p.grace)
	}
}

// gone tells whether the process has ended.
func (p *process) gone() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.reaped
}

// proceed has the process go on, with the order to leave the benchmark at which it
// waits, until it waits at one that is wanted, or has ended well: then it waits at
// none. It leaves all others alone.
func (p *process) proceed(leave wire.Order, wanted func(name string) bool) error {
	p.final = nil
	looped := ""
	if left := p.leaf; left != "" {
		p.leaf = ""
		if p.first.Kind == wire.KindLoop {
			looped = left
		} else {
			p.at = p.function
		}
		if err := p.send(leave); err != nil {
			return err
		}
	}
	for !p.over && p.leaf == "" {
		m, err := p.read(p.deadline())
		p.heard()
		if err == nil {
			err = p.follow(m, looped, wanted)
		}
		if err == errEnded && p.greeted && (looped == "" || p.final != nil || p.mishap(looped) != errEnded) {
			p.over, err = true, nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// follow takes a message of a process that goes on.
func (p *process) follow(m wire.Message, looped string, wanted func(name string) bool) error {
	switch {
	case m.Kind == wire.KindHello && !p.greeted:
		if m.Version != wire.Version {
			return unfit("its binary has hooks of version %d, not %d", m.Version, wire.Version)
		}
		p.greeted = true
	case !p.greeted:
		return p.unexpected(m)
	case m.Kind == wire.KindEnter:
		p.entered, p.at = append(p.entered, m.Name), m.Name
	case m.Kind == wire.KindLoop || m.Kind == wire.KindRan:
		p.seen, p.at = append(p.seen, m.Name), m.Name
		if wanted(m.Name) {
			p.leaf, p.first = m.Name, m
			return nil
		}
		if m.Kind == wire.KindRan {
			p.at = p.function
		}
		return p.send(wirePass)
	case m.Kind == wire.KindFinal:
		if p.at = p.function; m.Name == looped {
			p.final = &m.Report
		}
	case m.Kind == wire.KindFail || m.Kind == wire.KindSkip:
		p.note(m)
	default:
		return p.unexpected(m)
	}
	return nil
}

// wait tells whether the process ended within the time; 0 means for ever.
func (p *process) wait(d time.Duration) bool {
	var alarm <-chan time.Time
	if d > 0 {
		alarm = time.After(d)
	}
	select {
	case <-p.ended:
		return true
	case <-alarm:
		return false
	}
}
